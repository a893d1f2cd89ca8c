import { isTime } from '../numbers.ts'
import type { Claim, Claims, Piece, Spot } from './claims.ts'
import { against, trimmed } from './one-number.ts'
import { listed, period, preposition, type ReadingWords, subject, was } from './wording.ts'

/** One figure over time: the last period that is over, how it moved, and the highest and lowest periods. */
export function timeSeries(claims: Claims, reading: ReadingWords): Piece[] {
  const { columns, plan } = claims.result
  const time = columns.findIndex(isTime)
  const index = columns.findIndex(({ role }) => role === 'metric')
  const column = columns[index]
  const rows = completeRows(claims, time).filter((row) => claims.figure({ row, index }) !== null)
  const last = rows.at(-1)
  if (column === undefined) return []
  if (last === undefined) return [`${subject(column, reading)} has no known value${period(plan)}.`]
  const now = { row: last, index }
  const at = (row: number): Claim => claims.label({ row, index: time })
  const on = preposition(columns[time])
  const name = subject(column, reading)
  const compared = against(claims, now)
  const before = rows.at(-2)
  const moved =
    compared.length > 0
      ? compared
      : before === undefined
        ? []
        : sinceThen(claims, [now, { row: before, index }], at(before))
  return trimmed([
    `${name} ${was(column.label)} `,
    claims.value(now),
    ` ${on} `,
    at(last),
    ...moved,
    '. ',
    ...extremes(
      claims,
      rows.map((row) => ({ row, index })),
      { at, on },
    ),
  ])
}

/** Rows whose period is over, in time order; all rows when none is over. */
export function completeRows(claims: Claims, time: number): number[] {
  const { rows, incompleteFrom } = claims.result
  const moment = (row: number): string => String(claims.cell({ row, index: time }))
  const ordered = rows
    .map((_, row) => row)
    .filter((row) => claims.cell({ row, index: time }) !== null)
    .toSorted((a, b) => (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : a - b))
  const over = ordered.filter((row) => incompleteFrom === null || moment(row) < incompleteFrom)
  return over.length > 0 ? over : ordered
}

function sinceThen(claims: Claims, [now, before]: readonly [Spot, Spot], label: Claim): Piece[] {
  const direction = claims.direction(now, before)
  const change = direction.text === 'unchanged' ? null : claims.change(now, before)
  return [', ', direction, ...(change === null ? [] : [' ', change]), ' from ', label]
}

interface Naming {
  readonly at: (row: number) => Claim
  readonly on: string
}

const MIN_FOR_EXTREMES = 3
const MAX_TIED = 3

function extremes(claims: Claims, spots: readonly Spot[], { at, on }: Naming): Piece[] {
  if (spots.length < MIN_FOR_EXTREMES) return []
  const figures = spots.map((spot) => claims.figure(spot) ?? 0)
  const [most, least] = [Math.max(...figures), Math.min(...figures)]
  const reached = (figure: number): Spot[] => spots.filter((_, place) => figures[place] === figure)
  const [tops, lows] = [reached(most), reached(least)]
  const [top, low] = [tops[0], lows[0]]
  if (top === undefined || low === undefined) return []
  if (most === least) return []
  return [
    'The ',
    claims.extreme('highest', [top, ...spots], 'highest'),
    ' was ',
    claims.value(top),
    ` ${on} `,
    ...tied(tops, at),
    '; the ',
    claims.extreme('lowest', [low, ...spots], 'lowest'),
    ' was ',
    claims.value(low),
    ` ${on} `,
    ...tied(lows, at),
    '.',
  ]
}

const tied = (spots: readonly Spot[], at: (row: number) => Claim): Piece[] =>
  spots.length > MAX_TIED
    ? [...listed(spots.slice(0, 1).map(({ row }) => at(row))), ' (a tie with others)']
    : listed(spots.map(({ row }) => at(row)))
