import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { loadProject, type Project } from '@numize/semantic'

/** A question with the statement that answers it. */
export interface Golden {
  readonly id: string
  readonly question: string
  readonly sql: string
}

interface AcmeItem {
  readonly id: string
  readonly question: string
  readonly duckdb_sql: string
}

interface DefogItem {
  readonly id: string
  readonly db: string
  readonly question: string
  readonly instructions: string | null
  /** Absent where nothing answers the question. */
  readonly alternatives?: readonly { readonly sql: string }[]
}

const linesOf = (file: string): readonly unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))

export const acmeGolden = (folder: string): readonly Golden[] =>
  (linesOf(join(folder, 'questions.jsonl')) as readonly AcmeItem[]).map(({ id, question, duckdb_sql }) => ({
    id,
    question,
    sql: duckdb_sql,
  }))

/** By database; the first accepted statement is the gold one. Questions without one have nothing to find. */
export function defogGolden(folder: string): ReadonlyMap<string, readonly Golden[]> {
  const byDatabase = new Map<string, Golden[]>()
  const items = linesOf(join(folder, 'questions.jsonl')) as readonly DefogItem[]
  for (const { id, db, question, instructions, alternatives } of items) {
    const first = alternatives?.[0]
    if (!first) continue
    const text = [question, instructions ?? ''].join(' ').trim()
    byDatabase.set(db, [...(byDatabase.get(db) ?? []), { id, question: text, sql: first.sql }])
  }
  return byDatabase
}

/** dbt's semantic models over the tables, as a project. */
export function acmeProject(folder: string): Project {
  const semantics = join(folder, 'dbt_models', 'omg_semantics')
  const models = readdirSync(semantics).filter((name) => name.endsWith('.yaml'))
  const config = `name: acme\nconnection: { type: files, path: ${JSON.stringify(join(folder, 'data'))} }\n`
  const { project, problems } = loadProject('/acme', {
    list: () => ['numize.yml', ...models.map((name) => `models/${name.replace('.yaml', '.yml')}`)],
    read: (path) =>
      basename(path) === 'numize.yml'
        ? config
        : readFileSync(join(semantics, basename(path).replace('.yml', '.yaml')), 'utf8'),
  })
  if (!project) throw new Error(problems.map(({ message }) => message).join('\n'))
  return project
}
