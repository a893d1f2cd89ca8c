import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Ambiguous questions: right = asked back with at least two of the readings among the choices. `--limit N` for a part. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const all = readFileSync(join(data, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item)
  const limit = typeof flags['limit'] === 'string' ? Number(flags['limit']) : all.length
  const step = Math.max(1, Math.floor(all.length / limit))
  const items = all.filter((_, at) => at % step === 0)
  const judged: Judged[] = []
  for (const db of new Set(items.map((item) => item.db))) {
    await using chain = await openDiscovered(join(data, 'db', `${db}.sqlite`))
    for (const item of items.filter((one) => one.db === db)) judged.push(await judgeAmbiguous(chain, item))
  }
  if (typeof flags['dump'] === 'string') writeFileSync(flags['dump'], JSON.stringify(judged, null, 1))
  return tally('ambrosia', judged, print)
}

async function judgeAmbiguous(chain: Chain, item: Item): Promise<Judged> {
  const outcome = chain.read(item.question, NOW)
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
