/** Where "now" comes from. Pure code takes the moment as an argument; only the edges hold a clock. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still, for tests and for `--now`. */
export const fixedClock = (iso: string): Clock => ({ now: () => Date.parse(iso) })
