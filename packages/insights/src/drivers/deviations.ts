/** Leaves as relative deviations, sorted once. */
export interface Deviations {
  /** 2·(expected − actual)/(expected + actual), from −2 to 2. */
  readonly deviation: Float64Array
  /** 1 where a leaf says something: both sides finite and not negative, one above 0. */
  readonly informative: Uint8Array
  /** Leaves by rising deviation. */
  readonly order: Int32Array
  /** What rounding alone may do to a deviation: the step of the data over the leaf's size, squared. */
  readonly rounding: Float64Array
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
const STRAYS_AT_ENDS = 9
const END = 1.99
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI)
/** Strays lie anywhere from −2 to 2. */
const LOG_UNIFORM = -Math.log(4)
const LEAST_SPREAD = 1e-4
const LEAST_LEAVES = 2

export function deviationsOf(actual: Float64Array, expected: Float64Array): Deviations {
  const size = actual.length
  const deviation = new Float64Array(size)
  const informative = new Uint8Array(size)
  const rounding = new Float64Array(size)
  const strayLog = new Float64Array(size)
  const step = stepOf(actual, expected)
  const usual = Math.log(Math.min(0.01, STRAYS / size))
  const atEnds = Math.log(Math.min(0.01, STRAYS_AT_ENDS / size))
  for (let i = 0; i < size; i++) {
    const [a, f] = [actual[i] ?? 0, expected[i] ?? 0]
    if (!(a >= 0 && f >= 0 && a + f > 0 && Number.isFinite(a + f))) continue
    informative[i] = 1
    const value = (2 * (f - a)) / (f + a)
    deviation[i] = value
    rounding[i] = ((2 * step) / (a + f)) ** 2
    strayLog[i] = Math.abs(value) > END ? atEnds : usual
  }
  const order = Int32Array.from({ length: size }, (_, i) => i)
  order.sort((x, y) => (deviation[x] ?? 0) - (deviation[y] ?? 0))
  return { deviation, informative, order, rounding, strayLog }
}

/** The spread of open leaves, by trimmed median absolute deviation; null when too few are open. */
export function noiseOf(data: Deviations, open: Uint8Array): Noise | null {
  const order = data.order.filter((leaf) => open[leaf] === 1)
  if (order.length < LEAST_LEAVES) return null
  const sizes = Float64Array.from(order, (leaf) => Math.abs(data.deviation[leaf] ?? 0)).toSorted()
  let spread = middleOf(sizes, sizes.length) * 1.4826
  for (let round = 0; round < 3; round++)
    spread = Math.max(LEAST_SPREAD, middleOf(sizes, below(sizes, 3 * spread + 1e-9)) * 1.4826)
  const log = new Float64Array(data.deviation.length)
  for (const leaf of order)
    log[leaf] = mixtureLog(
      data.deviation[leaf] ?? 0,
      spread ** 2 + (data.rounding[leaf] ?? 0),
      data.strayLog[leaf] ?? 0,
    )
  return { spread, log, order }
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

function below(sorted: Float64Array, limit: number): number {
  let count = 0
  while (count < sorted.length && (sorted[count] ?? 0) < limit) count++
  return count
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
