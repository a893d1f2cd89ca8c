import { type Cuboid, cuboidsOf, type Leaves, type Segment, segmentOf } from './leaves.ts'
import { type RatioSide, sumsBy } from './ratio-drivers.ts'

/** A segment that may be where an incident sits. */
export interface IncidentDriver {
  readonly segment: Segment
  /** Mean shortfall of the rate in the segment's leaves, in points of the rate (0.1 is ten percentage points). */
  readonly shortfall: number
  /** Share of everything missing that is missing here, from 0 to 1. */
  readonly explains: number
  /** How much of the leaves' unrest the segment accounts for; orders the list. */
  readonly score: number
}

export interface IncidentOptions {
  /** Dimensions a segment may combine; 3 unless set. */
  readonly depth?: number
  /** Segments to give; 3 unless set. */
  readonly most?: number
}

/** Expected counts are thin in small leaves: this many of the average are mixed in. */
const PRIOR_COUNT = 5
const LEAST_RATE = 0.005
/** Real traffic varies by this many points of the rate from leaf to leaf, whatever its size. */
const RESTLESS = 0.05
/** Price of a dimension and worth of explaining the shortfall, as shares of the unrest. */
const PRICE_OF_DIMENSION = 0.02
const WORTH_OF_EXPLAINING = 0.4
/** A general shift of at most this many points is no incident of a segment. */
const MOST_SHIFT = 0.02

/**
 * Where a rate (successes over attempts) that fell short of its expectation fell short: segments by how much of the
 * squared deviations of their leaves one common shortfall accounts for, each leaf weighted by its certainty but none
 * by its size alone.
 * @returns candidates, best first, each overlapping the others as it may; none when no rate fell
 */
export function incidentDrivers(
  leaves: Leaves,
  actual: RatioSide,
  expected: RatioSide,
  { depth = 3, most = 3 }: IncidentOptions = {},
): IncidentDriver[] {
  const table = shortfalls(leaves.size, actual, expected)
  const unrest = table.weighted.reduce((sum, value, i) => sum + value * (table.shortfall[i] ?? 0), 0)
  const missing = table.missing.reduce((sum, value) => sum + Math.max(value, 0), 0)
  if (!(unrest > 0 && missing > 0)) return []
  return cuboidsOf(leaves, depth)
    .flatMap((cuboid) => candidatesOf(leaves, cuboid, table, { unrest, missing }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
}

interface Shortfalls {
  readonly shortfall: Float64Array
  readonly weight: Float64Array
  readonly weighted: Float64Array
  readonly missing: Float64Array
}

function shortfalls(size: number, actual: RatioSide, expected: RatioSide): Shortfalls {
  const failures = (side: RatioSide, i: number): number =>
    (side.denominator[i] ?? 0) - (side.numerator[i] ?? 0)
  const total = (side: RatioSide): { failures: number; tries: number } => {
    let [failed, tries] = [0, 0]
    for (let i = 0; i < size; i++) {
      failed += failures(side, i)
      tries += side.denominator[i] ?? 0
    }
    return { failures: failed, tries }
  }
  const [past, now] = [total(expected), total(actual)]
  const usual = past.tries > 0 ? past.failures / past.tries : 0
  const rate = Math.min(0.5, Math.max(LEAST_RATE, now.tries > 0 ? now.failures / now.tries : 0))
  const shortfall = new Float64Array(size)
  const weight = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const tries = actual.denominator[i] ?? 0
    if (!(tries > 0)) continue
    const likely =
      (failures(expected, i) + PRIOR_COUNT * usual) / ((expected.denominator[i] ?? 0) + PRIOR_COUNT)
    shortfall[i] = failures(actual, i) / tries - likely
    weight[i] = 1 / (Math.max(likely * (1 - likely), rate * (1 - rate)) / tries + RESTLESS ** 2)
  }
  takeOutShift(shortfall, actual.denominator)
  const weighted = shortfall.map((value, i) => value * (weight[i] ?? 0))
  const missing = shortfall.map((value, i) => value * (actual.denominator[i] ?? 0))
  return { shortfall, weight, weighted, missing }
}

/** Takes the median over attempts out of all leaves that were tried. */
function takeOutShift(shortfall: Float64Array, tries: Float64Array): void {
  const tried = Array.from(shortfall.keys()).filter((i) => (tries[i] ?? 0) > 0)
  const sorted = tried.toSorted((a, b) => (shortfall[a] ?? 0) - (shortfall[b] ?? 0))
  const half = tried.reduce((sum, i) => sum + (tries[i] ?? 0), 0) / 2
  let seen = 0
  const middle = sorted.find((i) => (seen += tries[i] ?? 0) >= half)
  if (middle === undefined) return
  const shift = Math.min(MOST_SHIFT, Math.max(-MOST_SHIFT, shortfall[middle] ?? 0))
  for (const i of tried) shortfall[i] = (shortfall[i] ?? 0) - shift
}

function candidatesOf(
  leaves: Leaves,
  cuboid: Cuboid,
  table: Shortfalls,
  { unrest, missing }: { readonly unrest: number; readonly missing: number },
): IncidentDriver[] {
  const weights = sumsBy(cuboid, table.weight)
  const sums = sumsBy(cuboid, table.weighted)
  const gone = sumsBy(cuboid, table.missing)
  const found: IncidentDriver[] = []
  for (let group = 0; group < cuboid.groups; group++) {
    const [sum, weight] = [sums[group] ?? 0, weights[group] ?? 0]
    if (!(sum > 0 && weight > 0)) continue
    const explains = (gone[group] ?? 0) / missing
    const price = PRICE_OF_DIMENSION * cuboid.dimensions.length
    const score = (sum * sum) / weight + unrest * (WORTH_OF_EXPLAINING * explains - price)
    found.push({ segment: segmentOf(leaves, cuboid, group), shortfall: sum / weight, explains, score })
  }
  return found
}
