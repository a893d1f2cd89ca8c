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
 * RFC 4180 text with a head of column labels and raw values (not formatted), nulls empty. Fields that hold a separator
 * of any country are quoted; none begins a formula (`asCellText`).
 */
export function toCsv(result: Result): string {
  const lines = result.rows.map((row) => csvRow(result.columns.map((_, index) => row[index] ?? null)))
  return [csvRow(headersOf(result)), ...lines].join('')
}

/** One line of CSV as `toCsv` writes it. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`

/** Formatted cells separated by tabs, to paste into a spreadsheet: no cell splits in two, none begins a formula. */
export function toTabbed(result: Result, options: FormatOptions = {}): string {
  const { columns, rows } = tableOf(result, options)
  const plain = (text: string): string => asCellText(text.replaceAll(/\s/g, ' '))
  return [columns.map(({ title }) => title), ...rows].map((line) => line.map(plain).join('\t')).join('\n')
}

/** Figures, plain or as people read them: a sign, a currency, digits in groups, a unit. */
const FIGURE =
  /^[+\-\u2212]?\s?(?:\p{Sc}|[A-Z]{3}\s)?\d[\d.,\u202F\u00A0 ]*(?:[eE][+-]?\d+)?\s?(?:%|[\p{L} ]{0,12})$/u
/** What a text may begin with. */
const HARMLESS_START = /^[\p{L}\p{N}\p{Sc}"'([{<#&*_.,:;!?/\\\u2013\u2014\u2026\u00AB\u201C\u2018]/u

/**
 * A text that a spreadsheet takes as text: unless it is a figure, or begins with a letter, a digit or another sign no
 * formula begins with, it gets a leading apostrophe (OWASP, CSV injection).
 */
const asCellText = (text: string): string =>
  text === '' || HARMLESS_START.test(text) || FIGURE.test(text) ? text : `'${text}`

function field(cell: Cell): string {
  if (cell === null) return ''
  const text = asCellText(String(cell))
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
