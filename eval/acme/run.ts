import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { loadProject, type ProjectFiles } from '@numize/semantic'
import { matchesGold, type Value } from '../chain/match-rows.ts'
import { openChain } from '../chain/open-chain.ts'
import { type Judged, judge, tally } from '../chain/tally.ts'
import type { EvalSet } from '../score.ts'

interface Item {
  readonly id: string
  readonly question: string
  readonly duckdb_sql: string
  readonly rows: readonly (readonly Value[])[]
  readonly rows_scaled_share: readonly (readonly Value[])[]
  readonly dbt11: boolean
}

const NOW = '2024-01-15T12:00:00'
const instances = [
  { folder: 'data', rows: 'rows' },
  { folder: 'data_scaled_share', rows: 'rows_scaled_share' },
] as const

/** The insurance questions on dbt's authored model, over both instances of the data. */
export const run: EvalSet = async ({ data, flags, print, llm }) => {
  const items = readFileSync(join(data, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item)
  const judged: (Judged & { readonly gold: string })[] = []
  for (const instance of instances) {
    const { project, problems } = loadProject('/acme', filesOf(data, instance.folder))
    if (!project)
      throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
    await using chain = await openChain(project, llm)
    for (const item of items) {
      const asked = { id: `${item.id} ${instance.folder}`, question: item.question, now: NOW }
      const gold = { rows: item[instance.rows], ordered: false }
      judged.push({
        ...(await judge(chain, asked, (rows) => matchesGold(gold, rows))),
        gold: item.duckdb_sql,
      })
    }
  }
  if (typeof flags['dump'] === 'string') writeFileSync(flags['dump'], JSON.stringify(judged, null, 1))
  return tally('acme', judged, print)
}

/** dbt's semantic models as a project's files, beside a numize.yml that points at the data. */
function filesOf(data: string, folder: string): ProjectFiles {
  const semantics = join(data, 'dbt_models', 'omg_semantics')
  const models = readdirSync(semantics).filter((name) => name.endsWith('.yaml'))
  const config = `name: acme\nconnection: { type: files, path: ${JSON.stringify(join(data, folder))} }\n`
  return {
    list: () => ['numize.yml', ...models.map((name) => `models/${name.replace('.yaml', '.yml')}`)],
    read: (path) =>
      basename(path) === 'numize.yml'
        ? config
        : readFileSync(join(semantics, basename(path).replace('.yml', '.yaml')), 'utf8'),
  }
}
