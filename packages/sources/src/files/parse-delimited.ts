/** A record of a delimited text and its row, counted from 1: blank lines are rows, line ends in quotes are not. */
export interface ParsedRecord {
  readonly cells: readonly string[]
  readonly row: number
}

/** How cells are told apart. */
export interface Dialect {
  readonly delimiter: string
  readonly quote: string
}

const escaped = (char: string): string => (char === '\t' ? '\\t' : `\\${char}`)

/**
 * Records of a text by RFC 4180; blank lines are skipped. The last one is dropped unless the text `isWhole`: it may go
 * on. For looking at a file's beginning; the engine reads the file itself.
 */
export function parseDelimited(text: string, dialect: Dialect, isWhole: boolean): ParsedRecord[] {
  const records: ParsedRecord[] = []
  let cells: string[] = []
  let row = 1
  for (const { cell, end } of fieldsOf(text, dialect, isWhole)) {
    cells.push(cell)
    if (end === dialect.delimiter) continue
    const isBlank = cells.length === 1 && cell === ''
    if (!isBlank && (end !== '' || isWhole)) records.push({ cells, row })
    cells = []
    row++
  }
  return records
}

interface Field {
  readonly cell: string
  /** What it ends with: the delimiter, a line end, or nothing at the end of the text. */
  readonly end: string
}

function* fieldsOf(text: string, { delimiter, quote }: Dialect, isWhole: boolean): Generator<Field> {
  const [d, q] = [escaped(delimiter), escaped(quote)]
  const inQuotes = `${q}([^${q}]*(?:${q}${q}[^${q}]*)*)${q}`
  const field = new RegExp(`(?:${inQuotes}|([^${d}\\r\\n]*))(${d}|\\r\\n|\\n|\\r|$)`, 'y')
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, quoted, bare = '', end = ''] = match
    const isCut = quoted === undefined && bare.startsWith(quote) && !isWhole
    if (isCut) return
    yield {
      cell: quoted?.replaceAll(quote + quote, quote) ?? bare,
      end,
    }
    if (end === '') return
  }
}
