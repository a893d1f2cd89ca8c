import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'

/** `numize retention`: how long what is kept. */
export async function retention(desk: Desk, effects: Effects): Promise<number> {
  const { policies = [] } = await desk.audit({ kind: 'policies' })
  for (const { kind, days, setBy } of policies)
    effects.out(`${kind.padEnd(8)} ${termOf(days).padEnd(10)} ${setBy === null ? '' : `set by ${setBy}`}\n`)
  return 0
}

/** `numize retention set KIND DAYS`: `forever` keeps for good. */
export async function setRetention(
  what: string,
  days: string,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  if (days !== 'forever' && !/^\d{1,6}$/.test(days))
    throw cliError('bad-option', {
      option: 'retention set',
      value: days,
      expected: 'a number of days, or forever',
    })
  await desk.audit({ kind: 'keep', what, days: days === 'forever' ? null : Number(days) })
  return retention(desk, effects)
}

/** `numize retention run`: takes away what is older, now. The server does so every night. */
export async function runRetention(desk: Desk, effects: Effects): Promise<number> {
  const { taken } = await desk.audit({ kind: 'take-away' })
  for (const [kind, count] of Object.entries(taken ?? {}))
    effects.out(`${kind.padEnd(8)} ${count} taken away\n`)
  return 0
}

const termOf = (days: number | null): string => (days === null ? 'for good' : `${days} days`)

/** `numize user forget NAME`: takes away what is of a person. */
export async function forgetUser(userId: string, desk: Desk, effects: Effects): Promise<number> {
  const { forgotten } = await desk.audit({ kind: 'forget', userId })
  if (!forgotten) throw new Error('nothing came back')
  effects.out(
    `${userId} is forgotten: ${forgotten.rows} rows taken away or made nobody's; their words in the audit cannot be read any more.\n`,
  )
  if (forgotten.namedInAudit > 0)
    effects.out(
      `${forgotten.namedInAudit} entries of an older version still hold the name; they go when the audit is cut for its age.\n`,
    )
  effects.out('Backups made before still hold it: delete them when you may.\n')
  return 0
}
