import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName } from '../quote.ts'
import { type ColumnChoice, readAs } from '../typing/column-choice.ts'
import { inferColumns } from '../typing/infer-columns.ts'
import type { AlmostTyped, RowProblem } from './ingested.ts'

interface Columns {
  readonly table: string
  /** Whether all cells are texts as they stand in a file. */
  readonly isText: boolean
  /** Whether its rows have numbers (`rowid`). */
  readonly hasRows: boolean
  readonly names: readonly string[]
  /** Of those, the lists and structs: they become JSON. */
  readonly nested: ReadonlySet<string>
  readonly chosen: Readonly<Record<string, ColumnChoice>>
}

interface TypedColumns {
  readonly table: string
  /** SQL over `table`, one per column, in order. */
  readonly selects: readonly string[]
  readonly misfits: Readonly<Record<string, number>>
  /** `place` is the row of the table, from 0. */
  readonly problems: readonly (Omit<RowProblem, 'row'> & { readonly place: number })[]
  readonly almost: readonly AlmostTyped[]
  readonly warnings: readonly string[]
}

const READ = 'temp.main.numize_read'

/** The columns of a table of a file with the types their values have, or that a person gave them. */
export async function typedColumns(connection: DuckDBConnection, columns: Columns): Promise<TypedColumns> {
  const { table, names, nested, isText } = columns
  const given = names.flatMap((name) => {
    const choice = choiceOf(columns, name)
    return choice === null || choice === 'text' ? [] : [{ name, choice }]
  })
  const found = names.filter((name) => isText && choiceOf(columns, name) === null)
  const inferred = [...given.map(({ name }) => name), ...found]
  const rest = names.filter((name) => !inferred.includes(name))
  const readings = [
    ...given.map(({ name, choice }) => `${readAs(choice, valueOf(name))} AS ${quoteName(name)}`),
    ...[...found, ...rest].map(quoteName),
  ]
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW numize_read AS SELECT ${readings.join(', ')} FROM ${table}`,
  )
  const types = await inferColumns(
    connection,
    READ,
    inferred.map((name) => ({ name, hint: 'any' })),
  )
  const typeOf = new Map(inferred.map((name, at) => [name, types[at]]))
  const kept = found.filter((name) => typeOf.get(name)?.select === quoteName(name))
  const { misfits, problems } = await misfitsOf(connection, columns, given)
  return {
    table: READ,
    selects: names.map((name) => {
      const type = typeOf.get(name)
      if (type) return type.select
      if (nested.has(name)) return `CAST(to_json(${quoteName(name)}) AS VARCHAR) AS ${quoteName(name)}`
      return choiceOf(columns, name) === 'text'
        ? `CAST(${quoteName(name)} AS VARCHAR) AS ${quoteName(name)}`
        : quoteName(name)
    }),
    misfits,
    problems,
    almost: await almostTyped(connection, table, kept),
    warnings: types.flatMap(({ warning }) => warning ?? []),
  }
}

const choiceOf = ({ chosen }: Columns, name: string): ColumnChoice | null =>
  Object.hasOwn(chosen, name) ? (chosen[name] ?? null) : null

const valueOf = (name: string): string => `nullif(trim(CAST(${quoteName(name)} AS VARCHAR)), '')`

interface Given {
  readonly name: string
  readonly choice: Exclude<ColumnChoice, 'text'>
}

const MOST_TOLD = 20
const NOT: Readonly<Record<Given['choice'], string>> = {
  number: 'is not a number',
  boolean: 'is neither yes nor no',
  date: 'is not a date',
  dayFirst: 'is not a date written day first',
}

async function misfitsOf(
  connection: DuckDBConnection,
  { table, hasRows }: Columns,
  given: readonly Given[],
): Promise<Pick<TypedColumns, 'misfits' | 'problems'>> {
  const misfits: Record<string, number> = {}
  const problems: TypedColumns['problems'][number][] = []
  for (const { name, choice } of given) {
    const isMisfit = `${valueOf(name)} IS NOT NULL AND (${readAs(choice, valueOf(name))}) IS NULL`
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table} WHERE ${isMisfit}`)
    const count = Number(counted.getRows()[0]?.[0])
    if (count === 0) continue
    misfits[name] = count
    if (!hasRows) continue
    const rows = await connection.runAndReadAll(
      `SELECT rowid FROM ${table} WHERE ${isMisfit} ORDER BY rowid LIMIT ${MOST_TOLD}`,
    )
    for (const [place] of rows.getRows())
      problems.push({ place: Number(place), column: name, problem: `${NOT[choice]} and is empty now` })
  }
  return { misfits, problems }
}

/** Of a column, that must be of a type for it to be offered. */
const LEAST_SHARE = 0.9
const MOST_LOOKED_AT = 50
const OFFERED = ['number', 'date'] as const

/** Columns of texts nearly all of which are numbers, or dates. */
async function almostTyped(
  connection: DuckDBConnection,
  table: string,
  names: readonly string[],
): Promise<AlmostTyped[]> {
  const looked = names.slice(0, MOST_LOOKED_AT)
  if (looked.length === 0) return []
  const counts = looked.flatMap((name) => [
    `count(${valueOf(name)})`,
    `count_if(regexp_full_match(${valueOf(name)}, '0\\d+|\\d{16,}'))`,
    ...OFFERED.map((choice) => `count(${readAs(choice, valueOf(name))})`),
  ])
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM ${table}`)
  const figures = (reader.getRows()[0] ?? []).map(Number)
  return looked.flatMap((column) => {
    const [values = 0, codes = 0, ...fits] = figures.splice(0, 2 + OFFERED.length)
    if (codes > 0) return []
    const best = fits.indexOf(Math.max(...fits))
    const fit = fits[best] ?? 0
    const choice = OFFERED[best]
    return choice && fit > 0 && fit >= LEAST_SHARE * values ? [{ column, choice, misfits: values - fit }] : []
  })
}
