import type { MetricScan } from '@numize/insights'
import type { SnoozeRow } from '@numize/store'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, localMoment, subjectOf } from './ask.ts'

export interface AnomaliesFlags extends AskFlags {
  readonly days?: string
  readonly settle?: string
  readonly change?: string
  readonly drop?: string
  readonly snooze?: string
  readonly until?: string
}

/** `numize anomalies`: days on which a metric was unlike the days it should be like. Exit code 0. */
export async function anomalies(flags: AnomaliesFlags, desk: Desk, effects: Effects): Promise<number> {
  const scan = await desk.anomalies({
    subject: subjectOf(flags),
    ...(flags.days === undefined ? {} : { days: numberOf('--days', flags.days, [1, 730]) }),
    ...(flags.settle === undefined ? {} : { settleDays: numberOf('--settle', flags.settle, [0, 60]) }),
    rules: {
      ...(flags.change === undefined ? {} : { change: numberOf('--change', flags.change, [1, 1000]) / 100 }),
      ...(flags.drop === undefined ? {} : { drop: numberOf('--drop', flags.drop, [1, 100]) / 100 }),
    },
    ...(flags.snooze === undefined ? {} : { snooze: snoozeOf(flags.snooze, flags.until) }),
    ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  effects.out(flags.json === true ? `${JSON.stringify({ status: 'answered', ...scan })}\n` : inWords(scan))
  return 0
}

function inWords({
  anomalies: found,
  holidays = [],
  rules,
  snoozed,
  since,
  until,
  series,
}: MetricScan): string {
  const looked = `${series} series of days from ${since} to before ${until}`
  const title = found.length === 0 ? `Nothing unusual in ${looked}.` : `Unusual in ${looked}`
  const lines = found.flatMap(({ text, cause }) => [
    `· ${text}`,
    ...(cause?.verdict === 'explained' ? [`  ${cause.summary}`] : []),
  ])
  const crossed = rules.length === 0 ? [] : ['Beyond a threshold', ...rules.map(({ text }) => `· ${text}`)]
  const expected = holidays.length === 0 ? [] : ['Holidays', ...holidays.map((text) => `· ${text}`)]
  const kept = snoozed === 0 ? [] : [`${snoozed} more are snoozed.`]
  return `${[title, ...lines, ...expected, ...crossed, ...kept].join('\n')}\n`
}

/** `METRIC` or `METRIC:dimension=value`. @throws `cli/bad-option` */
function snoozeOf(text: string, until = ''): SnoozeRow {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until))
    throw cliError('bad-option', {
      option: '--until',
      value: until,
      expected: 'the day to be told again, as 2026-12-01',
    })
  const [metric = '', segment] = text.split(':')
  return { metric, segment: segment ?? null, until }
}

/** @throws `cli/bad-option` */
function numberOf(option: string, text: string, [least, most]: readonly [number, number]): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw cliError('bad-option', { option, value: text, expected: `a whole number from ${least} to ${most}` })
}
