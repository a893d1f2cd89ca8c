import type { Turn } from '@numize/assistant'
import type { Desk, Request } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { answerJson } from '../output/answer-json.ts'
import { estimateJson, estimateText } from '../output/explained.ts'
import { renderTurn } from '../output/terminal.ts'
import type { Subject } from '../subject.ts'

export interface AskFlags {
  readonly project?: string
  readonly source?: string
  readonly now?: string
  readonly as?: string
  readonly json?: boolean
  readonly sql?: boolean
  readonly dryRun?: boolean
}

/** `numize ask "…"`. Exit code 0 when answered or asked back, 2 when refused, 1 when it broke. */
export async function ask(request: Request, flags: AskFlags, desk: Desk, effects: Effects): Promise<number> {
  if (flags.dryRun === true) return dryRun(request, flags, desk, effects)
  return show(await desk.ask(request), flags, effects)
}

/** Exit code 2 where a limit of the slice would refuse it. */
async function dryRun(request: Request, flags: AskFlags, desk: Desk, effects: Effects): Promise<number> {
  const dry = await desk.dryRun(request)
  if (dry.kind === 'turn') return show(dry.turn, flags, effects)
  const { plan, explained } = dry
  const { sql, refusal } = explained
  if (flags.json === true)
    effects.out(`${JSON.stringify({ status: 'estimated', plan, sql, ...estimateJson(explained) })}\n`)
  else effects.out(`${flags.sql === true ? `${sql}\n\n` : ''}${estimateText(explained)}`)
  return refusal === null ? 0 : 2
}

/** Exit code 0 when answered or asked back, 2 when refused, 1 when it broke. */
export function show(turn: Turn, flags: AskFlags, effects: Effects): number {
  if (flags.json === true) effects.out(`${JSON.stringify(answerJson(turn))}\n`)
  else effects.out(`${renderTurn(turn)}\n`)
  if (flags.sql === true && turn.reply.status === 'answered') effects.out(`\n${turn.reply.result.sql}\n`)
  if (turn.reply.status === 'failed') return turn.reply.code === 'base/bug' ? 1 : 2
  return turn.reply.status === 'refused' ? 2 : 0
}

/** What the flags ask, before anything is opened. @throws `cli/project-or-source`, `cli/bad-option` */
export const requestOf = (question: string, flags: AskFlags): Request => ({
  question,
  subject: subjectOf(flags),
  ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
  ...(flags.as === undefined ? {} : { as: flags.as }),
})

/** @throws `cli/project-or-source` unless exactly one is given. */
export function subjectOf({ project, source }: Pick<AskFlags, 'project' | 'source'>): Subject {
  if (project !== undefined && source === undefined) return { project }
  if (source !== undefined && project === undefined) return { source }
  throw cliError('project-or-source')
}

/** `--now` as a local moment: a day, or a date and time. @throws `cli/bad-option` */
export function localMoment(now: string): string {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?(\.\d+)?Z?$/.test(now) || Number.isNaN(Date.parse(now)))
    throw cliError('bad-option', {
      option: '--now',
      value: now,
      expected: 'a day or moment such as 2026-10-31 or 2026-10-31T12:00:00',
    })
  return now
}
