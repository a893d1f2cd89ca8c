import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Llm } from '@numize/llm'
import { matchesGold, type Value } from '../chain/match-rows.ts'
import { type Chain, openDiscovered } from '../chain/open-chain.ts'
import { type Judged, tally, unanswered } from '../chain/tally.ts'
import type { EvalSet } from '../score.ts'

interface Item {
  readonly id: string
  readonly kind: string
  readonly db: string
  readonly question: string
  readonly interpretations: readonly { readonly rows: readonly (readonly Value[])[] }[]
}

const NOW = '2025-06-18T12:00:00'

/** Ambiguous questions: right = asked back with at least two of the readings among the choices. `--limit N` or `--only TEXT` (in a database's name) for a part. */
export const run: EvalSet = async ({ data, flags, print, llm }) => {
  const all = readFileSync(join(data, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item)
    .filter(({ db }) => typeof flags['only'] !== 'string' || db.includes(flags['only']))
  const limit = typeof flags['limit'] === 'string' ? Number(flags['limit']) : all.length
  const step = Math.max(1, Math.floor(all.length / limit))
  const items = all.filter((_, at) => at % step === 0)
  const byDatabase = [...new Set(items.map((item) => item.db))].map((db) =>
    items.filter((one) => one.db === db),
  )
  const judged: Judged[] = []
  const judgeNext = async (): Promise<void> => {
    for (let next = byDatabase.shift(); next; next = byDatabase.shift())
      judged.push(...(await judgeDatabase(join(data, 'db', `${next[0]?.db}.sqlite`), next, llm)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, judgeNext))
  const order = new Map(items.map(({ id }, at) => [id, at]))
  judged.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
  if (typeof flags['dump'] === 'string') writeFileSync(flags['dump'], JSON.stringify(judged, null, 1))
  const score = tally('ambrosia', judged, print)
  return { ...score, scores: { ...score.scores, ...rightByKind(items, judged) } }
}

/** Databases read at the same time: one for each core of a small machine. */
const AT_ONCE = 2

/** A database that cannot be opened fails its own questions only. */
async function judgeDatabase(path: string, items: readonly Item[], llm: Llm | null): Promise<Judged[]> {
  try {
    await using chain = await openDiscovered(path, llm)
    const judged: Judged[] = []
    for (const item of items) judged.push(await judgeAmbiguous(chain, item))
    return judged
  } catch (error) {
    const detail = `not opened: ${error instanceof Error ? error.message : String(error)}`
    return items.map(({ id, question }) => ({
      id,
      question,
      verdict: 'refused',
      detail,
      trail: [],
      confidence: null,
    }))
  }
}

/** The share of each kind of ambiguity (scope, attachment, vague) that was asked with its readings. */
function rightByKind(items: readonly Item[], judged: readonly Judged[]): Record<string, number> {
  const right = new Set(judged.flatMap(({ id, verdict }) => (verdict === 'right' ? [id] : [])))
  return Object.fromEntries(
    [...new Set(items.map(({ kind }) => kind))].map((kind) => {
      const own = items.filter((one) => one.kind === kind)
      return [kind, own.filter(({ id }) => right.has(id)).length / own.length]
    }),
  )
}

async function judgeAmbiguous(chain: Chain, item: Item): Promise<Judged> {
  const outcome = await chain.read(item.question, NOW)
  const base = { id: item.id, question: item.question, trail: outcome.trail, confidence: null }
  if (outcome.kind === 'reading') return { ...base, verdict: 'wrong', detail: 'answered without asking' }
  const told = unanswered(outcome)
  if (outcome.kind === 'refuse') return { ...base, ...told }
  const rows: (readonly (readonly Value[])[])[] = []
  for (const { reading } of outcome.options) {
    try {
      rows.push((await chain.run(reading.plan)).rows)
    } catch {
      rows.push([])
    }
  }
  const covered = item.interpretations.filter((one) =>
    rows.some((some) => matchesGold({ rows: one.rows, ordered: false }, some)),
  )
  return { ...base, ...told, verdict: covered.length >= 2 ? 'right' : 'asked' }
}
