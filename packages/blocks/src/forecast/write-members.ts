import type { Cell, Result, ResultColumn } from '@numize/semantic'
import type { Answer } from '../block.ts'
import { formatPeriod } from '../format-time.ts'
import { claimsOf, compose, type Piece } from '../narrative/claims.ts'
import { isPlural } from '../narrative/grammar.ts'
import type { Band } from './forecast-view.ts'
import { tidied } from './tidied.ts'

/** Members of a dimension looked ahead of. */
export interface MembersView {
  /** The governed answer that named the members; its first column is the dimension. */
  readonly result: Result
  readonly column: ResultColumn
  readonly period: { readonly start: string; readonly end: string }
  readonly members: readonly { readonly member: string; readonly total: Band | null }[]
  readonly notes: readonly string[]
}

/** A row for each member with its forecast and interval, and a sentence on the first. */
export function writeMemberForecasts(view: MembersView): {
  readonly result: Result
  readonly answer: Answer
} {
  const table = tableOfMembers(view)
  return {
    result: table,
    answer: { narrative: compose(sentence(view, table)), chart: null, caveats: view.notes },
  }
}

function tableOfMembers({ result, column, members }: MembersView): Result {
  const figure = (name: string, label: string): ResultColumn => ({
    ...column,
    name,
    label,
    type: 'double',
    additive: false,
  })
  const [dimension] = result.columns
  const rows: Cell[][] = members
    .toSorted((a, b) => (b.total?.value ?? -Infinity) - (a.total?.value ?? -Infinity))
    .map(({ member, total }) => [
      member,
      ...(total ? [total.value, total.low, total.high].map((at) => tidied(at, column)) : [null, null, null]),
    ])
  return {
    ...result,
    columns: [
      ...(dimension ? [dimension] : []),
      figure('forecast', `${column.label}, forecast`),
      figure('low_95', '95 % low'),
      figure('high_95', '95 % high'),
    ],
    rows,
    rowCount: rows.length,
    truncated: false,
    incompleteFrom: null,
  }
}

function sentence({ column, period }: MembersView, table: Result): Piece[] {
  const claims = claimsOf(table)
  if ((table.rows[0]?.[1] ?? null) === null) return [`No forecast of ${column.label} could be made.`]
  const value = (index: number) => claims.value({ row: 0, index })
  return [
    `${column.label} ${formatPeriod(period)} ${isPlural(column.label) ? 'are' : 'is'} forecast highest for `,
    claims.label({ row: 0, index: 0 }),
    ', at ',
    value(1),
    ' (95 % interval ',
    value(2),
    ' to ',
    value(3),
    ').',
  ]
}
