import { poisson } from '@numize/statistics'
import { monthOf, monthStart } from './cells.ts'
import type { Facets, Moment } from './facets.ts'
import type { Part, Tested } from './notable.ts'
import { byMonth, countOf, groupsPlan, within } from './plans.ts'
import { sentence } from './say.ts'
import { coverage, daysOf, followed, mainMoment, monthCounts, spanOf } from './trends.ts'

const COUNT = { kind: 'count' } as const
const WIDEST = 3
const LEAST_MONTHS = 6
const LEAST_ROWS = 15
/** Times what the other months, and the months beside it, have. */
const STANDS_OUT = 1.6

/** Windows of one to three months with far more rows than the months around them. */
export function spikes(facets: Facets, part: Part): Tested[] {
  const time = mainMoment(facets)
  if (!time) return []
  const parts = followed(facets).flatMap((category) =>
    category.members.map((member) => within(part, category, member)),
  )
  return [part, ...parts].flatMap((one) => spike(facets, time, one, part) ?? [])
}

interface Window {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly ratio: number
  readonly pValue: number
  readonly gain: number
}

function spike({ table }: Facets, time: Moment, part: Part, around: Part): Tested | null {
  const points = monthCounts(time, part.rows)
  if (points.length < LEAST_MONTHS) return null
  const best = bestWindow(
    points.map(({ value }) => value),
    monthShares(time, part.rows),
  )
  if (!best) return null
  const shown = points.slice(best.from, best.to)
  const window = shown.length === 1 ? shown[0]!.label : `${shown[0]!.label} to ${shown.at(-1)!.label}`
  return {
    pValue: best.pValue,
    effect:
      best.ratio >= STANDS_OUT && best.count >= LEAST_ROWS
        ? Math.min(1, (best.ratio - 1) / 4) * coverage(part, around)
        : 0,
    topic: 'windows of time',
    columns: [time.ref, ...part.members.map(({ ref }) => ref)],
    measure: 'count',
    standsOut: null,
    write: () => ({
      kind: 'spike',
      members: [...part.members, ...shown.map(({ label }) => ({ ref: time.ref, member: label }))],
      value: best.count,
      unit: COUNT,
      direction: 'higher',
      text: sentence(
        `${best.count} ${table.noun}${part.said} fall in ${window}, ${best.ratio.toFixed(1)} times what the other months have`,
      ),
      points,
      plan: groupsPlan([countOf(table)], byMonth(time.ref), part),
    }),
  }
}

/** How much of each month the data covers, first to last. */
function monthShares(time: Moment, rows: Int32Array): number[] {
  const [from, to] = spanOf(daysOf(time, rows))
  const [first, last] = [monthOf(from), monthOf(to)]
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const [start, end] = [monthStart(first + at), monthStart(first + at + 1)]
    return Math.max(1, Math.min(end, to) - Math.max(start, from)) / (end - start)
  })
}

function bestWindow(counts: readonly number[], shares: readonly number[]): Window | null {
  const total = sumOf(counts)
  const length = sumOf(shares)
  let best: Window | null = null
  let tried = 0
  for (let width = 1; width <= Math.min(WIDEST, counts.length - 3); width++)
    for (let from = 0; from + width <= counts.length; from++) {
      tried++
      const to = from + width
      const count = sumOf(counts.slice(from, to))
      const part = sumOf(shares.slice(from, to))
      const others = Math.max(1, total - count) / Math.max(0.5, length - part)
      const beside = besideOf(counts, shares, from, to)
      const expected = Math.max(others, beside) * part
      const pValue = poisson(expected).survival(count - 1)
      const gain = likelihoodGain(count, total, part / length)
      if (!best || gain > best.gain) best = { from, to, count, ratio: count / expected, pValue, gain }
    }
  return best && { ...best, pValue: Math.min(1, best.pValue * tried) }
}

/** Log-likelihood of a window with a rate of its own against one rate for all (Kulldorff, 1997); 0 below the even part. */
function likelihoodGain(count: number, total: number, part: number): number {
  const [even, rest] = [total * part, total - count]
  if (count <= even) return 0
  return count * Math.log(count / even) + (rest === 0 ? 0 : rest * Math.log(rest / (total - even)))
}

/** Rows a month in the busier of the two months on either side. */
function besideOf(counts: readonly number[], shares: readonly number[], from: number, to: number): number {
  const rate = (start: number, end: number): number =>
    sumOf(counts.slice(start, end)) / Math.max(0.5, sumOf(shares.slice(start, end)))
  return Math.max(from > 0 ? rate(Math.max(0, from - 2), from) : 0, to < counts.length ? rate(to, to + 2) : 0)
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
