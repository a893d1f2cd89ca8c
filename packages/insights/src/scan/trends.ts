import { monthName, monthOf } from './cells.ts'
import { type Category, type Facets, isStateName, type Moment, type Quantity } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { byMonth, countOf, groupsPlan, rowsPlan, within } from './plans.ts'
import { sayCoefficient, sentence } from './say.ts'
import { correlationP, densityTrend, type RankCorrelation, ranksOf } from './tests.ts'

const COUNT = { kind: 'count' } as const
const LEAST_ROWS = 20
const LEAST_DAYS = 60

/** Counts and means that rise or fall along time, over the part and for single members of it. */
export function trends(facets: Facets, part: Part): Tested[] {
  const time = mainMoment(facets)
  if (!time) return []
  const counts = [
    countTrend(facets, time, part),
    ...followed(facets).flatMap((category) =>
      category.members.map((member) => countTrend(facets, time, within(part, category, member), part)),
    ),
  ]
  const means = facets.quantities.flatMap((quantity) => meanTrends(facets, { time, quantity }, part))
  return [...counts, ...means].flatMap((one) => one ?? [])
}

/** Columns whose members are followed through time; how a row stands now tells of its age only. */
export const followed = ({ categories }: Facets): readonly Category[] =>
  categories.filter((category) => !isStateName(category))

/** What a finding about a part keeps of its weight: little parts tell little. */
export const coverage = (part: Part, around: Part): number => (part.rows.length / around.rows.length) ** 0.25

/** The column rows are dated by: others follow it, and most rows have it. */
export function mainMoment({ moments, quantities, table }: Facets): Moment | null {
  const followers = (moment: Moment): number =>
    quantities.filter(({ refs }) => refs.length === 2 && refs[0] === moment.ref).length
  const own = moments.filter(({ ref }) => !table.columns.some((one) => one.ref === ref && one.joined))
  return own.toSorted((a, b) => followers(b) - followers(a))[0] ?? null
}

function countTrend({ table }: Facets, time: Moment, part: Part, around?: Part): Tested | null {
  const days = daysOf(time, part.rows)
  const [from, to] = spanOf(daysOf(time, (around ?? part).rows))
  if (days.length < LEAST_ROWS || to - from < LEAST_DAYS) return null
  const { lean, pValue } = densityTrend(days, from, to)
  const rest = around ? restLean(time, part, around) : 0
  const ahead = Math.max(0, Math.abs(lean) - (Math.sign(rest) === Math.sign(lean) ? Math.abs(rest) : 0))
  const rising = lean > 0
  return {
    pValue,
    effect: Math.min(1, 2.5 * ahead) * (around ? coverage(part, around) : 1),
    topic: 'count over time',
    columns: [time.ref, ...part.members.map(({ ref }) => ref)],
    measure: 'count',
    standsOut: null,
    write: () => {
      const points = monthCounts(time, part.rows)
      return {
        kind: 'trend',
        members: part.members,
        value: lean,
        unit: COUNT,
        direction: rising ? 'rising' : 'falling',
        text: sentence(
          `the number of ${table.noun}${part.said} ${rising ? 'rises' : 'falls'} over time, ${betweenHalves(points)}`,
        ),
        points,
        plan: groupsPlan([countOf(table)], byMonth(time.ref), part),
      }
    },
  }
}

function restLean(time: Moment, part: Part, around: Part): number {
  const inside = new Set(part.rows)
  const [from, to] = spanOf(daysOf(time, around.rows))
  const rest = daysOf(
    time,
    around.rows.filter((row) => !inside.has(row)),
  )
  return densityTrend(rest, from, to).lean
}

interface Dated {
  readonly time: Moment
  readonly quantity: Quantity
}

/** A quantity along time: of all rows, and of members where the others do not go along. */
function meanTrends(facets: Facets, dated: Dated, part: Part): Tested[] {
  const days = ranksIn(dated.time.days, part.rows)
  const values = ranksIn(dated.quantity.values, part.rows)
  const sumsOf = (category: Category | null) => sumsByMember(days, values, part.rows, category)
  const [whole] = sumsOf(null)
  if (!whole) return []
  const overall = meanTrend(facets, dated, part, { found: correlationOf(whole), rest: null, around: part })
  const members = followed(facets).flatMap((category) =>
    sumsOf(category).flatMap((sums, at) => {
      const rest = correlationOf(whole.map((sum, i) => sum - sums[i]!))
      const inside = within(part, category, category.members[at]!)
      return meanTrend(facets, dated, inside, { found: correlationOf(sums), rest, around: part }) ?? []
    }),
  )
  return overall ? [overall, ...members] : members
}

/** Ranks within the part, NaN where there is no value. */
function ranksIn(values: Float64Array, rows: Int32Array): Float64Array {
  const known = rows.filter((row) => Number.isFinite(values[row]!))
  const ranks = new Float64Array(values.length).fill(Number.NaN)
  const ranked = ranksOf(Float64Array.from(known, (row) => values[row]!))
  for (const [at, row] of known.entries()) ranks[row] = ranked[at]! / known.length
  return ranks
}

