/** A prediction with how sure it was (0 to 1) and whether it was right. */
export interface Sure {
  readonly confidence: number
  readonly right: boolean
}

export interface Calibration {
  readonly items: number
  /** Expected calibration error (Naeini, Cooper and Hauskrecht 2015), bins weighted by size; null without items. */
  readonly ece: number | null
  readonly bins: readonly {
    readonly from: number
    readonly to: number
    readonly items: number
    readonly meanConfidence: number | null
    readonly accuracy: number | null
  }[]
}

const BINS = 10

/** Confidence against accuracy in ten bins of equal width; 1 belongs to the last. */
export function calibrate(items: readonly Sure[]): Calibration {
  const bins = Array.from({ length: BINS }, (_, at) => {
    const inside = items.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === at)
    const mean = (of: (item: Sure) => number): number | null =>
      inside.length === 0 ? null : inside.reduce((sum, item) => sum + of(item), 0) / inside.length
    return {
      from: at / BINS,
      to: (at + 1) / BINS,
      items: inside.length,
      meanConfidence: mean(({ confidence }) => confidence),
      accuracy: mean(({ right }) => Number(right)),
    }
  })
  const gaps = bins.map(
    ({ items: n, meanConfidence, accuracy }) => n * Math.abs((meanConfidence ?? 0) - (accuracy ?? 0)),
  )
  return {
    items: items.length,
    ece: items.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / items.length,
    bins,
  }
}
