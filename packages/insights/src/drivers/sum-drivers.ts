import { type Deviations, deviationsOf, noiseOf } from './deviations.ts'
import type { Cuboid, Leaves, Segment } from './leaves.ts'
import { cuboidsOf, segmentOf } from './leaves.ts'
import { scoreGroups } from './score-groups.ts'

/** A segment whose leaves all moved alike, and by more than the noise of the others. */
export interface SumDriver {
  readonly segment: Segment
  readonly leaves: number
  readonly actual: number
  readonly expected: number
  /** Share of the total's change; may exceed 1 or be negative where segments offset each other. Null when the total did not change. */
  readonly share: number | null
  /** Typical deviation of a leaf, 2·(expected − actual)/(expected + actual), from −2 (new) to 2 (gone). */
  readonly deviation: number
  /** Evidence beyond chance in nats, after the price of having looked at every segment. Above 0. */
  readonly evidence: number
}

export interface SumOptions {
  /** Dimensions a segment may combine; 3 unless set. */
  readonly depth?: number
  /** Segments to name at most; 12 unless set. */
  readonly most?: number
  /** Smallest deviation worth naming; 0.22 unless set, about a fifth up or down. */
  readonly least?: number
}

/**
 * Which segments explain the difference between `actual` and `expected` of an additive measure.
 *
 * The ripple effect is taken as the law of a cause: all leaves under it deviate by the same relative amount, all others
 * only by noise. Segments are added one at a time, each the one that raises the likelihood of the leaves most after the
 * price of its description (minimum description length), until none pays. A leaf is explained once.
 *
 * Of more than 200,000 leaves the largest are searched; what a segment found there amounts to is of all its leaves.
 *
 * @param actual @param expected one number a leaf, not negative; a leaf where both are 0 or either is not finite says nothing
 * @returns the drivers in the order of their evidence; none when the leaves look like noise
 */
export function sumDrivers(
  leaves: Leaves,
  actual: Float64Array,
  expected: Float64Array,
  options: SumOptions = {},
): SumDriver[] {
  const { depth = 3, most = 12, least = 0.22 } = options
  const total = sumOf(actual) - sumOf(expected)
  const kept = largestOf(actual, expected)
  if (kept) {
    const few = (column: Float64Array): Float64Array => Float64Array.from(kept, (leaf) => column[leaf]!)
    const drivers = sumDrivers(leavesAt(leaves, kept), few(actual), few(expected), options)
    return drivers.map((driver) => overAll(driver, leaves, { actual, expected, total }))
  }
  const data = deviationsOf(actual, expected)
  const cuboids = cuboidsOf(leaves, depth)
  const open = Uint8Array.from(data.informative)
  const found: SumDriver[] = []
  while (found.length < most) {
    const best = bestSegment(cuboids, data, open, least)
    if (best === null) break
    found.push(describe(leaves, best, { actual, expected, total, open }))
  }
  return found
}

/** The largest leaves, where there are more than are looked at; null where all are. */
function largestOf(actual: Float64Array, expected: Float64Array): Int32Array | null {
  if (actual.length <= MOST_LEAVES) return null
  const sizes = actual.map((value, leaf) => Math.abs(finite(value)) + Math.abs(finite(expected[leaf])))
  const least = sizes.toSorted()[sizes.length - MOST_LEAVES]!
  const kept = new Int32Array(MOST_LEAVES)
  let count = 0
  for (let leaf = 0; leaf < sizes.length && count < MOST_LEAVES; leaf++)
    if (sizes[leaf]! > least) kept[count++] = leaf
  for (let leaf = 0; leaf < sizes.length && count < MOST_LEAVES; leaf++)
    if (sizes[leaf] === least) kept[count++] = leaf
  return kept.toSorted()
}

const leavesAt = ({ dimensions }: Leaves, kept: Int32Array): Leaves => ({
  size: kept.length,
  dimensions: dimensions.map((one) => ({ ...one, codes: kept.map((leaf) => one.codes[leaf]!) })),
})

/** A driver found among the largest leaves, with the figures of all leaves in its segment. */
function overAll(
  driver: SumDriver,
  leaves: Leaves,
  { actual, expected, total }: Omit<Sides, 'open'>,
): SumDriver {
  const within = driver.segment.flatMap(({ dimension, value }) => {
    const one = leaves.dimensions.find(({ name }) => name === dimension)
    return one ? [{ codes: one.codes, code: one.values.indexOf(value) }] : []
  })
  let [count, now, before] = [0, 0, 0]
  for (let leaf = 0; leaf < leaves.size; leaf++) {
    if (!within.every(({ codes, code }) => codes[leaf] === code)) continue
    count++
    now += finite(actual[leaf])
    before += finite(expected[leaf])
  }
  const share = total === 0 ? null : (now - before) / total
  return { ...driver, leaves: count, actual: now, expected: before, share }
}

const MOST_LEAVES = 200_000

interface Candidate {
  readonly cuboid: Cuboid
  readonly group: number
  readonly deviation: number
  readonly evidence: number
}

function bestSegment(cuboids: readonly Cuboid[], data: Deviations, open: Uint8Array, least: number) {
  const noise = noiseOf(data, open)
  if (noise === null) return null
  let best: Candidate | null = null
  for (const cuboid of cuboids) {
    const scored = scoreGroups(cuboid, data, noise, least)
    if (scored && scored.evidence > (best?.evidence ?? 0)) best = { cuboid, ...scored }
  }
  return best
}

interface Sides {
  readonly actual: Float64Array
  readonly expected: Float64Array
  readonly total: number
  readonly open: Uint8Array
}

/** Adds up the segment and closes its leaves. */
function describe(leaves: Leaves, best: Candidate, { actual, expected, total, open }: Sides): SumDriver {
  const { cuboid, group } = best
  let [count, now, before] = [0, 0, 0]
  for (let i = 0; i < leaves.size; i++) {
    if (cuboid.group[i] !== group) continue
    count++
    now += finite(actual[i])
    before += finite(expected[i])
    open[i] = 0
  }
  return {
    segment: segmentOf(leaves, cuboid, group),
    leaves: count,
    actual: now,
    expected: before,
    share: total === 0 ? null : (now - before) / total,
    deviation: best.deviation,
    evidence: best.evidence,
  }
}

function sumOf(column: Float64Array): number {
  let sum = 0
  for (const value of column) sum += finite(value)
  return sum
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
