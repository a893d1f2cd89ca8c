import { median } from '@numize/statistics'

/** How a figure varies: sums and counts in proportion to their size, shares in points. */
export type Scale = 'proportional' | 'points'

export interface Transform {
  readonly to: (value: number) => number
  readonly from: (level: number) => number
  /** The smallest effect, on the transformed scale. */
  readonly leastStep: (level: number) => number
}

const SMALL_COUNT = 20

/** Logarithms of sums, roots of small counts, points as they are. */
export function transformOf(values: ArrayLike<number>, scale: Scale, leastEffect: number): Transform {
  const known = Array.from(values).filter((value) => Number.isFinite(value))
  const typical = median(known) ?? 0
  const lowest = known.reduce((least, value) => Math.min(least, value), Infinity)
  if (scale === 'points') return { to: same, from: same, leastStep: () => leastEffect }
  if (lowest > 0 && typical >= SMALL_COUNT)
    return { to: Math.log, from: Math.exp, leastStep: () => Math.log1p(leastEffect) }
  if (lowest >= 0)
    return {
      to: (value) => 2 * Math.sqrt(value + 0.375),
      from: (level) => Math.max(0, (level / 2) ** 2 - 0.375),
      leastStep: (level) => Math.max(1, (leastEffect * level) / 2),
    }
  return { to: same, from: same, leastStep: () => leastEffect * Math.max(1e-12, Math.abs(typical)) }
}

const same = (value: number): number => value
