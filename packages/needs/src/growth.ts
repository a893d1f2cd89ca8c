import { monthsInto, type Rate } from './arrivals.ts'
import { type BusinessEvent, isDuring } from './events.ts'

/** Sign-ups by local hour and by weekday from Monday. */
const HOURS = [3, 2, 1, 1, 1, 2, 4, 6, 8, 10, 11, 12, 13, 12, 11, 11, 11, 11, 12, 13, 13, 11, 8, 5]
const WEEKDAYS = [1.1, 1.08, 1.05, 1.02, 0.98, 0.88, 0.89]
const MONTHLY_GROWTH = 0.025
/** What a promotion does to sign-ups. */
export const PROMOTION_LIFT = 2.2

/** How fast new entities join: 2.5 % more each month, more by day and on weekdays, more in a promotion. */
export const signUpRate =
  (events: readonly BusinessEvent[] = []): Rate =>
  (slot) =>
    Math.exp(MONTHLY_GROWTH * monthsInto(slot)) *
    (HOURS[slot.hour] ?? 1) *
    (WEEKDAYS[slot.weekday - 1] ?? 1) *
    (isDuring(events, 'promotion', slot.day) ? PROMOTION_LIFT : 1)
