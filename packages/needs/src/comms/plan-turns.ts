import type { Relevance } from '../config/dnr-config.ts'
import type { Calendar } from './calendar.ts'
import type { Turn } from './comms-plan.ts'
import type { CommsUser } from './comms-rows.ts'
import { ASKERS, HELPERS } from './comms-users.ts'
import type { Role } from './mixes.ts'
import type { Random } from './random.ts'

interface TurnFacts {
  readonly rootMs: number
  readonly relevance: Relevance
  readonly calendar: Calendar
  readonly users: readonly CommsUser[]
  readonly random: Random
}

export const LINK_DOMAINS = [
  'dash.example',
  'docs.example',
  'wiki.example',
  'git.example',
  'tickets.example',
  'dbt.example',
  'looker.example',
] as const

/** How often (0 to 1) a message has each signal. */
const SIGNALS: Readonly<Record<Relevance, { link: number; attachment: number; code: number }>> = {
  positive: { link: 0.1, attachment: 0.05, code: 0.07 },
  hard_negative: { link: 0.1, attachment: 0.05, code: 0.03 },
  negative: { link: 0.04, attachment: 0.03, code: 0.005 },
}
const MOST_GAP_MS = 45 * 60_000

/** Who writes when: four to eight messages for Slack, one for an e-mail. */
export function planTurns(source: 'slack' | 'email', facts: TurnFacts): readonly Turn[] {
  const { random, calendar } = facts
  const cast = castOf(facts)
  const count = source === 'slack' ? random.whole(4, 8) : 1
  const turns: Turn[] = []
  let atMs = facts.rootMs
  for (let index = 0; index < count; index++) {
    if (index > 0) atMs += gapMs(calendar.endMs - atMs, count - index, random)
    turns.push({ user: speaker(cast, turns, random), atMs, ...drawSignals(facts) })
  }
  return turns
}

interface Cast {
  readonly asker: CommsUser
  readonly helper: CommsUser
  readonly third: CommsUser
}

function castOf({ users, relevance, random }: TurnFacts): Cast {
  const asker = relevance === 'positive' ? drawRole(users, ASKERS, random) : random.one(users)
  const rest = users.filter((user) => user !== asker)
  const helper = relevance === 'negative' ? random.one(rest) : drawRole(rest, HELPERS, random)
  return { asker, helper, third: random.one(rest.filter((user) => user !== helper)) }
}

/** A person of a role drawn by weight; where nobody has it, anybody. */
function drawRole(
  users: readonly CommsUser[],
  weights: Partial<Record<Role, number>>,
  random: Random,
): CommsUser {
  let left = random.next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  const role = Object.entries(weights).find(([, weight]) => (left -= weight) < 0)?.[0]
  const having = users.filter((user) => user.role === role)
  return random.one(having.length > 0 ? having : users)
}

function speaker({ asker, helper, third }: Cast, before: readonly Turn[], random: Random): CommsUser {
  const last = before.at(-1)?.user
  if (!last) return asker
  if (before.length === 1) return random.chance(0.85) ? helper : asker
  return random.one([asker, asker, helper, helper, helper, third].filter((user) => user !== last))
}

/** A minute to three quarters of an hour, less where the window ends sooner. */
const gapMs = (leftMs: number, messages: number, random: Random): number =>
  Math.floor(Math.min(MOST_GAP_MS * random.next() ** 2 + 60_000, leftMs / (messages + 1)) / 1000) * 1000

function drawSignals({ relevance, random }: TurnFacts): Pick<Turn, 'link' | 'attachment' | 'code'> {
  const shares = SIGNALS[relevance]
  return {
    link: random.chance(shares.link) ? random.one(LINK_DOMAINS) : null,
    attachment: random.chance(shares.attachment)
      ? `${random.one(['screenshot', 'export', 'sheet', 'notes'])}_${random.whole(10, 99)}.${random.one(['png', 'csv', 'xlsx'])}`
      : null,
    code: random.chance(shares.code),
  }
}
