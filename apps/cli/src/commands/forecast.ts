import { forecastQuestion } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, ask, requestOf } from './ask.ts'

export type ForecastFlags = AskFlags & { readonly horizon?: string; readonly by?: string }

/** Any calendar tells whether words ask for something to come. */
const ANY = {
  now: '2026-01-01T00:00:00',
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
} as const
const UNITS = { d: 'days', w: 'weeks', m: 'months', q: 'quarters', y: 'years' } as const

/** `numize forecast revenue --horizon 3m --by country`, or a whole question: "what will revenue be next month". */
export async function forecast(
  what: string,
  flags: ForecastFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const horizon = flags.horizon === undefined ? '' : ` over the next ${inWords(flags.horizon)}`
  const by = flags.by === undefined ? '' : ` by ${flags.by}`
  const isQuestion = horizon === '' && by === '' && forecastQuestion(what, ANY) !== null
  const question = isQuestion ? what : `forecast ${what.replaceAll('_', ' ')}${by}${horizon}`
  return ask(requestOf(question, flags), flags, desk, effects)
}

/** `3m` as "3 months". @throws `cli/bad-option` */
function inWords(horizon: string): string {
  const [, count, unit] = /^([1-9]\d{0,2})([dwmqy])$/.exec(horizon) ?? []
  if (count === undefined || unit === undefined)
    throw cliError('bad-option', {
      option: '--horizon',
      value: horizon,
      expected: 'a number of days, weeks, months, quarters or years such as 30d, 8w, 3m, 2q, 1y',
    })
  return `${count} ${UNITS[unit as keyof typeof UNITS]}`
}
