import type { ResultColumn } from '@numize/semantic'
import { isAdditive, isTime, isWhole } from '../numbers.ts'
import type { Claim, Claims, Piece, Spot } from './claims.ts'
import { against, trimmed } from './one-number.ts'
import { completeRows } from './time-series.ts'
import { listed, narrowing, period, preposition, type ReadingWords, subject, was } from './wording.ts'

const MAX_TIED = 3

/** Groups beside each other: who leads, with what share of the whole where that means something, who comes next. */
export function categories(claims: Claims, reading: ReadingWords): Piece[] {
  const rows = claims.result.rows.map((_, row) => row)
  const opening = period(claims.result.plan).trim()
  return ranking(claims, rows, {
    opening: opening === '' ? [] : [`${opening}, `],
    reading,
    withShare: true,
    closing: groupCount(claims, rows),
  })
}

/** Groups over time: the ranking in the last period that is over. */
export function seriesByCategory(claims: Claims, reading: ReadingWords): Piece[] {
  const time = claims.result.columns.findIndex(isTime)
  const rows = completeRows(claims, time)
  const last = rows.at(-1)
  if (last === undefined) return []
  const moment = claims.cell({ row: last, index: time })
  const latest = rows.filter((row) => claims.cell({ row, index: time }) === moment)
  const opening = [
    `${preposition(claims.result.columns[time])} `,
    claims.label({ row: last, index: time }),
    ', ',
  ]
  return ranking(claims, latest, { opening, reading, withShare: false, closing: [] })
}

interface RankingOptions {
  readonly opening: readonly Piece[]
  readonly reading: ReadingWords
  readonly withShare: boolean
  readonly closing: readonly Piece[]
}

function ranking(claims: Claims, rows: readonly number[], options: RankingOptions): Piece[] {
  const { columns } = claims.result
  const index = columns.findIndex(({ role }) => role === 'metric')
  const column = columns[index]
  if (column === undefined) return []
  const spots = rows.map((row) => ({ row, index })).filter((spot) => claims.figure(spot) !== null)
  const lowestFirst = asksForLowest(claims, column.name)
  const sign = lowestFirst ? 1 : -1
  const ordered = spots.toSorted(
    (a, b) => sign * ((claims.figure(a) ?? 0) - (claims.figure(b) ?? 0)) || a.row - b.row,
  )
  const leader = ordered[0]
  if (leader === undefined) return [`${subject(column, options.reading)} has no known value here.`]
  const tied = ordered.filter((spot) => claims.figure(spot) === claims.figure(leader))
  const next = ordered[tied.length]
  if (spots.length === 1) return only(claims, leader, options)
  const word = claims.extreme(
    lowestFirst ? 'lowest' : 'highest',
    [leader, ...spots],
    lowestFirst ? 'lowest' : 'highest',
  )
  const name = subject(column, options.reading)
  if (tied.length > 1)
    return trimmed([...options.opening, ...tie(claims, tied, [word, name]), ...options.closing])
  return trimmed([
    ...options.opening,
    ...names(claims, leader.row),
    ' had the ',
    word,
    ` ${name} with `,
    claims.value(leader),
    ...against(claims, leader),
    ...(options.withShare && !lowestFirst ? shareOf(claims, leader, spots) : []),
    ...(next === undefined ? [] : ['; next came ', ...names(claims, next.row), ' with ', claims.value(next)]),
    '. ',
    ...options.closing,
  ])
}

/** A single group leads nobody. */
function only(claims: Claims, spot: Spot, { opening, reading }: RankingOptions): Piece[] {
  const column = claims.result.columns[spot.index] as ResultColumn
  const name = subject(column, reading)
  return [
    ...opening,
    `${name} for `,
    ...names(claims, spot.row),
    ` ${was(column.label)} `,
    claims.value(spot),
    ...against(claims, spot),
    '.',
  ]
}

/** The labels of a row: `FR`, or `FR, Travel` where there are two. */
function names(claims: Claims, row: number): Piece[] {
  const indexes = claims.result.columns.flatMap((column, index) =>
    isLabel(claims, index) && !isTime(column) ? [index] : [],
  )
  const list: Claim[] = indexes.map((index) => claims.label({ row, index }))
  return list.flatMap((claim, place) => (place === 0 ? [claim] : [' / ', claim]))
}

const isLabel = ({ result }: Claims, index: number): boolean => {
  const role = result.columns[index]?.role
  return role === 'dimension' || role === 'entity' || role === 'time'
}

function tie(claims: Claims, tied: readonly Spot[], [word, name]: readonly [Claim, string]): Piece[] {
  const leader = tied[0] as Spot
  const shown = tied.slice(0, MAX_TIED).map((spot) => names(claims, spot.row))
  const list = listed(shown).flat()
  const rest = tied.length > MAX_TIED ? [' and others'] : []
  return [...list, ...rest, ' tied for the ', word, ` ${name} with `, claims.value(leader), '. ']
}

function shareOf(claims: Claims, leader: Spot, all: readonly Spot[]): Piece[] {
  const { result } = claims
  const column = result.columns[leader.index]
  if (column === undefined || all.length < 2 || !isAdditive(column) || !isWhole(result)) return []
  if (all.some((spot) => (claims.figure(spot) ?? 0) < 0)) return []
  const share = claims.share(leader, all)
  return share === null ? [] : [', ', share, ' of the total']
}

function groupCount(claims: Claims, rows: readonly number[]): Piece[] {
  const index = claims.result.columns.findIndex((_, place) => isLabel(claims, place))
  const spots = rows.map((row) => ({ row, index }))
  if (index < 0 || rows.length < 3 || claims.result.truncated) return []
  return [
    'There are ',
    claims.count(rows.length, spots),
    ' groups',
    isWhole(claims.result) ? '' : ' shown',
    '.',
  ]
}

/** Whether the plan ranks from the bottom (`the 5 smallest`). */
function asksForLowest({ result }: Claims, name: string): boolean {
  const { plan } = result
  if (plan.kind === 'metrics' && plan.top !== null) return plan.top.direction === 'asc'
  if (!('orderBy' in plan)) return false
  const first = plan.orderBy[0]
  return plan.limit !== null && first?.by === name && first.direction === 'asc'
}

/** Rows of things: how many, and the first few by name. */
export function listOfRows(claims: Claims, reading: ReadingWords): Piece[] {
  const { result } = claims
  const index = nameColumn(claims)
  const count = claims.count(
    result.rowCount,
    result.rows.map((_, row) => ({ row, index: Math.max(0, index) })),
  )
  const is = result.rowCount === 1
  const opening = [
    'There ',
    is ? 'is ' : 'are ',
    count,
    is ? ' row' : ' rows',
    `${narrowing(reading)}${period(result.plan)}`,
  ]
  if (index < 0) return [...opening, '.']
  const shown = result.rows.slice(0, MAX_TIED).map((_, row) => claims.label({ row, index }))
  const first = is ? ': ' : result.rowCount > shown.length ? ', starting with ' : ': '
  return [...opening, first, ...listed(shown), '.']
}

/** The column that names a row for a reader: the first text label with a value. */
const nameColumn = ({ result }: Claims): number =>
  result.columns.findIndex(
    ({ role, type }, index) =>
      type === 'string' && (role === 'dimension' || role === 'entity') && result.rows[0]?.[index] !== null,
  )
