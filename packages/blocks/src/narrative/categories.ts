import type { ResultColumn } from '@numize/semantic'
import { figuresInTime, periodsInTime } from '../comparison.ts'
import { isAdditive, isMoment, isPeriod, isWhole } from '../numbers.ts'
import type { Claims, Piece, Spot } from './claims.ts'
import type { Conditions } from './conditions.ts'
import { capital, listed } from './grammar.ts'
import { names, namesInTime, namesOf } from './group-names.ts'
import { withinLimits } from './limits.ts'
import { countedNoun, nameInSentence, numbered } from './nouns.ts'
import { against, trimmed } from './one-number.ts'
import { completeRows } from './time-series.ts'
import { preposition, was } from './wording.ts'

const MAX_TIED = 3

/** Groups beside each other: who leads, with what share of the whole where that means something, who comes next. */
export function categories(claims: Claims, conditions: Conditions): Piece[] {
  const rows = claims.result.rows.map((_, row) => row)
  const { later } = periodsInTime(claims.result)
  const period = later === '' ? conditions.period.trim() : later
  const named = claims.labels.some((index) => isPeriod(claims.result.columns[index] as ResultColumn))
  const opening = period === '' || named ? [] : [`${period}, `]
  const limited = withinLimits(claims, conditions)
  const sentences = ranking(claims, rows, {
    opening: limited.length > 0 ? [] : opening,
    conditions,
    withShare: true,
    name: (row) => namesInTime(claims, row),
  })
  return limited.length > 0 ? [...opening, ...limited, '. ', ...capitalised(sentences)] : sentences
}

const capitalised = ([first = '', ...rest]: readonly Piece[]): Piece[] => [
  typeof first === 'string' ? capital(first) : { ...first, text: capital(first.text) },
  ...rest,
]

/** Groups over time: the ranking in the last period that is over. */
export function seriesByCategory(claims: Claims, conditions: Conditions): Piece[] {
  const time = claims.result.columns.findIndex(isPeriod)
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
  return ranking(claims, latest, {
    opening,
    conditions,
    withShare: false,
    name: (row) => names(claims, row),
  })
}

interface RankingOptions {
  readonly opening: readonly Piece[]
  readonly conditions: Conditions
  readonly withShare: boolean
  /** What the group of a row is called. */
  readonly name: (row: number) => Piece[]
}

function ranking(claims: Claims, rows: readonly number[], options: RankingOptions): Piece[] {
  const { columns } = claims.result
  const [index, second] = columns.flatMap(({ role }, place) => (role === 'metric' ? [place] : []))
  const column = columns[index ?? -1]
  if (index === undefined || column === undefined) return []
  const told = rankedGroups(claims, rows, { column, index, options })
  const [leader] = told.ordered
  if (leader === undefined) return [...options.opening, ...withoutKnown(claims, told), '.']
  if (told.ordered.length === 1 && !isRanked(claims, column.name)) return only(claims, told)
  return trimmed([
    ...options.opening,
    ...leading(claims, told),
    ...lacking(claims, told),
    '. ',
    ...(second === undefined ? [] : besides(claims, { row: leader.row, index: second }, options)),
  ])
}

function rankedGroups(
  claims: Claims,
  rows: readonly number[],
  { column, index, options }: Pick<Told, 'column' | 'options'> & { readonly index: number },
): Told {
  const spots = rows
    .map((row) => laterOf(claims, { row, index }))
    .filter((spot) => claims.figure(spot) !== null)
  const known = spots.filter(({ row }) => isKnown(claims, row))
  const lead = known.length > 0 || isAdditive(column) ? known : spots
  const lowestFirst = asksForLowest(claims, column.name)
  const sign = lowestFirst ? 1 : -1
  const ordered = lead.toSorted(
    (a, b) => sign * ((claims.figure(a) ?? 0) - (claims.figure(b) ?? 0)) || a.row - b.row,
  )
  return { index, column, ordered, spots, lowestFirst, options }
}

/** Nothing is known, or only of groups that are not: `860 service visits had no cancel reason`. */
function withoutKnown(claims: Claims, { column, spots, options }: Told): Piece[] {
  const [spot] = spots
  const what = nameInSentence(column)
  if (spot === undefined) return [`no ${what}${options.conditions.narrowing} is known`]
  const noun = countedNoun(column)
  const of = noun === null ? `of ${what}` : numbered(noun, claims.figure(spot))
  const lacks = namesOf(claims, spot.row).flatMap((index) =>
    claims.cell({ ...spot, index }) === null ? [claims.lack({ row: spot.row, index })] : [],
  )
  return [claims.value(spot), ` ${of}${options.conditions.narrowing} had `, ...listed(lacks)]
}

interface Told {
  /** Of the metric; `spots` may stand in the column of the period compared with. */
  readonly index: number
  readonly column: ResultColumn
  /** Groups that are known, the leader first. */
  readonly ordered: readonly Spot[]
  readonly spots: readonly Spot[]
  readonly lowestFirst: boolean
  readonly options: RankingOptions
}

