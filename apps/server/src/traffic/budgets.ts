import { serverError } from '../errors.ts'

export interface Budgets {
  /** Counts one request of `who` in this minute. @throws `server/too-many` */
  take(who: string, perMinute: number): void
}

const MINUTE_MS = 60_000

/** Requests by the minute, in memory: a restart forgets them, another process counts its own. */
export function createBudgets(now: () => number): Budgets {
  let minute = 0
  let counts = new Map<string, number>()
  return {
    take(who, perMinute) {
      const current = Math.floor(now() / MINUTE_MS)
      if (current !== minute) {
        minute = current
        counts = new Map()
      }
      const count = (counts.get(who) ?? 0) + 1
      counts.set(who, count)
      if (count <= perMinute) return
      const seconds = Math.ceil(((minute + 1) * MINUTE_MS - now()) / 1000)
      throw serverError('too-many', { seconds: Math.max(1, seconds) })
    },
  }
}
