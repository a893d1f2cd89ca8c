import { median } from '@numize/statistics'

/** How a figure varies: sums and counts in proportion to their size, shares in points. */
export type Scale = 'proportional' | 'points'

export interface Transform {
  readonly to: (value: number) => number
  readonly from: (level: number) => number
  /** The smallest effect, on the transformed scale. */
  readonly leastStep: (level: number) => number
  /** What chance alone does to a day's figure, on the transformed scale; 0 where that is not known. */
  readonly chance: number
}

const SMALL_COUNT = 20

/** Logarithms of sums and averages, roots of small counts, points as they are. */
export function transformOf(values: ArrayLike<number>, scale: Scale, leastEffect: number): Transform {
  const known = Array.from(values).filter((value) => Number.isFinite(value))
  const typical = median(known) ?? 0
  const lowest = known.reduce((least, value) => Math.min(least, value), Infinity)
  if (scale === 'points') return { to: same, from: same, leastStep: () => leastEffect, chance: 0 }
  if (lowest > 0 && (typical >= SMALL_COUNT || !known.every(Number.isInteger)))
    return { to: Math.log, from: Math.exp, leastStep: () => Math.log1p(leastEffect), chance: 0 }
  if (lowest >= 0)
    return {
      to: (value) => 2 * Math.sqrt(value + 0.375),
      from: (level) => Math.max(0, (level / 2) ** 2 - 0.375),
      leastStep: (level) => Math.max(1, (leastEffect * level) / 2),
      chance: 1,
    }
  return {
    to: same,
    from: same,
    leastStep: () => leastEffect * Math.max(1e-12, Math.abs(typical)),
    chance: 0,
  }
}

const same = (value: number): number => value

/**
 * How many times as far as chance alone puts it a share of so many rows lies from what is expected, on the scale of the
 * arcsine, where chance does the same to every share (Freeman and Tukey, 1950).
 */
export const beyondChance = (share: number, expected: number, rows: number): number =>
  2 * Math.abs(angle(share) - angle(expected)) * Math.sqrt(Math.max(0, rows))

const angle = (share: number): number => Math.asin(Math.sqrt(Math.min(1, Math.max(0, share))))