function leading(claims: Claims, { index, column, ordered, spots, lowestFirst, options }: Told): Piece[] {
  const leader = ordered[0] as Spot
  const tied = ordered.filter((spot) => claims.figure(spot) === claims.figure(leader))
  const next = ordered[tied.length]
  const noun = countedNoun(column)
  const name = `${noun?.many ?? nameInSentence(column)}${options.conditions.narrowing}`
  const word = superlative(column, noun !== null, lowestFirst)
  const most = claims.extreme(word, [leader, ...spots], lowestFirst ? 'lowest' : 'highest')
  if (tied.length > 1) return tie(claims, tied, { name: options.name, most: [most, ` ${name}`] })
  return [
    ...options.name(leader.row),
    ' had the ',
    most,
    ` ${name}: `,
    claims.value(leader),
    ...against(claims, { row: leader.row, index }),
    ...(options.withShare && !lowestFirst ? shareOf(claims, leader, spots) : []),
    ...(next === undefined ? [] : ['; next came ', ...options.name(next.row), ' with ', claims.value(next)]),
  ]
}

function superlative(column: ResultColumn, counted: boolean, lowest: boolean): string {
  if (isMoment(column)) return lowest ? 'earliest' : 'latest'
  if (counted) return lowest ? 'fewest' : 'most'
  return lowest ? 'lowest' : 'highest'
}

const laterOf = ({ result }: Claims, { row, index }: Spot): Spot => ({
  row,
  index: figuresInTime(result, index)?.later ?? index,
})

/** Groups whose label is not known, and the rest of a top list, lead nobody. */
function isKnown(claims: Claims, row: number): boolean {
  const { plan } = claims.result
  const rest = plan.kind === 'metrics' && plan.top?.other === true
  return namesOf(claims, row).every((index) => {
    const cell = claims.cell({ row, index })
    return cell !== null && !(rest && cell === 'Other')
  })
}

/** A single group leads nobody. */
function only(claims: Claims, told: Told): Piece[] {
  const { index, column, options } = told
  const { opening, conditions, name } = options
  const own = { row: (told.ordered[0] as Spot).row, index }
  return [
    ...opening,
    ...forGroup(claims, { spot: own, column, conditions, name }),
    ...lacking(claims, told),
    '.',
  ]
}

interface GroupFigure extends Pick<RankingOptions, 'name'> {
  readonly spot: Spot
  readonly column: ResultColumn
  readonly conditions: Conditions
}

function forGroup(claims: Claims, { spot, column, conditions, name }: GroupFigure): Piece[] {
  const group = name(spot.row)
  const now = laterOf(claims, spot)
  const noun = countedNoun(column)
  if (claims.figure(now) === null)
    return [`no ${nameInSentence(column)}${conditions.narrowing} is known for `, ...group]
  const rest = against(claims, spot)
  if (noun === null)
    return [
      `${nameInSentence(column)}${conditions.narrowing} for `,
      ...group,
      ` ${was(column)} `,
      claims.value(now),
      ...rest,
    ]
  const count = claims.figure(now)
  const counted = ` ${numbered(noun, count)}${conditions.narrowing} for `
  return [`there ${count === 1 ? 'was' : 'were'} `, claims.value(now), counted, ...group, ...rest]
}

/** What else is known of the leader. */
function besides(claims: Claims, spot: Spot, { conditions, name }: RankingOptions): Piece[] {
  const column = claims.result.columns[spot.index]
  if (column === undefined || claims.figure(spot) === null) return []
  const told = forGroup(claims, { spot, column, name, conditions: { ...conditions, narrowing: '' } })
  return [...capitalised(told), '.']
}

interface Tie extends Pick<RankingOptions, 'name'> {
  /** `most service visits`. */
  readonly most: readonly Piece[]
}

function tie(claims: Claims, tied: readonly Spot[], { name, most }: Tie): Piece[] {
  const leader = tied[0] as Spot
  const shown = tied.slice(0, MAX_TIED).map((spot) => name(spot.row))
  const list = listed(shown).flat()
  const rest = tied.length > MAX_TIED ? [' and others'] : []
  return [...list, ...rest, ' tied for the ', ...most, ': ', claims.value(leader), ' each']
}

function shareOf(claims: Claims, leader: Spot, all: readonly Spot[]): Piece[] {
  const { result } = claims
  const column = result.columns[leader.index]
  if (column === undefined || all.length < 2 || !isAdditive(column) || !isWhole(result)) return []
  if (all.some((spot) => (claims.figure(spot) ?? 0) < 0)) return []
  const share = claims.share(leader, all)
  return share === null ? [] : [', ', share, ' of the total']
}

/** `; $680 K had no merchant`: what belongs to no known group, where parts add up. */
function lacking(claims: Claims, { column, ordered, spots }: Told): Piece[] {
  if (ordered.length === spots.length || !isAdditive(column)) return []
  return spots.flatMap((spot) => {
    const [index, ...others] = namesOf(claims, spot.row)
    if (index === undefined || others.length > 0 || claims.cell({ ...spot, index }) !== null) return []
    return ['; ', claims.value(spot), ' had ', claims.lack({ row: spot.row, index })]
  })
}

/** Whether the plan ranks by a metric, and so a single row is the first of many. */
function isRanked({ result }: Claims, name: string): boolean {
  const { plan } = result
  if (plan.kind !== 'metrics') return false
  return plan.top?.by === name || (plan.limit !== null && plan.orderBy[0]?.by === name)
}

/** Whether the plan ranks from the bottom (`the 5 smallest`). */
function asksForLowest({ result }: Claims, name: string): boolean {
  const { plan } = result
  if (plan.kind !== 'metrics') return false
  if (plan.top !== null) return plan.top.direction === 'asc'
  const [first] = plan.orderBy
  return plan.limit !== null && first?.by === name && first.direction === 'asc'
}
