import type { ResultColumn } from '@numize/semantic'
import { comparesWithLater } from '../comparison.ts'
import { isPeriod } from '../numbers.ts'
import type { Claim, Claims, Piece, Spot } from './claims.ts'
import { asClause, type Conditions, participleOf } from './conditions.ts'
import { listed } from './grammar.ts'
import { countedNoun, numbered } from './nouns.ts'
import { against, trimmed } from './one-number.ts'
import { preposition, subject, was } from './wording.ts'

const MAX_METRICS = 2

/** Figures over time: the last period that is over, how they moved, and the highest and lowest periods of a single one. */
export function timeSeries(claims: Claims, conditions: Conditions): Piece[] {
  const { columns } = claims.result
  const time = columns.findIndex(isPeriod)
  const metrics = columns.flatMap((column, index) => (column.role === 'metric' ? [{ column, index }] : []))
  const naming = namingOf(claims, time)
  const sentences = metrics.slice(0, MAX_METRICS).map(({ column, index }) => {
    const rows = completeRows(claims, time).filter((row) => claims.figure({ row, index }) !== null)
    const opening = lastPeriod(claims, { column, index, rows, conditions, naming })
    if (metrics.length > 1) return opening
    return [
      ...opening,
      ...extremes(
        claims,
        rows.map((row) => ({ row, index })),
        naming,
      ),
    ]
  })
  return trimmed(sentences.flat())
}

function namingOf(claims: Claims, time: number): Naming {
  return {
    at: (row) => claims.label({ row, index: time }),
    on: preposition(claims.result.columns[time]),
  }
}

interface Series {
  readonly column: ResultColumn
  readonly index: number
  readonly rows: readonly number[]
  readonly conditions: Conditions
  readonly naming: Naming
}

function lastPeriod(
  claims: Claims,
  { column, index, rows, conditions, naming: { at, on } }: Series,
): Piece[] {
  const last = rows.at(-1)
  if (last === undefined) return [`No ${subject(column, conditions)} is known${conditions.period}. `]
  const now = { row: last, index }
  const compared = comparesWithLater(claims.result.plan) ? [] : against(claims, now)
  const before = rows.at(-2)
  const since = before === undefined ? [] : sinceThen(claims, [now, { row: before, index }], at(before))
  const moved = compared.length > 0 ? compared : since
  const noun = countedNoun(column)
  if (noun === null)
    return [
      `${subject(column, conditions)} ${was(column)} `,
      claims.value(now),
      ` ${on} `,
      at(last),
      ...moved,
      '. ',
    ]
  const count = claims.figure(now)
  const clause = clauseOf(claims)
  return [
    `There ${count === 1 ? 'was' : 'were'} `,
    claims.value(now),
    ` ${numbered(noun, count)}${conditions.narrowing}${clause} ${on} `,
    at(last),
    ...moved,
    '. ',
  ]
}

/** ` booked`, ` that joined`: what things did in a period, where its time is called so. */
function clauseOf({ result }: Claims): string {
  const time = result.columns.find(isPeriod)
  const participle = time === undefined ? '' : participleOf(time.source)
  return participle === '' ? '' : ` ${asClause(participle)}`
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
