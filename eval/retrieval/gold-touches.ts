import type { Model } from '@numize/semantic'

/** Tables and columns of a database in lower case, by the names its SQL uses. */
export type Schema = ReadonlyMap<string, ReadonlySet<string>>

/** What a statement reads: `table` and `table.column`, in lower case. */
export interface Touched {
  readonly tables: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
}

const KEYWORDS = new Set(
  'select from where join on and or not in is null as by group order having limit distinct union all case when then else end inner left right full outer cross with asc desc between like ilike exists using except intersect over partition'.split(
    ' ',
  ),
)

/**
 * Tables and columns a gold statement names: qualified columns through their alias, bare ones where a touched table
 * has them. A bare column that several touched tables have is not counted, as its table cannot be told.
 */
export function touchedBy(sql: string, schema: Schema): Touched {
  const words = sql
    .replace(/'(?:[^']|'')*'/g, "''")
    .toLowerCase()
    .match(/"[^"]+"|[\w$]+|[^\s\w]/g)
    ?.map((word) => word.replaceAll('"', ''))
  const tokens = words ?? []
  const aliases = new Map<string, string>()
  const tables = new Set<string>()
  tokens.forEach((token, at) => {
    if (!schema.has(token) || tokens[at - 1] === 'as' || tokens[at + 1] === '.') return
    if (!/^(from|join|,|\.|\()$/.test(tokens[at - 1] ?? '')) return
    tables.add(token)
    const next = tokens[at + 1] === 'as' ? tokens[at + 2] : tokens[at + 1]
    if (next !== undefined && /^\w+$/.test(next) && !KEYWORDS.has(next)) aliases.set(next, token)
  })
  const columns = new Set<string>()
  tokens.forEach((token, at) => {
    if (tokens[at + 1] === '(' || KEYWORDS.has(token)) return
    const qualifier = tokens[at - 1] === '.' ? tokens[at - 2] : undefined
    const named = qualifier === undefined ? undefined : (aliases.get(qualifier) ?? qualifier)
    if (named !== undefined && schema.has(named)) {
      if (schema.get(named)?.has(token)) columns.add(`${named}.${token}`)
      return
    }
    const owners = [...tables].filter((table) => schema.get(table)?.has(token) === true)
    if (owners.length === 1) columns.add(`${owners[0]}.${token}`)
  })
  return { tables, columns }
}

/** The tables of a model with the columns it describes, each by the SQL name it stands for. */
export function schemaOf(model: Model): Schema {
  return new Map(
    model.semanticModels.map(({ relation, dimensions, entities, measures }) => [
      relation.name.toLowerCase(),
      new Set([...dimensions, ...entities, ...measures].flatMap(({ expr }) => columnOf(expr) ?? [])),
    ]),
  )
}

/** The column an expression simply is. */
export const columnOf = (expr: string): string | null =>
  /^"?(\w+)"?$/.exec(expr.trim())?.[1]?.toLowerCase() ?? null
