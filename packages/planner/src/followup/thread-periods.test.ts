import { emptyMetricsPlan } from '@numize/semantic'
import { expect, it } from 'vitest'
import type { Reading } from '../outcome.ts'
import { threadPeriods } from './thread-periods.ts'

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const reading = (start: string, end: string): Reading => ({
  plan: { ...emptyMetricsPlan, time: { start, end } },
  stated: [],
  assumed: [],
  dropped: [],
  presentation: null,
  confidence: { score: 1, reasons: [] },
})

it.each([
  ['and the month before', '2026-09-01', '2026-10-01', '2026-08-01', '2026-09-01'],
  ['the previous quarter', '2026-07-01', '2026-10-01', '2026-04-01', '2026-07-01'],
  ['what about the year before?', '2026-01-01', '2027-01-01', '2025-01-01', '2026-01-01'],
  ['the week before that', '2026-10-19', '2026-10-26', '2026-10-12', '2026-10-19'],
  ['and the following month', '2026-08-01', '2026-09-01', '2026-09-01', '2026-10-01'],
  ['last month', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'],
])('"%s" after %s – %s is %s – %s', (...[question, from, to, start, end]) => {
  const [match] = threadPeriods(
    question,
    { now: '2026-10-31T12:00:00', previous: reading(from, to) },
    calendar,
  )
  expect({ start: match?.start?.slice(0, 10), end: match?.end?.slice(0, 10) }).toEqual({ start, end })
})
