import type { Cell, Result, ResultColumn } from '@numize/semantic'
import { type FormatOptions, formatCell, formatUnit } from './format.ts'
import { headersOf } from './headers.ts'
import { isFigure } from './numbers.ts'

export interface Table {
  readonly columns: readonly {
    readonly name: string
    readonly label: string
    /** The label with its unit, for heads whose cells do not show one. */
    readonly title: string
    readonly align: 'left' | 'right'
  }[]
  /** Cells as text, in the order of the columns. */
  readonly rows: readonly (readonly string[])[]
  readonly rowCount: number
  readonly truncated: boolean
}

/** A result as a table for people: figures right-aligned and in full. */
export function tableOf(result: Result, options: FormatOptions = {}): Table {
  const heads = headersOf(result)
  return {
    columns: result.columns.map((column, index) => ({
      name: column.name,
      label: heads[index] ?? column.label,
      title: formatUnit({ ...column, label: heads[index] ?? column.label }),
      align: isRightAligned(column) ? 'right' : 'left',
    })),
    rows: result.rows.map((row) =>
      result.columns.map((column, index) => formatCell(row[index] ?? null, column, options)),
    ),
    rowCount: result.rowCount,
    truncated: result.truncated,
  }
}

const isRightAligned = (column: ResultColumn): boolean =>
  isFigure(column) || (column.unit !== null && column.type !== 'string')

/**
 * RFC 4180 text with a head of column labels and raw values (not formatted), nulls empty. A cell that a spreadsheet
 * would run as a formula (it begins with = + - @, a tab or a carriage return, and is not a plain number) gets a leading
 * apostrophe (OWASP, CSV injection).
 */
export function toCsv(result: Result): string {
  const head = headersOf(result).map(field)
  const lines = result.rows.map((row) => result.columns.map((_, index) => field(row[index] ?? null)))
  return [head, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function field(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = /^[=+\-@\t\r]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
