import { type Cuboid, cuboidsOf, type Leaves, type Segment, segmentOf } from './leaves.ts'

/** Two periods of a ratio such as conversions over sessions, one entry a leaf. */
export interface RatioLeaves extends Leaves {
  readonly before: RatioSide
  readonly after: RatioSide
}

export interface RatioSide {
  /** What is counted over, sessions for instance. */
  readonly denominator: Float64Array
  /** What is counted, conversions for instance. */
  readonly numerator: Float64Array
}

/** A segment whose rate (numerator over denominator) or weight (its denominator) moved unlike the rest. */
export interface RatioDriver {
  readonly segment: Segment
  readonly effect: 'rate' | 'weight'
  /** How many times the rate, or the weight, of the segment changed beside everything else. */
  readonly factor: number
  /** Standard errors from no change. */
  readonly z: number
  /** Evidence beyond chance in nats, after the price of having looked at every segment. Above 0. */
  readonly evidence: number
}

export interface RatioOptions {
  /** Dimensions a segment may combine; 2 unless set. */
  readonly depth?: number
  readonly most?: number
}

const PRICE = 5
const PRICE_OF_DIMENSION = 0.5
/** Smallest change of a logarithm worth naming, about 8 %. */
const LEAST = 0.08
/** A segment of more than this many times the size of the rest is not the exception but the rule, however wild. */
const MAJORITY = 1.5
/** Leaves of real traffic vary by this share beyond chance. */
const RESTLESS = 0.05

/**
 * Segments whose rate changed, by the Mantel–Haenszel rate ratio of the segment against everything else, which
 * compares each leaf with its own past and so is blind to a change of mix. Greedy: the strongest is named, its effect
 * taken out, and the rest looked at again until none is worth its price.
 * @returns none when the leaves look like noise
 */
export function rateDrivers(leaves: RatioLeaves, options: RatioOptions = {}): RatioDriver[] {
  const { before, after, size } = leaves
  const seen = after.denominator.slice()
  return greedily(leaves, options, 'rate', {
    table: () => {
      const now = new Float64Array(size)
      const past = new Float64Array(size)
      const information = new Float64Array(size)
      const traffic = new Float64Array(size)
      for (let i = 0; i < size; i++) {
        const [n0, n1] = [before.denominator[i] ?? 0, seen[i] ?? 0]
        const [c0, c1] = [before.numerator[i] ?? 0, after.numerator[i] ?? 0]
        if (!(n0 + n1 > 0)) continue
        now[i] = (c1 * n0) / (n0 + n1)
        past[i] = (c0 * n1) / (n0 + n1)
        information[i] = ((c0 + c1) * n0 * n1) / (n0 + n1) ** 2
        traffic[i] = (n0 * n1) / (n0 + n1)
      }
      return [now, past, information, traffic]
    },
    judge: ([now, past, information], [restNow, restPast, restInformation]) => {
      const effect = Math.log((now + 0.5) / (past + 0.5)) - Math.log((restNow + 0.5) / (restPast + 0.5))
      const drift = (now + restNow) / (past + restPast)
      return {
        effect,
        z2:
          2 *
          (gainOf(now, past, { drift, information }) +
            gainOf(restNow, restPast, { drift, information: restInformation })),
      }
    },
    takeOut: (leaf, effect) => (seen[leaf] = (seen[leaf] ?? 0) * Math.exp(effect)),
  })
}

/**
 * What a drift of its own explains better than the common one: log likelihood of a binomial split of what was counted now
 * and before, scaled to as many counts as the information stands for. Unlike a squared distance it is not fooled by a wild
 * segment among the rest, against which every calm one seems to have moved.
 */
function gainOf(
  now: number,
  past: number,
  { drift, information }: { readonly drift: number; readonly information: number },
): number {
  const all = now + past
  if (!(all > 0 && information > 0 && drift > 0 && Number.isFinite(drift))) return 0
  const part = (count: number, usual: number): number =>
    count > 0 ? count * Math.log(count / (all * usual)) : 0
  return (all / information) * (part(now, drift / (1 + drift)) + part(past, 1 / (1 + drift)))
}