/** n, Σx, Σy, Σx², Σy², Σxy of each member's rows; of all rows without a category. */
function sumsByMember(
  x: Float64Array,
  y: Float64Array,
  rows: Int32Array,
  category: Category | null,
): number[][] {
  const sums = (category?.members ?? ['']).map(() => [0, 0, 0, 0, 0, 0])
  for (const row of rows) {
    const [a, b] = [x[row]!, y[row]!]
    const held = sums[category ? category.codes[row]! : 0]
    if (!held || Number.isNaN(a + b)) continue
    for (const [at, add] of [1, a, b, a * a, b * b, a * b].entries()) held[at]! += add
  }
  return sums
}

/** The rank correlation that sums tell, its ranks being those of the whole part. */
function correlationOf([n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0]: readonly number[]): RankCorrelation {
  const [vx, vy] = [xx - (x * x) / n, yy - (y * y) / n]
  if (n < LEAST_ROWS || vx < 1e-9 || vy < 1e-9) return { rho: 0, n, pValue: 1 }
  const rho = Math.max(-1, Math.min(1, (xy - (x * y) / n) / Math.sqrt(vx * vy)))
  return { rho, n, pValue: correlationP(rho, n) }
}

interface Course {
  readonly found: RankCorrelation
  /** Of the other rows, where the part is one member. */
  readonly rest: RankCorrelation | null
  readonly around: Part
}

function meanTrend(
  { table }: Facets,
  { time, quantity }: Dated,
  part: Part,
  { found, rest, around }: Course,
): Tested | null {
  if (found.n < LEAST_ROWS) return null
  const same = rest && Math.sign(rest.rho) === Math.sign(found.rho) ? Math.abs(rest.rho) : 0
  const rising = found.rho > 0
  return {
    pValue: found.pValue,
    effect: Math.max(0, Math.abs(found.rho) - same) * coverage(part, around),
    topic: `${quantity.label} over time`,
    columns: [time.ref, ...quantity.refs, ...part.members.map(({ ref }) => ref)],
    measure: 'mean',
    standsOut: null,
    write: () => ({
      kind: 'trend',
      members: part.members,
      value: found.rho,
      unit: null,
      direction: rising ? 'rising' : 'falling',
      text: sentence(
        `the ${quantity.label.toLowerCase()}${part.said} ${rising ? 'rises' : 'falls'} over time (rank correlation ${sayCoefficient(found.rho)}${rest ? `, of the others ${sayCoefficient(rest.rho)}` : ''})`,
      ),
      points: monthMeans(time, quantity, part.rows),
      plan:
        quantity.mean === null
          ? rowsPlan(table, [time.ref, ...quantity.refs], part)
          : groupsPlan([quantity.mean, countOf(table)], byMonth(time.ref), part),
    }),
  }
}

export const daysOf = ({ days }: Moment, rows: Int32Array): number[] =>
  Array.from(rows, (row) => days[row]!).filter((day) => Number.isFinite(day))

export function spanOf(days: readonly number[]): [number, number] {
  let [from, to] = [Infinity, -Infinity]
  for (const day of days) {
    if (day < from) from = day
    if (day > to) to = day
  }
  return [from, to]
}

/** Rows by month, months without any included. */
export function monthCounts(time: Moment, rows: Int32Array): Point[] {
  const months = daysOf(time, rows).map(monthOf)
  const [first, last] = spanOf(months)
  if (!Number.isFinite(first)) return []
  const counts = new Float64Array(last - first + 1)
  for (const month of months) counts[month - first]!++
  return Array.from(counts, (value, at) => ({ label: monthName(first + at), value, rows: value }))
}

function monthMeans(time: Moment, { values }: Quantity, rows: Int32Array): Point[] {
  const sums = new Map<number, { sum: number; n: number }>()
  for (const row of rows) {
    const [day, value] = [time.days[row]!, values[row]!]
    if (!Number.isFinite(day + value)) continue
    const month = monthOf(day)
    const held = sums.get(month) ?? { sum: 0, n: 0 }
    sums.set(month, { sum: held.sum + value, n: held.n + 1 })
  }
  return [...sums]
    .toSorted(([a], [b]) => a - b)
    .map(([month, { sum, n }]) => ({ label: monthName(month), value: sum / n, rows: n }))
}

/** "from 12 a month in the first half to 30 in the second". */
function betweenHalves(points: readonly Point[]): string {
  const half = points.length >> 1
  const mean = (part: readonly Point[]): number =>
    part.reduce((sum, { value }) => sum + value, 0) / Math.max(1, part.length)
  return `from ${mean(points.slice(0, half)).toFixed(0)} a month in the first half to ${mean(points.slice(half)).toFixed(0)} in the second`
}
