import { formatNumber, formatPeriod } from '@numize/blocks'
import type { Unit } from '@numize/semantic'
import type { Span } from '../explain/report.ts'
import type { Benchmark, Benchmarks } from './benchmark.ts'

/** A figure of our own that others are to be compared with. */
export interface OwnFigure {
  readonly metric: string
  readonly label: string
  readonly definition: string | null
  readonly unit: Unit | null
  readonly upIsGood: boolean | null
  readonly value: number
  readonly period: Span
}

export interface BenchmarkComparison {
  readonly benchmark: Benchmark
  readonly position: 'above' | 'within' | 'below'
  /** Whether that is what one wants; null where it is not known which way is good. */
  readonly isGood: boolean | null
  /** With the citation. */
  readonly text: string
}

export interface BenchmarkReport {
  readonly kind: 'benchmarks'
  readonly headline: string
  readonly comparisons: readonly BenchmarkComparison[]
  /** Rows left out, and what to know of the comparison. */
  readonly notes: readonly string[]
}

export interface NoBenchmark {
  readonly kind: 'none'
  readonly reason: string
}

/**
 * A figure beside what others measured of the same metric in the same unit. Every comparison is cited; rows of grade C give
 * no verdict. Refuses with the reason where no row is left. Whether both definitions say the same is for the reader: both
 * are told.
 */
export function compareWithBenchmarks(
  own: OwnFigure,
  { rows, faulty }: Benchmarks,
): BenchmarkReport | NoBenchmark {
  const named = rows.filter(({ metric }) => metric === own.metric)
  const usable = named.filter(({ unit }) => isSameUnit(unit, own.unit))
  const leftOut = [
    ...named
      .filter((row) => !usable.includes(row))
      .map(
        ({ segment, unit }) =>
          `The row of ${segment} is in ${saidUnit(unit)}, ${own.label} in ${saidUnit(own.unit)}.`,
      ),
    ...faulty
      .filter(({ metric }) => metric === own.metric || metric === null)
      .map(({ row, why }) => `${row === 0 ? 'The file of benchmarks' : `Row ${row}`} ${why}.`),
  ]
  if (!Number.isFinite(own.value))
    return { kind: 'none', reason: `${own.label} has no figure ${formatPeriod(own.period)} to compare.` }
  if (usable.length === 0) return { kind: 'none', reason: reasonOf(own, rows, leftOut) }
  const comparisons = usable
    .toSorted((a, b) => (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : b.year - a.year))
    .map((benchmark) => compared(own, benchmark))
  const ours = own.definition === null ? [] : [`Ours is: ${withoutStop(own.definition)}.`]
  return {
    kind: 'benchmarks',
    headline: headlineOf(own, comparisons),
    comparisons,
    notes: [...ours, ...leftOut],
  }
}

function reasonOf(
  { label, metric }: OwnFigure,
  rows: readonly Benchmark[],
  leftOut: readonly string[],
): string {
  const known = [...new Set(rows.map((row) => row.metric))].filter((name) => name !== metric)
  const others = known.length === 0 ? '' : ` There are some for ${known.slice(0, 5).join(', ')}.`
  return leftOut.length > 0
    ? `No benchmark for ${label} can be used. ${leftOut.join(' ')}`
    : `There is no benchmark for ${label}: add a row with source, year, n, definition and quality to benchmarks.yml.${others}`
}

function compared(own: OwnFigure, benchmark: Benchmark): BenchmarkComparison {
  const { low, high, segment, year, n, grade, definition, source, url } = benchmark
  const position = own.value < low ? 'below' : own.value > high ? 'above' : 'within'
  const isGood =
    grade === 'C' || own.upIsGood === null || position === 'within'
      ? null
      : (position === 'above') === own.upIsGood
  const cited = `${segment}, ${year}, n = ${n}, quality ${grade}. It is: ${withoutStop(definition)}. Source: ${source}${url === null ? '' : ` (${url})`}.`
  const said =
    grade === 'C' ? 'no verdict at this quality' : `ours is ${saidPosition(own, benchmark, position)}`
  return { benchmark, position, isGood, text: `${saidBand(benchmark)}, ${said}: ${cited}` }
}

/** "1.8 points lower, which is better". */
function saidPosition(
  { value, unit, upIsGood }: OwnFigure,
  { low, high }: Benchmark,
  position: string,
): string {
  if (position === 'within') return low === high ? 'the same' : 'within it'
  const distance = position === 'above' ? value - high : low - value
  const amount = unit?.kind === 'percent' ? `${(distance * 100).toFixed(1)} points` : shown(distance, unit)
  const good =
    upIsGood === null ? '' : `, which is ${(position === 'above') === upIsGood ? 'better' : 'worse'}`
  return `${amount} ${position === 'above' ? 'higher' : 'lower'}${good}`
}

function headlineOf(own: OwnFigure, comparisons: readonly BenchmarkComparison[]): string {
  const figure = `${own.label} was ${shown(own.value, own.unit)} ${formatPeriod(own.period)}`
  const first = comparisons.find(({ benchmark }) => benchmark.grade !== 'C')
  if (!first) return `${figure}; the benchmarks there are give no verdict.`
  const side = { above: 'above', below: 'below', within: 'in line with' }[first.position]
  const good = first.isGood === null ? '' : first.isGood ? ', which is good' : ', which is not good'
  return `${figure}: ${side} the benchmark of ${saidBand(first.benchmark)} (${first.benchmark.segment}, ${first.benchmark.year})${good}.`
}

const shown = (value: number, unit: Unit | null): string => formatNumber(value, unit, { prose: true })

const saidBand = ({ low, high, unit }: Benchmark): string =>
  low === high ? shown(low, unit) : `${shown(low, unit)} to ${shown(high, unit)}`

const withoutStop = (text: string): string => text.replace(/\.\s*$/, '')

/** Counts of whatever are counts; a bare figure compares with a count. */
function isSameUnit(one: Unit, other: Unit | null): boolean {
  if (one.kind === 'count') return other === null || other.kind === 'count'
  return other !== null && saidUnit(one) === saidUnit(other)
}

function saidUnit(unit: Unit | null): string {
  switch (unit?.kind) {
    case 'percent':
      return 'percent'
    case 'money':
      return unit.currency
    case 'duration':
      return `${unit.unit}s`
    case 'other':
      return unit.symbol
    case 'count':
    case undefined:
      return 'numbers'
  }
}
