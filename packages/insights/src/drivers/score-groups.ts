import { type Deviations, mixtureLog, type Noise } from './deviations.ts'
import type { Cuboid } from './leaves.ts'

/** Price in nats of naming a segment at all, and of each dimension it names. */
const PRICE = 2
const PRICE_OF_DIMENSION = 0.5
/** Leaves' worth of belief that a cause is half as wide as the noise, before its own leaves are seen. */
const PRIOR_LEAVES = 4
const PRIOR_SPREAD = 0.5
const LEAST_SPREAD = 0.01
const MOST_SPREAD = 0.25

/** The segment of one cuboid with most evidence that its leaves moved together; null when none moved enough. */
export function scoreGroups(
  cuboid: Cuboid,
  data: Deviations,
  noise: Noise,
  least: number,
): { group: number; deviation: number; evidence: number } | null {
  const { group, groups } = cuboid
  const { start, members } = membersOf(cuboid, noise.order)
  const price = Math.log(groups) + PRICE + PRICE_OF_DIMENSION * cuboid.dimensions.length
  let best: { group: number; deviation: number; evidence: number } | null = null
  for (let g = 0; g < groups; g++) {
    const [from, to] = [start[g] ?? 0, start[g + 1] ?? 0]
    if (to === from) continue
    const centre = centreOf(data.deviation, members, from, to)
    if (Math.abs(centre) < least) continue
    const gain = gainOf(data, noise, members.subarray(from, to), centre)
    if (gain - price > (best?.evidence ?? Number.NEGATIVE_INFINITY))
      best = { group: group[members[from] ?? 0] ?? g, deviation: centre, evidence: gain - price }
  }
  return best
}

/** Open leaves bucketed by group, rising within each. */
function membersOf({ group, groups }: Cuboid, order: Int32Array): { start: Int32Array; members: Int32Array } {
  const start = new Int32Array(groups + 1)
  for (const leaf of order) start[(group[leaf] ?? 0) + 1]!++
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g] ?? 0
  const next = start.slice(0, groups)
  const members = new Int32Array(order.length)
  for (const leaf of order) members[next[group[leaf] ?? 0]!++] = leaf
  return { start, members }
}

function centreOf(deviation: Float64Array, members: Int32Array, from: number, to: number): number {
  const low = deviation[members[(from + to - 1) >> 1] ?? 0] ?? 0
  const high = deviation[members[(from + to) >> 1] ?? 0] ?? 0
  return (low + high) / 2
}

/** How much likelier the leaves are as one cause around `centre` than as noise. */
function gainOf(data: Deviations, noise: Noise, members: Int32Array, centre: number): number {
  const count = members.length
  let wide = 0
  for (const leaf of members)
    wide += Math.min(Math.abs((data.deviation[leaf] ?? 0) - centre), 3 * noise.spread)
  const own = (wide / count) * Math.sqrt(Math.PI / 2)
  const prior = PRIOR_LEAVES * (PRIOR_SPREAD * noise.spread) ** 2
  const believed = Math.sqrt((own * own * count + prior) / (count + PRIOR_LEAVES))
  const spread = Math.max(LEAST_SPREAD, Math.min(believed, Math.max(MOST_SPREAD, noise.spread)))
  let gain = 0
  for (const leaf of members) {
    const distance = (data.deviation[leaf] ?? 0) - centre
    const variance = spread ** 2 + (data.scatter[leaf] ?? 0)
    gain += mixtureLog(distance, variance, data.strayLog[leaf] ?? 0) - (noise.log[leaf] ?? 0)
  }
  return gain
}
