import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { matchesGold, type Value } from '../chain/match-rows.ts'
import { openDiscovered } from '../chain/open-chain.ts'
import { type Judged, judge, tally } from '../chain/tally.ts'
import type { EvalSet } from '../score.ts'

interface Item {
  readonly id: string
  readonly db: string
  readonly question: string
  readonly gold_sql: string
  readonly rows: readonly (readonly Value[])[]
  readonly ordered: boolean
}

const NOW = '2025-06-18T12:00:00'

/** Spider's questions on models discovered from their SQLite files; `--db NAME` for one, `--dump FILE` for the trails. */
export const run: EvalSet = async ({ data, flags, print, llm }) => {
  const items = readFileSync(join(data, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item)
    .filter(({ db }) => typeof flags['db'] !== 'string' || flags['db'] === db)
  const judged: (Judged & { readonly gold: string })[] = []
  for (const db of new Set(items.map((item) => item.db))) {
    await using chain = await openDiscovered(join(data, 'db', `${db}.sqlite`), llm)
    for (const item of items.filter((one) => one.db === db)) {
      const asked = { id: item.id, question: item.question, now: NOW }
      const accepts = (rows: readonly (readonly Value[])[]) => matchesGold(item, rows)
      judged.push({ ...(await judge(chain, asked, accepts)), gold: item.gold_sql, group: db })
    }
  }
  if (typeof flags['dump'] === 'string') writeFileSync(flags['dump'], JSON.stringify(judged, null, 1))
  return tally('spider', judged, print)
}
