import type { KnownEvent } from '@numize/store'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import type { Subject } from '../subject.ts'

export interface EventFlags {
  readonly project?: string
  readonly day?: string
  readonly until?: string
  readonly note?: string
}

/** `numize event add NAME --day 2026-03-01`: notes on a project's timeline what happened. */
export async function addEvent(
  name: string,
  flags: EventFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const day = dayOf('--day', flags.day)
  const until = flags.until === undefined ? null : dayOf('--until', flags.until)
  if (until !== null && until < day)
    throw cliError('bad-option', { option: '--until', value: until, expected: `a day from ${day} on` })
  await desk.events({ subject: subjectOf(flags), add: { name, day, until, note: flags.note ?? null } })
  effects.out(`noted: ${name}, ${day}${until === null ? '' : ` to ${until}`}\n`)
  return 0
}

/** `numize event list`: the timeline, by day. */
export async function listEvents(flags: EventFlags, desk: Desk, effects: Effects): Promise<number> {
  const events = await desk.events({ subject: subjectOf(flags) })
  effects.out(events.length === 0 ? 'nothing is noted\n' : `${events.map(inWords).join('\n')}\n`)
  return 0
}

/** `numize event remove NAME` */
export async function removeEvent(
  name: string,
  flags: EventFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  await desk.events({ subject: subjectOf(flags), remove: name })
  effects.out(`not on the timeline: ${name}\n`)
  return 0
}

const inWords = ({ name, day, until, note }: KnownEvent): string =>
  `${day}${until === null ? '' : ` to ${until}`}  ${name}${note === null ? '' : `: ${note}`}`

const subjectOf = ({ project }: EventFlags): Subject => ({ project: project ?? '.' })

function dayOf(option: string, text = ''): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw cliError('bad-option', { option, value: text, expected: 'a day such as 2026-03-01' })
}
