import type { RouteBody } from '@numize/server/contract'

export type Connection = RouteBody<'POST /v1/datasources/test'>
export type Kind = Connection['type']

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly isOptional?: true
}

const SERVER: readonly Field[] = [
  { name: 'host', label: 'Host', hint: 'db.example.com, or with its port db.example.com:5433' },
  { name: 'database', label: 'Database' },
  { name: 'login', label: 'Login', hint: 'One that may only read' },
  {
    name: 'secret',
    label: 'Secret with its password',
    hint: 'Its name, kept with: npx numize secrets set NAME',
    isOptional: true,
  },
]
const path = (label: string): readonly Field[] => [
  { name: 'path', label, hint: 'On the server, below a folder of NUMIZE_DATA_DIRS' },
]

/** What each kind of data is reached by. */
export const KINDS: Readonly<Record<Kind, { readonly label: string; readonly fields: readonly Field[] }>> = {
  postgres: { label: 'Postgres', fields: SERVER },
  clickhouse: { label: 'ClickHouse', fields: SERVER },
  bigquery: {
    label: 'BigQuery',
    fields: [
      { name: 'project', label: 'Google Cloud project' },
      { name: 'dataset', label: 'Dataset', hint: 'Read with the credentials of the server' },
    ],
  },
  sqlite: { label: 'SQLite', fields: path('SQLite file') },
  duckdb: { label: 'DuckDB', fields: path('DuckDB file') },
  files: { label: 'Folder', fields: path('Folder of CSV, Parquet or JSON files') },
}

export type Values = Readonly<Record<string, string>>

/** What was filled in as a connection; a password only as the name of a secret. Null while something is missing. */
export function connectionOf(type: Kind, values: Values): Connection | null {
  const said = (name: string): string => (values[name] ?? '').trim()
  const isMissing = KINDS[type].fields.some(({ name, isOptional }) => !isOptional && said(name) === '')
  if (isMissing) return null
  if (type === 'files' || type === 'sqlite' || type === 'duckdb')
    return { type, config: { path: said('path') } }
  const part = (name: string): string => encodeURIComponent(said(name))
  if (type === 'bigquery')
    return { type, config: { url: `bigquery://${part('project')}/${part('dataset')}` } }
  const password = said('secret') === '' ? '' : `:\${secret:${said('secret')}}`
  return {
    type,
    config: { url: `${type}://${part('login')}${password}@${said('host')}/${part('database')}` },
  }
}
