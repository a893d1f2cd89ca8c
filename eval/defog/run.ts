import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { matchesGold, type Value } from '../chain/match-rows.ts'
import { openDiscovered } from '../chain/open-chain.ts'
import { type Judged, judge, tally } from '../chain/tally.ts'
import type { EvalSet } from '../score.ts'
import { buildWarehouse } from './database.ts'

interface Item {
  readonly id: string
  readonly db: string
  readonly question: string
  readonly instructions: string | null
  readonly expected?: 'refuse'
  readonly gold_postgres: string | null
  readonly alternatives: readonly { readonly rows: readonly (readonly Value[])[]; readonly sql: string }[]
}

/** The moment the gold rows were made at. */
const NOW = '2025-06-18T12:00:00'

/** Defog's questions on models discovered from its tables; those without an answer are right when refused or asked back. */
export const run: EvalSet = async ({ data, flags, print, llm }) => {
  const items = readFileSync(join(data, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item)
    .filter(({ db }) => typeof flags['db'] !== 'string' || flags['db'] === db)
  const judged: (Judged & { readonly gold: string; readonly answerable: boolean })[] = []
  for (const db of new Set(items.map((item) => item.db))) {
    await using warehouse = await buildWarehouse(join(data, 'data', db))
    await using chain = await openDiscovered(warehouse.path, llm)
    for (const item of items.filter((one) => one.db === db)) {
      const answerable = item.expected !== 'refuse'
      const text = [item.question, item.instructions ?? ''].join(' ').trim()
      const one = await judge(
        chain,
        { id: item.id, question: text, now: NOW },
        (rows) => answerable && accepts(item, rows),
      )
      judged.push({ ...one, gold: item.gold_postgres ?? '', answerable, group: db })
    }
  }
  if (typeof flags['dump'] === 'string') writeFileSync(flags['dump'], JSON.stringify(judged, null, 1))
  const unanswerable = judged.filter((one) => !one.answerable)
  const score = tally(
    'defog',
    judged.filter((one) => one.answerable),
    print,
  )
  const declined = unanswerable.filter(({ verdict }) => verdict === 'refused' || verdict === 'asked').length
  return {
    ...score,
    scores: { ...score.scores, idk: unanswerable.length === 0 ? null : declined / unanswerable.length },
  }
}

/** Any accepted alternative; order is not asked for, as several orders are accepted. */
const accepts = (item: Item, rows: readonly (readonly Value[])[]): boolean =>
  item.alternatives.some((one) => matchesGold({ rows: one.rows, ordered: false }, rows))
