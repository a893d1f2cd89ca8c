import type { EvalSet } from '../score.ts'
import { loginProbe, secretProbe, shareProbe } from './account-probes.ts'
import { type Attack, failed, readAttacks, type Verdict, waitsFor } from './attack.ts'
import { labelProbe, proseProbe, spreadsheetProbe } from './face-probes.ts'
import { bombProbe, uploadPathProbe } from './file-probes.ts'
import { bodyProbe, foreignIdProbe, foreignProbe, tokenProbe } from './http-probes.ts'
import { memoryProbe } from './memory-probe.ts'
import {
  auditProbe,
  cacheProbe,
  describedProbe,
  filterProbe,
  inferenceProbe,
  questionProbe,
} from './question-probes.ts'
import { sqlProbe } from './sql-probe.ts'
import { openWorld, type World } from './world.ts'

type Probe = (attack: Attack, world: World) => Promise<Verdict>

/** By family, where what is sent is no SQL. A family without a line is judged by its surface. */
const PROBES: Readonly<Record<string, Probe | string>> = {
  rls_predicate: filterProbe,
  rls_cache: cacheProbe,
  rls_inference: inferenceProbe,
  slice_by_language: questionProbe,
  pi_schema: describedProbe,
  audit: auditProbe,
  csv_formula: spreadsheetProbe,
  xss_labels: labelProbe,
  llm_fabrication: proseProbe,
  idor: foreignIdProbe,
  jwt: tokenProbe,
  csrf_ws: foreignProbe,
  type_confusion: bodyProbe,
  pi_cell: 'rows read by a language model, and actions',
  mcp_poison: 'MCP clients',
  mcp_result: 'MCP clients',
  mcp_toctou: 'confirmed actions',
  memory_poison: memoryProbe,
  upload_path: uploadPathProbe,
  bombs: bombProbe,
  vega_spec: 'charts edited by people',
  ssrf: 'webhooks and connections made in the web',
  secret_exfil: secretProbe,
  share_link: shareProbe,
  graphql: 'GraphQL',
  login_oracle: loginProbe,
  pdf_render: 'digests as PDF',
  llm_cost: 'conversations with a language model',
  name_injection: 'e-mail and other delivery',
}

const probeOf = (attack: Attack): Probe => {
  const known = PROBES[attack.family]
  if (typeof known === 'function') return known
  if (known !== undefined) return async () => waitsFor(known)
  return /\bSQL\b/i.test(attack.surface) ? sqlProbe : async () => waitsFor(attack.surface)
}

/** Each attack through the product's own surface, judged by what must happen; `--only ID` for one. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const attacks = readAttacks(data).filter(
    ({ id }) => typeof flags['only'] !== 'string' || flags['only'] === id,
  )
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const parts: Record<string, typeof counts> = {}
  await using world = await openWorld()
  for (const attack of attacks) {
    const verdict = await judge(attack, world)
    const end = 'waitsFor' in verdict ? 'skipped' : verdict.failed === null ? 'passed' : 'failed'
    counts[end]++
    const part = (parts[attack.category] ??= { passed: 0, failed: 0, skipped: 0 })
    part[end]++
    if ('waitsFor' in verdict) print(`skipped ${attack.id} ${attack.family}: waits for ${verdict.waitsFor}`)
    else if (verdict.failed !== null) print(`FAILED  ${attack.id} ${attack.family}: ${verdict.failed}`)
  }
  return { set: 'attacks', counts, scores: { parts } }
}

async function judge(attack: Attack, world: World): Promise<Verdict> {
  try {
    return await probeOf(attack)(attack, world)
  } catch (error) {
    return failed(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