/**
 * Segments whose weight changed: their share of the denominator (a change of mix), or for a plain count its volume.
 * Leaf by leaf on logarithms, weighted by how certain each is.
 */
export function weightDrivers(leaves: RatioLeaves, options: RatioOptions = {}): RatioDriver[] {
  const { before, after, size } = leaves
  const change = new Float64Array(size)
  const weight = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const [n0, n1] = [before.denominator[i] ?? 0, after.denominator[i] ?? 0]
    if (!(n0 + n1 > 0)) continue
    change[i] = Math.log((n1 + 0.5) / (n0 + 0.5))
    weight[i] = 1 / (1 / (n0 + 0.5) + 1 / (n1 + 0.5) + RESTLESS ** 2)
  }
  const none = new Float64Array(size)
  return greedily(leaves, options, 'weight', {
    table: () => [change.map((value, i) => value * (weight[i] ?? 0)), none, weight, weight],
    judge: ([sum, , information], [restSum, , restInformation]) => {
      const effect = sum / information - restSum / restInformation
      return { effect, z2: effect ** 2 / (1 / information + 1 / restInformation) }
    },
    takeOut: (leaf, effect) => (change[leaf] = (change[leaf] ?? 0) - effect),
  })
}

type Sums = readonly [number, number, number, number]
type Column = Float64Array

interface Test {
  /** Columns to add up by segment: the third is information, the fourth the size that makes a segment the rule. */
  readonly table: () => readonly [Column, Column, Column, Column]
  readonly judge: (inside: Sums, outside: Sums) => { readonly effect: number; readonly z2: number }
  readonly takeOut: (leaf: number, effect: number) => void
}

interface Candidate {
  readonly cuboid: Cuboid
  readonly group: number
  readonly effect: number
  readonly z2: number
  readonly evidence: number
}

function greedily(
  leaves: Leaves,
  { depth = 2, most = 6 }: RatioOptions,
  effect: 'rate' | 'weight',
  test: Test,
): RatioDriver[] {
  const cuboids = cuboidsOf(leaves, depth)
  const found: RatioDriver[] = []
  while (found.length < most) {
    const best = strongest(cuboids, test)
    if (best === null) break
    for (let i = 0; i < leaves.size; i++)
      if (best.cuboid.group[i] === best.group) test.takeOut(i, best.effect)
    found.push({
      segment: segmentOf(leaves, best.cuboid, best.group),
      effect,
      factor: Math.exp(best.effect),
      z: Math.sqrt(best.z2),
      evidence: best.evidence,
    })
  }
  return found
}

function strongest(cuboids: readonly Cuboid[], { table, judge }: Test): Candidate | null {
  const columns = table()
  const totals = columns.map((column) => column.reduce((sum, value) => sum + value, 0))
  let best: Candidate | null = null
  for (const cuboid of cuboids) {
    const sums = columns.map((column) => sumsBy(cuboid, column))
    const price = Math.log(cuboid.groups) + PRICE + PRICE_OF_DIMENSION * cuboid.dimensions.length
    for (let group = 0; group < cuboid.groups; group++) {
      const inside = sums.map((column) => column[group] ?? 0) as unknown as Sums
      const outside = totals.map((total, i) => total - (inside[i] ?? 0)) as unknown as Sums
      if (!(inside[2] > 0 && outside[2] > 0) || inside[3] > MAJORITY * outside[3]) continue
      const { effect, z2 } = judge(inside, outside)
      const evidence = z2 / 2 - price
      if (Math.abs(effect) < LEAST || !(evidence > (best?.evidence ?? 0))) continue
      best = { cuboid, group, effect, z2, evidence }
    }
  }
  return best
}

export function sumsBy({ group, groups }: Cuboid, column: Float64Array): Float64Array {
  const sums = new Float64Array(groups)
  for (let i = 0; i < column.length; i++) sums[group[i] ?? 0]! += column[i] ?? 0
  return sums
}
