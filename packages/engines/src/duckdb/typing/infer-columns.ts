import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '../quote.ts'
import { areDecorated, NO_VALUE, TYPE_RULES, type TypeHint, type TypeRule } from './type-rules.ts'

export interface TextColumn {
  readonly name: string
  readonly hint: TypeHint
}

export interface InferredColumn {
  /** SQL over the table of texts that gives the typed column, with its name. */
  readonly select: string
  /** A sentence about what was read otherwise than it stands. */
  readonly warning: string | null
}

/**
 * Finds a type for each column of a table of texts such that every value has it; a column without one stays text.
 * A sample proposes by shape, the whole table confirms. Empty texts are null in typed columns.
 */
export async function inferColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly TextColumn[],
): Promise<InferredColumn[]> {
  const samples = await sampleTexts(connection, table)
  const proposals = columns.map((column, index) => propose(column, samples[index] ?? []))
  const verdicts = await confirm(connection, table, proposals)
  const refuted = proposals.filter((proposal, index) => proposal.rules.length > 0 && !isFit(verdicts[index]))
  const again = await confirm(connection, table, refuted.map(everyRule))
  return verdicts.map((verdict) =>
    inferred(again.find(({ column }) => column.name === verdict.column.name) ?? verdict),
  )
}

const SAMPLE_ROWS = 2000

/** Of each column, the trimmed texts of the first rows that are not empty and do not stand for "no value". */
async function sampleTexts(connection: DuckDBConnection, table: string): Promise<string[][]> {
  const reader = await connection.runAndReadAll(`FROM ${table} LIMIT ${SAMPLE_ROWS}`)
  return reader
    .getColumns()
    .map((texts) =>
      texts
        .map((text) => String(text ?? '').trim())
        .filter((text) => text !== '' && !NO_VALUE.includes(text.toLowerCase())),
    )
}

interface Proposal {
  readonly column: TextColumn
  readonly rules: readonly TypeRule[]
  readonly decorated: boolean
}

interface Verdict extends Proposal {
  readonly placeholders: number
}

const isFit = (verdict: Verdict | undefined): boolean => (verdict?.rules.length ?? 0) > 0

const allowed = ({ hint }: TextColumn): TypeRule[] => TYPE_RULES.filter(({ hints }) => hints.includes(hint))

const everyRule = ({ column }: Proposal): Proposal => ({ column, rules: allowed(column), decorated: false })

/** Of numbers the first shape that fits; of dates all, for only parsing tells a day from a month. */
function propose(column: TextColumn, values: readonly string[]): Proposal {
  if (values.length === 0) return { column, rules: [], decorated: false }
  const fit = allowed(column).filter(({ shape }) => {
    const pattern = jsPattern(shape)
    return values.every((value) => pattern.test(value))
  })
  const dates = fit.filter(({ cast }) => cast.includes('try_strptime'))
  const rules = dates.length > 0 ? dates : fit.slice(0, 1)
  return { column, rules, decorated: rules.length === 0 && areDecorated(values) }
}

/** JavaScript of Node 20 has no `(?i:…)`; shapes that use it are wholly so. */
const jsPattern = (shape: string): RegExp =>
  new RegExp(`^(?:${shape.replace('(?i:', '(?:')})$`, shape.startsWith('(?i:') ? 'i' : '')

const PLACEHOLDERS = `(${NO_VALUE.map(quoteText).join(', ')})`

/** Keeps the rules that hold for every value of the table, in one pass. */
async function confirm(
  connection: DuckDBConnection,
  table: string,
  proposals: readonly Proposal[],
): Promise<Verdict[]> {
  const asked = proposals.filter(({ rules }) => rules.length > 0)
  const counts = asked.length > 0 ? await countFits(connection, table, asked) : []
  return proposals.map((proposal) => {
    if (proposal.rules.length === 0) return { ...proposal, placeholders: 0 }
    const [values = 0, texts = 0, ...passed] = counts.splice(0, 2 + proposal.rules.length)
    const rules = proposal.rules.filter((_, index) => values > 0 && passed[index] === values)
    return { ...proposal, rules, placeholders: texts - values }
  })
}

/** DuckDB's planner takes time by the square of the figures that are asked at once. */
const COLUMNS_AT_ONCE = 50

async function countFits(
  connection: DuckDBConnection,
  table: string,
  asked: readonly Proposal[],
): Promise<number[]> {
  const counts: number[] = []
  for (let start = 0; start < asked.length; start += COLUMNS_AT_ONCE)
    counts.push(...(await countFitsOf(connection, table, asked.slice(start, start + COLUMNS_AT_ONCE))))
  return counts
}

async function countFitsOf(
  connection: DuckDBConnection,
  table: string,
  asked: readonly Proposal[],
): Promise<number[]> {
  const figures = asked.flatMap(({ rules }, place) => {
    const over = (sql: string): string => sql.replace(/\bv\b/g, `t${place}`)
    const isValue = over(`(v IS NOT NULL AND lower(v) NOT IN ${PLACEHOLDERS})`)
    const fits = rules.map(
      ({ shape, test }) =>
        `count_if(${isValue} AND regexp_full_match(t${place}, ${quoteText(shape)}) AND ${over(test)})`,
    )
    return [`count_if(${isValue})`, `count(t${place})`, ...fits]
  })
  const texts = asked.map(({ column }, place) => `nullif(trim(${quoteName(column.name)}), '') AS t${place}`)
  const reader = await connection.runAndReadAll(
    `SELECT ${figures.join(',\n')} FROM (SELECT ${texts.join(', ')} FROM ${table})`,
  )
  return (reader.getRows()[0] ?? []).map(Number)
}

function inferred({ column, rules, placeholders, decorated }: Verdict): InferredColumn {
  const name = quoteName(column.name)
  const [rule] = rules
  if (!rule) return { select: name, warning: decorated ? decoratedWarning(column.name) : null }
  const text = `nullif(trim(${name}), '')`
  const value = placeholders > 0 ? `CASE WHEN lower(${text}) NOT IN ${PLACEHOLDERS} THEN ${text} END` : text
  return {
    select: `${rule.cast.replace(/\bv\b/g, () => `(${value})`)} AS ${name}`,
    warning: warningOf(column.name, rules, placeholders),
  }
}

const decoratedWarning = (name: string): string =>
  `Column "${name}" holds numbers written with signs or separators (as in 1,200 or $5) and is kept as text; remove them to calculate with it.`

function warningOf(name: string, rules: readonly TypeRule[], placeholders: number): string | null {
  if (rules[0]?.order === 'month' && rules.some(({ order }) => order === 'day'))
    return `Column "${name}" holds dates that can be read day first or month first; they were read month first.`
  if (placeholders === 0) return null
  return `Column "${name}": ${placeholders === 1 ? '1 cell' : `${placeholders} cells`} such as NA or null ${placeholders === 1 ? 'was' : 'were'} read as empty.`
}
