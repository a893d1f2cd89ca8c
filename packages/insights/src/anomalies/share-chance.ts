import { binomial, normalQuantile } from '@numize/statistics'

/** Members counted on days: what is known of a day before it is judged, and the day. */
export interface CountedDay {
  readonly share: number
  /** How many rows the day's share is of. */
  readonly rows: number
  /** Members, rows and number of the days it is judged by. */
  readonly before: { readonly members: number; readonly rows: number; readonly days: number }
}

/** No exact tail is told apart beyond this distance. */
const FARTHEST = 35

/**
 * How far, in standard distances of a normal distribution, the exact binomial tail puts so many members or more (or so many
 * or fewer) among so many rows at the rate of the days before, less by what those leave open of it; with its sign.
 * Of small shares this says more than any approximation. 0 where nothing is known.
 */
export function beyondChanceExactly({ share, rows, before }: CountedDay): number {
  const count = Math.round(rows)
  if (!(count > 0) || !(before.rows > 0)) return 0
  const members = Math.min(count, Math.round(share * count))
  const rate = (before.members + 1) / (before.rows + 2)
  const isAbove = members / count >= rate
  const chance = binomial(count, rate)
  const tail = isAbove ? chance.survival(members - 1) : chance.cdf(members)
  if (tail >= 0.5) return 0
  const z = Math.min(FARTHEST, -normalQuantile(Math.max(tail, Number.MIN_VALUE)))
  return ((isAbove ? 1 : -1) * z) / Math.sqrt(1 + count / before.rows)
}

/**
 * How many times as wildly as chance alone the share varied on the days before; 1 where chance explains it. The spread of
 * few whole numbers is known about as well as a quarter of it.
 */
export function beyondBinomial(spread: number, { before }: CountedDay): number {
  const rate = (before.members + 1) / (before.rows + 2)
  const rowsADay = Math.max(1, before.rows / Math.max(1, before.days))
  return Math.max(1, spread / (1.25 * Math.sqrt((rate * (1 - rate)) / rowsADay)))
}

/** A spread learned from ninety days knows as much as so many degrees of freedom. */
const LEARNED_DEGREES = 12

/** Degrees of freedom of a spread of which chance is known and only the rest was learned (Satterthwaite, 1946). */
export const degreesBeyond = (times: number): number =>
  Math.min(MOST_DEGREES, LEARNED_DEGREES / (1 - 1 / times ** 2) ** 2)

const MOST_DEGREES = 200
