/** The days around the turn of the year are busier and then emptier than any before them: of sums and counts a factor of so much is plausible. */
const PLAUSIBLE = 2
/** `MM-DD`, first and last. */
const BUSY_SEASON = { first: '11-01', last: '02-14' } as const
const TURN_OF_YEAR = { first: '12-24', last: '01-07' } as const

/**
 * The distance, as a logarithm, that the season alone may put between a day and the weeks before it, where no year before
 * is known: 0 outside of it. A shift of level is expected from November on and until
 * the weeks before are January's, a single odd day around the turn of the year.
 */
export const plausibleShift = (day: string): number => (isWithin(day, BUSY_SEASON) ? Math.log(PLAUSIBLE) : 0)

export const plausibleStep = (day: string): number => (isWithin(day, TURN_OF_YEAR) ? Math.log(PLAUSIBLE) : 0)

/** How many times as large one is as the other, as a logarithm; far apart where one of them is nothing. */
export function factorOf(value: number, expected: number): number {
  const factor = Math.log(value / expected)
  return Number.isFinite(factor) ? factor : 10 * Math.sign(value - expected)
}

/** Over the end of the year. */
const isWithin = (day: string, { first, last }: { readonly first: string; readonly last: string }): boolean =>
  day.slice(5, 10) >= first || day.slice(5, 10) <= last
