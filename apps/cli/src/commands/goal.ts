import { formatNumber, formatPeriod } from '@numize/blocks'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import type { GoalsReply } from '../goals.ts'
import { type AskFlags, localMoment, subjectOf } from './ask.ts'

export type GoalFlags = AskFlags & { readonly name?: string }

/** `numize goal add "2M revenue this quarter"`, `goal list`, `goal status`, `goal remove NAME`. Exit code 2 where it is no goal. */
export async function goal(
  [action = 'status', text]: readonly (string | undefined)[],
  flags: GoalFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const reply = await desk.goals(requestOf(action, text, flags))
  if (flags.json === true) effects.out(`${JSON.stringify(reply)}\n`)
  else effects.out(`${inWords(reply, action)}\n`)
  return reply.problem === null ? 0 : 2
}

/** @throws `cli/bad-option` */
function requestOf(action: string, text: string | undefined, flags: GoalFlags): Parameters<Desk['goals']>[0] {
  const base = {
    subject: subjectOf(flags),
    status: action !== 'list' && action !== 'remove',
    ...(flags.now === undefined ? {} : { now: localMoment(flags.now) }),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  }
  if (action === 'list' || action === 'status') return base
  if (action === 'add' && text !== undefined) return { ...base, add: { text, name: flags.name ?? null } }
  if (action === 'remove' && text !== undefined) return { ...base, remove: text }
  throw cliError('bad-option', {
    option: 'goal',
    value: action,
    expected: 'add "2M revenue this quarter", list, status, or remove NAME',
  })
}

function inWords({ goals, statuses, problem }: GoalsReply, action: string): string {
  if (problem !== null) return problem
  if (goals.length === 0) return 'No goal is kept yet: `numize goal add "2M revenue this quarter"` adds one.'
  if (action === 'list' || action === 'remove')
    return goals
      .map(
        ({ name, target, period }) =>
          `${name}: ${formatNumber(target, { kind: 'count' })} ${formatPeriod(period)}`,
      )
      .join('\n')
  return statuses.map(({ goal: { name }, text }) => `${name}\n  ${text}`).join('\n')
}
