import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Connection, DbtProject, Relation } from '@numize/semantic'
import type { OpenSource } from '@numize/sources'

type Tables = OpenSource['tables']

/**
 * How the tables of a source are called, given what the warehouse calls them: the same schema and name, else the same
 * name. The database is the connection's own and is left out. `missing` names the relations the source does not have.
 */
export function placeRelations(tables: Tables | null): {
  place: (relation: Relation) => Relation
  missing: Set<string>
} {
  const missing = new Set<string>()
  if (tables === null) return { place: (relation) => ({ ...relation, database: null }), missing }
  const byName = new Map<string, Tables[number][]>()
  for (const table of tables) {
    const key = table.name.toLowerCase()
    byName.set(key, [...(byName.get(key) ?? []), table])
  }
  const place = ({ schema, name }: Relation): Relation => {
    const named = byName.get(name.toLowerCase()) ?? []
    const table = named.find((one) => one.schema.toLowerCase() === schema?.toLowerCase()) ?? named[0]
    if (!table) missing.add([schema, name].filter(Boolean).join('.'))
    return table
      ? { database: null, schema: table.schema === 'main' ? null : table.schema, name: table.name }
      : { database: null, schema, name }
  }
  return { place, missing }
}

/** Where dbt wrote to, as far as its artifacts tell: no file of dbt's is read for credentials. */
export function connectionOfDbt(
  project: DbtProject,
  target: string,
): { connection: Connection; note: string | null } {
  const database = project.nodes.find(({ relation }) => relation?.database)?.relation?.database
  if (project.adapter === 'duckdb' && database) {
    const folder = dirname(resolve(target))
    const near = [folder, resolve(target), dirname(folder)].map((dir) => join(dir, `${database}.duckdb`))
    const path = near.find((file) => existsSync(file)) ?? near[0] ?? `${database}.duckdb`
    return {
      connection: { kind: 'duckdb', path },
      note: existsSync(path)
        ? null
        : `The database ${path} is not there: set connection in numize.yml, or give --source.`,
    }
  }
  const known = VARIABLES[project.adapter ?? 'postgres']
  const { kind, variable } = known ?? { kind: 'postgres', variable: 'DATABASE_URL' }
  const advice = known
    ? ''
    : ` dbt ran on ${project.adapter}, which is not asked directly yet: load the models into Postgres or DuckDB.`
  return {
    connection: { kind, url: `\${${variable}}` },
    note: `The connection is the variable ${variable}: set it, or give --source.${advice}`,
  }
}

/** Warehouses that are asked where they are, and the variable an address is expected in. */
const VARIABLES: Readonly<
  Record<string, { readonly kind: 'postgres' | 'clickhouse'; readonly variable: string }>
> = {
  postgres: { kind: 'postgres', variable: 'DATABASE_URL' },
  clickhouse: { kind: 'clickhouse', variable: 'CLICKHOUSE_URL' },
}
