import type { TableScan } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { type AskFlags, ask, localMoment, requestOf, subjectOf } from './ask.ts'

const MOST_TABLES = 4

/** `numize insights [what]`: what stands out among some rows, or in the first tables of a project. Exit code 0. */
export async function insights(
  about: string | undefined,
  flags: AskFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  if (about !== undefined) return ask(requestOf(`what is notable in ${about}`, flags), flags, desk, effects)
  const scans = await desk.insights({
    subject: subjectOf(flags),
    most: MOST_TABLES,
    ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  if (flags.json === true) effects.out(`${JSON.stringify({ status: 'answered', tables: scans })}\n`)
  else for (const scan of scans) effects.out(`${inWords(scan)}\n\n`)
  return 0
}

function inWords({ label, rows, truncated, notables }: TableScan): string {
  const count = `${truncated ? 'the latest ' : ''}${rows.toLocaleString('en-US')} rows`
  const lines = notables.map(({ text }) => `· ${text}`)
  return [`${label} (${count})`, ...(lines.length > 0 ? lines : ['Nothing stands out.'])].join('\n')
}
