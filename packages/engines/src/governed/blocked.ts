import type { Failure } from '../errors.ts'

/** Why a person's statement is not run, for the one who wrote it. */
export class Blocked extends Error {}

/** What a guard's complaint is told as; null where it is something else. A tree too deep to walk is a complaint too. */
export function blockedAs(error: unknown): Extract<Failure, { what: 'sql-blocked' }> | null {
  if (error instanceof RangeError) return { what: 'sql-blocked', facts: { reason: 'it is nested too deep.' } }
  return error instanceof Blocked ? { what: 'sql-blocked', facts: { reason: error.message } } : null
}
