import { type ForecastQuestion, forecastQuestion } from '@numize/insights'
import type { Reading } from '@numize/planner'
import type { MetricsPlan } from '@numize/semantic'
import type { AheadTools } from './one-metric.ts'

/** A forecast asked for by changing the one before it. */
export interface FollowedForecast {
  readonly asked: ForecastQuestion
  readonly reading: Reading
  readonly plan: MetricsPlan
}

const PERIOD = /\bforecast from (\d{4}-\d{2}-\d{2}) to before (\d{4}-\d{2}-\d{2})$/
const COUNTED = /^counted from \d{4}-\d{2}-\d{2}$/

/** What the reading of a forecast says of its period; a follow-up reads it there. */
export const saidPeriod = ({ period }: ForecastQuestion): string =>
  `forecast from ${period.start} to before ${period.end}`
export const saidCounted = ({ period }: ForecastQuestion): string => `counted from ${period.start}`

/**
 * "and for Germany?", "by country", "next quarter instead", said of a forecast: the forecast that is meant. Null where the
 * thread does not stand at one, where the words change nothing of it, and where they ask for what has been.
 */
export function followedForecast(question: string, tools: AheadTools): FollowedForecast | null {
  const { planner, situation } = tools
  const { previous } = situation
  const before = previous && forecastOf(previous)
  if (!previous || !before) return null
  const alone = otherPeriod(question, tools)
  if (alone) return followed(previous, { ...alone, target: null })
  const changed = planner.plan(question, situation)
  if (changed.kind !== 'reading' || !changed.trail.some((line) => CHANGES.test(line))) return null
  const { plan } = changed.reading
  const time = plan.kind === 'metrics' ? plan.time : null
  if (time === null) return followed(changed.reading, before)
  const { start, end } = time
  if (start === null || end === null || end.slice(0, 10) <= situation.now.slice(0, 10)) return null
  const period = { start: start.slice(0, 10), end: end.slice(0, 10) }
  return followed(changed.reading, { ...before, period, stated: 'as said', isDeadline: false })
}

/** How the planner says that it read a change of the answer before. */
const CHANGES = /the answer before$/
const AROUND =
  /^(?:and|but|ok(?:ay)?|now|then|so)\b[\s,]*|^(?:what|how) about\b\s*|^(?:make|do|try|use)(?: it| that)?\b\s*|\s+(?:instead|then|please|rather|too|as well)$/gi

/** Words that only say another period. */
function otherPeriod(question: string, { situation, catalog }: AheadTools): ForecastQuestion | null {
  let words = question.trim().replace(/[?!.\s]+$/, '')
  for (let before = ''; before !== words; ) {
    before = words
    words = words.replaceAll(AROUND, '').trim()
  }
  const asked = forecastQuestion(`forecast ${words}`, { now: situation.now, calendar: catalog.calendar })
  return asked && asked.about === '' && asked.stated !== '' ? asked : null
}

/** The forecast a reading is of; null of any other. */
function forecastOf({ stated, assumed }: Reading): ForecastQuestion | null {
  const parts = [...stated, ...assumed]
  const said = parts.flatMap(({ reading, text }) => {
    const found = PERIOD.exec(reading)
    return found ? [{ text, start: found[1] ?? '', end: found[2] ?? '' }] : []
  })
  const [first] = said
  if (!first) return null
  const isDeadline = parts.some(({ reading }) => COUNTED.test(reading))
  return {
    about: '',
    period: { start: first.start, end: first.end },
    stated: first.text,
    isDeadline,
    target: null,
  }
}

function followed(reading: Reading, asked: ForecastQuestion): FollowedForecast | null {
  const { plan } = reading
  if (plan.kind !== 'metrics') return null
  const [metric, ...others] = plan.metrics
  if (!metric || others.length > 0 || !('metric' in metric)) return null
  const kept = (parts: Reading['stated']): Reading['stated'] =>
    parts.filter(({ reading: text }) => !PERIOD.test(text) && !COUNTED.test(text))
  const cleared = { ...reading, stated: kept(reading.stated), assumed: kept(reading.assumed) }
  return { asked, reading: cleared, plan }
}
