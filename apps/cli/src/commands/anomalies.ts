import type { MetricScan } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, localMoment, subjectOf } from './ask.ts'

export type AnomaliesFlags = AskFlags & { readonly days?: string }

/** `numize anomalies`: days on which a metric was unlike the days it should be like. Exit code 0. */
export async function anomalies(flags: AnomaliesFlags, desk: Desk, effects: Effects): Promise<number> {
  const scan = await desk.anomalies({
    subject: subjectOf(flags),
    ...(flags.days === undefined ? {} : { days: wholeDays(flags.days) }),
    ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  effects.out(flags.json === true ? `${JSON.stringify({ status: 'answered', ...scan })}\n` : inWords(scan))
  return 0
}

function inWords({ anomalies: found, since, until, series }: MetricScan): string {
  const looked = `${series} series of days from ${since} to before ${until}`
  if (found.length === 0) return `Nothing unusual in ${looked}.\n`
  const lines = found.flatMap(({ text, cause }) => [
    `· ${text}`,
    ...(cause?.verdict === 'explained' ? [`  ${cause.summary}`] : []),
  ])
  return `${[`Unusual in ${looked}`, ...lines].join('\n')}\n`
}

/** @throws `cli/bad-option` */
function wholeDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 730) return days
  throw cliError('bad-option', { option: '--days', value: text, expected: 'a number of days from 1 to 730' })
}
