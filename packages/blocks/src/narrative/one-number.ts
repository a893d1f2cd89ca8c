import type { ResultColumn } from '@numize/semantic'
import { figuresInTime, periodsInTime } from '../comparison.ts'
import type { Claims, Piece, Spot } from './claims.ts'
import type { Conditions } from './conditions.ts'
import { countedNoun, numbered } from './nouns.ts'
import { subject, was } from './wording.ts'

const MAX_METRICS = 2

/** One row of figures: each with its unit and period, and how the later period stands against the earlier. */
export function oneNumber(claims: Claims, conditions: Conditions): Piece[] {
  const { columns } = claims.result
  const metrics = columns.flatMap((column, index) => (column.role === 'metric' ? [{ column, index }] : []))
  const later = laterPeriod(claims, conditions)
  return trimmed(
    metrics
      .slice(0, MAX_METRICS)
      .flatMap(({ column, index }) => [
        ...figureSentence(claims, { spot: { row: 0, index }, column, conditions, ...later }),
        '. ',
      ]),
  )
}

/** When a single figure is from: the plan's own period, or the one compared with where that is later. */
function laterPeriod(
  { result }: Claims,
  { period, nounPeriod }: Conditions,
): { period: string; nounPeriod: string } {
  const { later } = periodsInTime(result)
  return later === '' || period === ` ${later}`
    ? { period, nounPeriod }
    : { period: ` ${later}`, nounPeriod: ` ${later}` }
}

export interface FigureSentence {
  /** Of the metric; where periods are compared, the later figure is told. */
  readonly spot: Spot
  readonly column: ResultColumn
  readonly conditions: Conditions
  /** Stands after a figure: ` in 2025`. */
  readonly period: string
  /** Stands after a thing counted: ` delivered in 2025`. */
  readonly nounPeriod: string
}

/** `Card spend was $1.24 M in 2025, up …`, or of things counted `There were 79 orders in 2025, up …`; no full stop. */
export function figureSentence(claims: Claims, sentence: FigureSentence): Piece[] {
  const { spot, column, conditions, period, nounPeriod } = sentence
  const now = laterOf(claims, spot)
  const noun = countedNoun(column)
  const count = claims.figure(now)
  if (count === null) return unknown(claims, sentence)
  if (noun === null)
    return [
      `${subject(column, conditions)} ${was(column)} `,
      claims.value(now),
      period,
      ...against(claims, spot),
    ]
  const tense = period === '' ? (count === 1 ? 'is' : 'are') : count === 1 ? 'was' : 'were'
  return [
    `There ${tense} `,
    claims.value(now),
    ` ${numbered(noun, count)}${nounPeriod}${conditions.narrowing}`,
    ...against(claims, spot),
  ]
}

/** The later figure is not known; the earlier one may be. */
function unknown(claims: Claims, { spot, column, conditions, period }: FigureSentence): Piece[] {
  const { earlier } = periodsInTime(claims.result)
  const before = earlierOf(claims, spot)
  const noun = countedNoun(column)
  const opening =
    noun === null
      ? `No ${subject(column, conditions)} is known${period}`
      : `No ${noun.many}${conditions.narrowing} were found${period}`
  return before === null || claims.figure(before) === null
    ? [opening]
    : [
        `${opening}; ${noun === null ? 'it was' : 'there were'} `,
        claims.value(before),
        earlier && ` ${earlier}`,
      ]
}

const laterOf = ({ result }: Claims, { row, index }: Spot): Spot => ({
  row,
  index: figuresInTime(result, index)?.later ?? index,
})

const earlierOf = ({ result }: Claims, { row, index }: Spot): Spot | null => {
  const pair = figuresInTime(result, index)
  return pair === null ? null : { row, index: pair.earlier }
}

/** `, up 12.3 % from $1.10 M a year earlier`; says so where there is nothing to compare with; empty without a comparison. */
export function against(claims: Claims, spot: Spot): Piece[] {
  const before = earlierOf(claims, spot)
  if (before === null) return []
  const now = laterOf(claims, spot)
  const { earlier } = periodsInTime(claims.result)
  if (claims.figure(before) === null) return [`, with nothing known ${earlier || 'before'} to compare with`]
  const direction = claims.direction(now, before)
  const isSame = direction.text === 'unchanged'
  if (isSame && earlier.endsWith(' earlier')) return [', ', direction, ` from ${earlier}`]
  const change = isSame ? null : claims.change(now, before)
  return [
    ', ',
    direction,
    ...(change === null ? [] : [' ', change]),
    ' from ',
    claims.value(before),
    earlier && ` ${earlier}`,
  ]
}

export function trimmed(pieces: readonly Piece[]): Piece[] {
  const last = pieces.at(-1)
  return typeof last === 'string' ? [...pieces.slice(0, -1), last.trimEnd()] : [...pieces]
}
