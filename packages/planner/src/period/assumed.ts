import type { Scope } from './piece.ts'
import { MONTH_NAMES } from './spoken.ts'

/** Where the project's weeks start, in words. */
export const weekAssumed = ({ calendar }: Scope): readonly string[] => [
  `weeks start on ${calendar.weekStart.charAt(0).toUpperCase()}${calendar.weekStart.slice(1)}`,
]

/** Where the project's fiscal year starts, in words. */
export const fiscalAssumed = ({ calendar }: Scope): readonly string[] => [
  `the fiscal year starts in ${MONTH_NAMES[calendar.fiscalYearStartMonth - 1] ?? ''}`,
]
