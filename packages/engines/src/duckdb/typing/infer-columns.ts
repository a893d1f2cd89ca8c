import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '../quote.ts'
import {
  DAY_FIRST,
  DECORATED_NUMBER,
  MONTH_FIRST,
  NO_VALUE,
  TYPE_RULES,
  type TypeHint,
  type TypeRule,
} from './type-rules.ts'

export interface TextColumn {
  readonly name: string
  readonly hint: TypeHint
}

export interface InferredColumn {
  readonly name: string
  /** SQL over the table of texts that gives the typed column, with its name. */
  readonly select: string
  /** A sentence about what was read otherwise than it stands. */
  readonly warning: string | null
}

const SAMPLE_ROWS = 2000

/**
 * Finds a type for each column of a table of texts such that every value has it; a column without one stays text.
 * A sample proposes, the whole table confirms. Empty texts are null in typed columns.
 */
export async function inferColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly TextColumn[],
): Promise<InferredColumn[]> {
  const rulesOf = ({ hint }: TextColumn) => TYPE_RULES.filter(({ hints }) => hints.includes(hint))
  const all = columns.map((column) => ({ column, rules: rulesOf(column) }))
  const proposed = await fitting(connection, `(FROM ${table} LIMIT ${SAMPLE_ROWS})`, all)
  const confirmed = await fitting(connection, table, proposed)
  const unclear = all.filter((_, index) => isSettled(proposed[index]) && !isSettled(confirmed[index]))
  const again = unclear.length > 0 ? await fitting(connection, table, unclear) : []
  const settled = confirmed.map(
    (verdict) => again.find(({ column }) => column.name === verdict.column.name) ?? verdict,
  )
  return settled.map(inferred)
}

interface Candidates {
  readonly column: TextColumn
  readonly rules: readonly TypeRule[]
}

interface Verdict extends Candidates {
  readonly values: number
  readonly placeholders: number
  readonly decorated: number
}

const isSettled = (verdict: Verdict | undefined): boolean => (verdict?.rules.length ?? 0) > 0

/** The rules that hold for every value there, in one pass over `source`. */
async function fitting(
  connection: DuckDBConnection,
  source: string,
  candidates: readonly Candidates[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const batch of batches(candidates)) {
    const aggregates = batch.flatMap(({ column, rules }, place) => tests(place, column, rules))
    const texts = batch.map(({ column }, place) => `nullif(trim(${quoteName(column.name)}), '') AS t${place}`)
    const reader = await connection.runAndReadAll(
      `SELECT ${aggregates.join(',\n')} FROM (SELECT ${texts.join(', ')} FROM ${source})`,
    )
    const counts = (reader.getRows()[0] ?? []).map(Number)
    for (const { column, rules } of batch) verdicts.push(verdictOf(column, rules, counts))
  }
  return verdicts
}

const BATCH_COLUMNS = 20

function batches<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / BATCH_COLUMNS)
  return Array.from({ length: count }, (_, n) => items.slice(n * BATCH_COLUMNS, (n + 1) * BATCH_COLUMNS))
}

const PLACEHOLDERS = `(${NO_VALUE.map(quoteText).join(', ')})`

function tests(place: number, { hint }: TextColumn, rules: readonly TypeRule[]): string[] {
  const over = (test: string): string => test.replace(/\bv\b/g, `t${place}`)
  const isValue = over(`(v IS NOT NULL AND lower(v) NOT IN ${PLACEHOLDERS})`)
  const decorated =
    hint === 'any' && rules.length !== 1 ? `count_if(${isValue} AND ${over(DECORATED_NUMBER)})` : '0'
  return [
    `count_if(${isValue})`,
    `count(t${place})`,
    decorated,
    ...rules.map(({ test }) => `count_if(${isValue} AND ${over(test)})`),
  ]
}

function verdictOf(column: TextColumn, rules: readonly TypeRule[], counts: number[]): Verdict {
  const [values = 0, texts = 0, decorated = 0] = counts.splice(0, 3)
  const passed = counts.splice(0, rules.length)
  const fit = rules.filter((_, index) => values > 0 && passed[index] === values)
  return { column, values, placeholders: texts - values, decorated, rules: narrow(fit) }
}

/** The preferred rule; of a written date also its rival order, so that the whole table may tell them apart. */
function narrow(rules: readonly TypeRule[]): TypeRule[] {
  const [best] = rules
  if (!best) return []
  const rival = rules.find(({ name }) => isRival(best.name, name))
  return rival ? [best, rival] : [best]
}

const isRival = (monthFirst: string, dayFirst: string): boolean =>
  MONTH_FIRST.some(
    (format, index) =>
      monthFirst.endsWith(format) && dayFirst === monthFirst.replace(format, DAY_FIRST[index] ?? ''),
  )

function inferred({ column, rules, values, placeholders, decorated }: Verdict): InferredColumn {
  const name = quoteName(column.name)
  const [rule, rival] = rules
  if (!rule) {
    const warning = values > 0 && decorated === values ? decoratedWarning(column.name) : null
    return { name: column.name, select: name, warning }
  }
  const text = `nullif(trim(${name}), '')`
  const value = placeholders > 0 ? `CASE WHEN lower(${text}) NOT IN ${PLACEHOLDERS} THEN ${text} END` : text
  const select = `${rule.cast.replace(/\bv\b/g, () => `(${value})`)} AS ${name}`
  return { name: column.name, select, warning: warningOf(column.name, placeholders, rival !== undefined) }
}

const decoratedWarning = (name: string): string =>
  `Column "${name}" holds numbers written with signs or separators (as in 1,200 or $5) and is kept as text; remove them to calculate with it.`

function warningOf(name: string, placeholders: number, ambiguousDates: boolean): string | null {
  if (ambiguousDates)
    return `Column "${name}" holds dates that can be read day first or month first; they were read month first.`
  return placeholders > 0
    ? `Column "${name}": ${placeholders} cells such as NA or null were read as empty.`
    : null
}
