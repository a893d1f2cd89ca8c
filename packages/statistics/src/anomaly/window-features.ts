/** What the detector watches of a series: the value, its step, and level, spread and shift at three scales. */
export const featureNames = [
  'value',
  'step',
  ...[6, 24, 72].flatMap((size) => [`level ${size}`, `spread ${size}`, `shift ${size}`] as const),
] as const

const SIZES = [6, 24, 72] as const
const REMEMBERED = 2 * SIZES[2]

/** Spreads are told apart by their ratio, down to this share of the level. */
const LEAST_SPREAD = 1e-3
const NOTHING = 1e-12

/** Gives, for each new value, the features in order of `featureNames`; NaN while a window is not yet full. */
export function windowFeatures(): (value: number) => Float64Array {
  const recent = new Float64Array(REMEMBERED)
  const features = new Float64Array(featureNames.length)
  let seen = 0
  const back = (steps: number): number => recent[(seen - 1 - steps + REMEMBERED * 2) % REMEMBERED]!
  const meanOf = (from: number, size: number): number => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += back(from + i)
    return sum / size
  }
  return (value) => {
    recent[seen % REMEMBERED] = value
    seen++
    features[0] = value
    features[1] = seen > 1 ? value - back(1) : Number.NaN
    for (const [index, size] of SIZES.entries()) {
      const full = seen >= size
      const level = full ? meanOf(0, size) : Number.NaN
      let squares = 0
      if (full) for (let i = 0; i < size; i++) squares += (back(i) - level) ** 2
      features[2 + 3 * index] = level
      features[3 + 3 * index] = full
        ? Math.log(Math.sqrt(squares / size) + LEAST_SPREAD * Math.abs(level) + NOTHING)
        : Number.NaN
      features[4 + 3 * index] = seen >= 2 * size ? level - meanOf(size, size) : Number.NaN
    }
    return features
  }
}
