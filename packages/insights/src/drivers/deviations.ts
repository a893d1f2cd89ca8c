/** Leaves as relative deviations, sorted once. */
export interface Deviations {
  /** 2·(expected − actual)/(expected + actual), from −2 to 2. */
  readonly deviation: Float64Array
  /** 1 where a leaf says something: both sides finite and not negative, one above 0. */
  readonly informative: Uint8Array
  /** Leaves by rising deviation, and by its size whatever its sign. */
  readonly order: Int32Array
  readonly bySizeOfDeviation: Int32Array
  /** Variance that a leaf has for its size alone: small counts scatter, and rounding moves small figures. */
  readonly scatter: Float64Array
  /** Whether small leaves scatter clearly more than large ones, beyond rounding. */
  readonly bySize: boolean
  /** Log of the chance of a stray leaf that belongs to nothing. */
  readonly strayLog: Float64Array
}

/** What leaves under no cause look like: normal around 0 with this spread, beside a few strays. */
export interface Noise {
  readonly spread: number
  /** Log density of each open leaf under noise alone. */
  readonly log: Float64Array
  /** The open leaves, by rising deviation. */
  readonly order: Int32Array
}

/** Half a stray leaf is expected in all of the data; a leaf that appeared or vanished whole is a stray more easily. */
const STRAYS = 0.5
/** However few leaves there are, one that stands out is rarely a stray. */
const MOST_STRAY = 1e-3
const STRAYS_AT_ENDS = 9
const END = 1.99
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI)
/** Strays lie anywhere from −2 to 2. */
const LOG_UNIFORM = -Math.log(4)
const LEAST_SPREAD = 1e-4
const LEAST_LEAVES = 2
const ROUNDS = 4
const FIRST_SPREAD = 0.1
const LEAST_OF_A_THIRD = 10
/** Below this ratio of variances, small leaves are taken to be as calm as large ones. */
const CLEARLY_CALMER = 8

export function deviationsOf(actual: Float64Array, expected: Float64Array): Deviations {
  const size = actual.length
  const deviation = new Float64Array(size)
  const informative = new Uint8Array(size)
  const scatter = new Float64Array(size)
  const strayLog = new Float64Array(size)
  const step = stepOf(actual, expected)
  const usual = Math.log(Math.min(MOST_STRAY, STRAYS / size))
  const atEnds = Math.log(Math.min(0.01, STRAYS_AT_ENDS / size))
  for (let i = 0; i < size; i++) {
    const [a, f] = [actual[i] ?? 0, expected[i] ?? 0]
    if (!(a >= 0 && f >= 0 && a + f > 0 && Number.isFinite(a + f))) continue
    informative[i] = 1
    const value = (2 * (f - a)) / (f + a)
    deviation[i] = value
    scatter[i] = ((2 * step) / (a + f)) ** 2
    strayLog[i] = Math.abs(value) > END ? atEnds : usual
  }
  const order = Int32Array.from({ length: size }, (_, i) => i)
  order.sort((x, y) => (deviation[x] ?? 0) - (deviation[y] ?? 0))
  const bySizeOfDeviation = order.slice()
  bySizeOfDeviation.sort((x, y) => Math.abs(deviation[x] ?? 0) - Math.abs(deviation[y] ?? 0))
  const bySize = addSizeScatter(
    scatter,
    deviation,
    actual.map((a, i) => (informative[i] ? a + (expected[i] ?? 0) : 0)),
  )
  return { deviation, informative, order, bySizeOfDeviation, scatter, bySize, strayLog }
}

/**
 * Counts scatter by one over their size (a sum of sales does too, in its own unit): how much, is read off the smallest
 * third of the leaves against the largest. Nothing is added where small leaves are as calm as large ones.
 */
