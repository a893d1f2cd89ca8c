import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CellObject, read, SSF, type WorkSheet } from '@e965/xlsx'

export interface Sheets {
  /** Those with cells in them, hidden ones left out. */
  readonly names: readonly string[]
  /** The one that was written. */
  readonly sheet: string
  /** Cells that hold an error of Excel's. */
  readonly errors: readonly { readonly row: number; readonly column: number }[]
}

const MOST_ERRORS = 100

/**
 * Writes one sheet of a workbook as CSV: what its cells last showed, times as ISO. Formulas are not evaluated, macros
 * and links not looked at. Merged cells have their value in the first. For use in a child process, after `checkZip`.
 * @returns null where the workbook has no cells, or no such sheet
 */
export async function sheetToCsv(path: string, wanted: string | null, csv: string): Promise<Sheets | null> {
  const workbook = read(await readFile(path), { dense: true, cellNF: true, cellHTML: false, cellText: false })
  const hidden = new Set(
    workbook.Workbook?.Sheets?.flatMap(({ Hidden }, at) => (Hidden ? (workbook.SheetNames[at] ?? []) : [])),
  )
  const names = workbook.SheetNames.filter(
    (name) => !hidden.has(name) && rowsOf(workbook.Sheets[name]).length > 0,
  )
  const sheet = wanted ?? names[0]
  if (sheet === undefined || !names.includes(sheet)) return null
  const errors: { row: number; column: number }[] = []
  const isFrom1904 = workbook.Workbook?.WBProps?.date1904 === true
  await pipeline(
    Readable.from(linesOf(rowsOf(workbook.Sheets[sheet]), isFrom1904, errors)),
    createWriteStream(csv),
  )
  return { names, sheet, errors: errors.slice(0, MOST_ERRORS) }
}

type Row = readonly (CellObject | undefined)[] | undefined

/** Dense sheets hold their rows in `!data`. */
const rowsOf = (sheet: WorkSheet | undefined): readonly Row[] =>
  (sheet as { '!data'?: readonly Row[] } | undefined)?.['!data'] ?? []

function* linesOf(
  rows: readonly Row[],
  isFrom1904: boolean,
  errors: { row: number; column: number }[],
): Generator<string> {
  const width = rows.reduce((most, row) => Math.max(most, row?.length ?? 0), 0)
  let isAbove = width > 1
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? []
    const cells = Array.from({ length: width }, (_, column) => {
      const cell = row[column]
      if (cell?.t === 'e') errors.push({ row: at + 1, column })
      return quoted(textOf(cell, isFrom1904))
    })
    // a title above the table is no row of it
    isAbove &&= cells.filter((cell) => cell !== '').length <= 1
    yield `${isAbove ? cells.join('') : cells.join(',')}\n`
  }
}

function textOf(cell: CellObject | undefined, isFrom1904: boolean): string {
  if (cell?.v === undefined || cell.t === 'e' || cell.t === 'z') return ''
  if (cell.t === 'b') return cell.v ? 'true' : 'false'
  if (typeof cell.v === 'number' && cell.z !== undefined && SSF.is_date(cell.z) === true)
    return momentOf(cell.v, isFrom1904)
  return String(cell.v)
}

interface DateCode {
  readonly y: number
  readonly m: number
  readonly d: number
  readonly H: number
  readonly M: number
  readonly S: number
}

/** A serial number of days as Excel counts them, its 29 February 1900 included. */
function momentOf(serial: number, isFrom1904: boolean): string {
  const code = SSF.parse_date_code(serial, { date1904: isFrom1904 }) as DateCode | null
  if (!code) return String(serial)
  const [day, time] = [
    [code.y, code.m, code.d].map(padded).join('-'),
    [code.H, code.M, code.S].map(padded).join(':'),
  ]
  if (serial < 1) return time
  return time === '00:00:00' ? day : `${day} ${time}`
}

const padded = (figure: number, at: number): string =>
  String(figure).padStart(at === 0 && figure > 99 ? 4 : 2, '0')

const quoted = (text: string): string =>
  /[",\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
