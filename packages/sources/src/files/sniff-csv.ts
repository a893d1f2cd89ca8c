import type { CsvFormat } from '@numize/engines'
import { type Dialect, type ParsedRecord, parseDelimited } from './parse-delimited.ts'
import { uniqueNames } from './table-names.ts'

export interface SniffedCsv {
  readonly format: CsvFormat
  readonly warnings: readonly string[]
}

const DELIMITERS = [',', '\t', ';', '|']
const QUOTES = ['"', "'"]

/**
 * How a delimited text is written, from its beginning: the delimiter and quote under which most records have the same,
 * largest number of cells; lines above the first such record are skipped; a first record of distinct names is the
 * header.
 * @param text the beginning of the file; `isWhole` when it is all of it
 * @param delimiter where the file's type says it (TSV); null to find it
 */
export function sniffCsv(text: string, isWhole: boolean, delimiter: string | null): SniffedCsv | null {
  const dialects = (delimiter === null ? DELIMITERS : [delimiter]).flatMap((char) =>
    QUOTES.map((quote) => ({ delimiter: char, quote })),
  )
  const best = dialects.map((dialect) => reading(text, isWhole, dialect)).reduce(better)
  const { records, width, dialect } = best
  const start = records.findIndex(({ cells }) => cells.length === width)
  const first = records[start]
  if (!first) return null
  const hasHeader = isHeader(
    first,
    records.slice(start + 1).filter(({ cells }) => cells.length === width),
  )
  const skipRows = hasHeader ? first.row : (records[start - 1]?.row ?? 0)
  return {
    format: { ...dialect, skipRows, names: columnNames(first.cells, hasHeader) },
    warnings: [...preambleWarning(start), ...headerWarning(first.cells, hasHeader)],
  }
}

interface Reading {
  readonly dialect: Dialect
  readonly records: readonly ParsedRecord[]
  /** The most frequent number of cells. */
  readonly width: number
  /** Of the records, that have it. */
  readonly share: number
}

function reading(text: string, isWhole: boolean, dialect: Dialect): Reading {
  const records = parseDelimited(text, dialect, isWhole)
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [width = 0, count = 0] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? []
  return { dialect, records, width, share: count / Math.max(1, records.length) }
}

/** A reading into several columns beats one into one, then the more regular wins, then the earlier. */
const better = (a: Reading, b: Reading): Reading => (quality(b) > quality(a) + 1e-9 ? b : a)
const quality = ({ width, share }: Reading): number => (width > 1 ? 1 : 0) + share

function isHeader(first: ParsedRecord, below: readonly ParsedRecord[]): boolean {
  const names = first.cells.map((cell) => cell.trim())
  if (names.every((name) => name === '')) return false
  const values = names.filter(isValue)
  if (values.length === 0) return !below.some(({ cells }) => cells.join('\0') === first.cells.join('\0'))
  // Years above a table of figures are names, unless the rows below hold years there too.
  const years = names.flatMap((name, index) => (/^(19|20)\d\d$/.test(name) ? [index] : []))
  return (
    values.length === years.length &&
    years.length < names.length &&
    below.length > 0 &&
    years.every((index) => !below.every(({ cells }) => /^(19|20)\d\d$/.test(cells[index]?.trim() ?? '')))
  )
}

const isValue = (cell: string): boolean =>
  /^[-+$€£]?\d[\d.,' ]*%?$/.test(cell) ||
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(cell) ||
  /@.*\./.test(cell)

const columnNames = (cells: readonly string[], hasHeader: boolean): string[] =>
  uniqueNames(cells.map((cell, index) => (hasHeader && cell.trim()) || `column_${index + 1}`))

const preambleWarning = (start: number): string[] =>
  start === 0
    ? []
    : [
        `the first ${start === 1 ? 'line is' : `${start} lines are`} not part of the table and ${start === 1 ? 'was' : 'were'} skipped.`,
      ]

function headerWarning(cells: readonly string[], hasHeader: boolean): string[] {
  if (!hasHeader)
    return [`the first row holds values, not names; columns are called column_1 to column_${cells.length}.`]
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const blank = names.filter((name) => name === '').length
  const repeated = new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index))
  return [
    ...(blank > 0
      ? [
          `${blank === 1 ? '1 column has' : `${blank} columns have`} no name and ${blank === 1 ? 'is' : 'are'} called by place, as in column_${names.indexOf('') + 1}.`,
        ]
      : []),
    ...[...repeated].map(
      (name) => `several columns are named "${name}"; the later ones are called ${name}_2 and so on.`,
    ),
  ]
}