function addSizeScatter(scatter: Float64Array, deviation: Float64Array, sizes: Float64Array): boolean {
  const bySize = Array.from(sizes.keys())
    .filter((i) => (sizes[i] ?? 0) > 0)
    .toSorted((x, y) => (sizes[x] ?? 0) - (sizes[y] ?? 0))
  const third = Math.floor(bySize.length / 3)
  if (third < LEAST_OF_A_THIRD) return false
  const [small, large] = [bySize.slice(0, third), bySize.slice(-third)].map((leaves) => ({
    variance:
      (1.4826 * middleOf(Float64Array.from(leaves, (i) => Math.abs(deviation[i] ?? 0)).toSorted(), third)) **
      2,
    smallness: leaves.reduce((sum, i) => sum + 1 / (sizes[i] ?? 1), 0) / third,
  }))
  if (!small || !large || small.variance < CLEARLY_CALMER * large.variance) return false
  const perSize = (small.variance - large.variance) / (small.smallness - large.smallness)
  if (!(perSize > 0 && Number.isFinite(perSize))) return false
  for (const i of bySize) scatter[i] = (scatter[i] ?? 0) + perSize / (sizes[i] ?? 1)
  return true
}

/** The spread of open leaves, by trimmed median absolute deviation; null when too few are open. */
export function noiseOf(data: Deviations, open: Uint8Array): Noise | null {
  const order = data.order.filter((leaf) => open[leaf] === 1)
  if (order.length < LEAST_LEAVES) return null
  const spread = spreadOf(data, open)
  const log = new Float64Array(data.deviation.length)
  for (const leaf of order)
    log[leaf] = mixtureLog(
      data.deviation[leaf] ?? 0,
      spread ** 2 + (data.scatter[leaf] ?? 0),
      data.strayLog[leaf] ?? 0,
    )
  return { spread, log, order }
}

/** The spread that, beside each leaf's own scatter, makes the median standardised deviation that of a normal; outliers trimmed. */
function spreadOf(data: Deviations, open: Uint8Array): number {
  const { deviation, scatter, bySize, bySizeOfDeviation } = data
  const leaves = bySizeOfDeviation.filter((leaf) => open[leaf] === 1)
  const sizes = Float64Array.from(leaves, (leaf) => Math.abs(deviation[leaf] ?? 0))
  let spread = FIRST_SPREAD
  for (let round = 0; round < ROUNDS; round++) {
    const standard = sizes.map(
      (size, i) => size / Math.sqrt(spread ** 2 + (bySize ? (scatter[leaves[i] ?? 0] ?? 0) : 0)),
    )
    // Without a scatter of their own the sizes are in order already.
    if (bySize) standard.sort()
    const core = round === 0 ? standard.length : below(standard, 3)
    spread = Math.max(LEAST_SPREAD, spread * middleOf(standard, Math.max(core, 1)) * 1.4826)
  }
  return spread
}

/** Log density of a normal around 0 beside strays. */
export function mixtureLog(distance: number, variance: number, strayLog: number): number {
  const normal = -0.5 * ((distance * distance) / variance + Math.log(variance)) - HALF_LOG_TAU
  const stray = strayLog + LOG_UNIFORM
  return normal > stray
    ? normal + Math.log1p(Math.exp(stray - normal))
    : stray + Math.log1p(Math.exp(normal - stray))
}

function middleOf(sorted: Float64Array, length: number): number {
  const half = length >> 1
  return length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** How many of rising values lie below a limit. */
function below(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const half = (low + high) >> 1
    if ((sorted[half] ?? 0) < limit) low = half + 1
    else high = half
  }
  return low
}

/** The smallest decimal step the data is written in: 0.001 when it has three decimals. */
function stepOf(...columns: Float64Array[]): number {
  let step = 1
  for (const column of columns)
    for (let i = 0; i < column.length && step > 1e-6; i++) {
      const value = column[i] ?? 0
      while (step > 1e-6 && Math.abs(value / step - Math.round(value / step)) > 1e-6 * Math.max(1, value))
        step /= 10
    }
  return step > 1e-6 ? step : 0
}
