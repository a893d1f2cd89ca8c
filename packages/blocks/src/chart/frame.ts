import type { Cell, Result, ResultColumn } from '@numize/semantic'
import { formatCell, formatUnit } from '../format.ts'
import { epochOf } from '../format-time.ts'
import { headersOf } from '../headers.ts'
import { namedKeys } from '../label-columns.ts'
import { isFigure, isTime, numberOf } from '../numbers.ts'

/** A column and where it stands. Charts name it `c<index>`, its text for people `t<index>`: names of data never reach a spec. */
export interface Field {
  readonly index: number
  readonly column: ResultColumn
}

/** A result sorted into what a chart may draw. Labels are those of its table's heads; a named thing's key is no label. */
export interface Frame {
  readonly result: Result
  readonly times: readonly Field[]
  readonly labels: readonly Field[]
  readonly metrics: readonly Field[]
  /** By metric source: the same figure for the period compared with. */
  readonly previous: readonly Field[]
}

export type Mark = Readonly<Record<string, string | number | boolean | null>>

export function frameOf(result: Result): Frame {
  const heads = headersOf(result)
  const keys = namedKeys(result)
  const fields = result.columns
    .map((column, index) => ({ index, column: { ...column, label: heads[index] ?? column.label } }))
    .filter(({ index }) => !keys.has(index))
  const times = fields.filter(({ column }) => isTime(column))
  const named = (role: ResultColumn['role']) => fields.filter(({ column }) => column.role === role)
  const labels = fields.filter(
    ({ column }) =>
      column.role === 'dimension' || column.role === 'entity' || (column.role === 'time' && !isTime(column)),
  )
  return { result, times, labels, metrics: named('metric'), previous: named('previous') }
}

export const value = (field: Field): string => `c${field.index}`
export const text = (field: Field): string => `t${field.index}`

/** One mark per row: drawable values, texts for tooltips, and the row it came from. */
export function marksOf(result: Result, rows: readonly number[] = result.rows.map((_, row) => row)): Mark[] {
  return rows.map((row) => {
    const mark: Record<string, Mark[string]> = { row }
    for (const [index, column] of result.columns.entries()) {
      const cell = result.rows[row]?.[index] ?? null
      mark[`c${index}`] = drawable(cell, column)
      mark[`t${index}`] = cell === null && !isFigure(column) ? UNKNOWN_GROUP : formatCell(cell, column)
    }
    return mark
  })
}

/** What a chart calls rows whose label is not known. */
export const UNKNOWN_GROUP = 'unknown'

function drawable(cell: Cell, column: ResultColumn): Mark[string] {
  if (isTime(column)) return epochOf(cell)
  if (cell === null && !isFigure(column)) return UNKNOWN_GROUP
  return column.role === 'metric' || column.role === 'previous' || column.role.startsWith('change')
    ? numberOf(cell)
    : formatCell(cell, column)
}

/** Tooltip lines for columns, in their order. Titles start with a capital: vega-tooltip treats `image` and `title` as markup. */
export const tooltip = (fields: readonly Field[]) =>
  fields.map((field) => ({
    field: text(field),
    type: 'nominal' as const,
    title: capital(field.column.label),
  }))

const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

/** Everything common to all charts: schema, inlined data, fluid width, and the columns behind the safe names. */
export function specOf(
  result: Result,
  marks: readonly Mark[],
  drawing: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 'container',
    usermeta: { columns: result.columns.map(({ name }) => name) },
    data: { values: marks },
    ...drawing,
  }
}

export const titleOf = (field: Field): string => formatUnit(field.column)

/** Distinct shown texts of a label column, in order of appearance. */
export const distinctTexts = (marks: readonly Mark[], field: Field): string[] => [
  ...new Set(marks.map((mark) => String(mark[text(field)]))),
]
