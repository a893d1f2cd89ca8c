import type { Relevance, Theme } from '../config/dnr-config.ts'
import type { Calendar } from './calendar.ts'
import type { CommsOptions } from './comms-options.ts'
import type { QuestionPlan, ThreadPlan } from './comms-plan.ts'
import type { CommsUser } from './comms-rows.ts'
import { apportion, BUCKET_MIX, OUTCOME_MIX, RELEVANCE_MIX, THEME_MIX } from './mixes.ts'
import { planTurns } from './plan-turns.ts'
import type { PlantedEvent } from './planted-events.ts'
import { dealt, type Random, randomOf } from './random.ts'

export interface CommsPlan {
  readonly slack: readonly ThreadPlan[]
  readonly email: readonly ThreadPlan[]
  readonly nlq: readonly QuestionPlan[]
}

interface Facts {
  readonly calendar: Calendar
  readonly users: readonly CommsUser[]
  readonly events: readonly PlantedEvent[]
}

const APPS = ['dashboard', 'chat', 'notebook', 'spreadsheet'] as const
/** Share of a source that is written about each event, and the most of a theme that events may take. */
const ABOUT_EVENT = 0.003
const MOST_OF_THEME = 0.5

/** What will be written: who, when, about what. Counts follow the mixes exactly; ids follow time. */
export function planComms(options: CommsOptions, facts: Facts): CommsPlan {
  const slack = planThreads('slack', options, facts)
  return {
    slack,
    email: planThreads('email', options, facts),
    nlq: planQuestions(options, facts),
  }
}

function planThreads(source: 'slack' | 'email', options: CommsOptions, facts: Facts): readonly ThreadPlan[] {
  const total = options[source]
  const random = randomOf(options.seed, options.archetype, source, 'plan')
  const relevances = apportion(total, RELEVANCE_MIX[source])
  const needs = planNeeds(total, relevances.positive, { ...facts, random })
  const outcomes = dealt(apportion(needs.length, OUTCOME_MIX), random)
  const drafts = [
    ...needs.map((need, index) => ({
      ...need,
      relevance: 'positive' as Relevance,
      outcome: outcomes[index] ?? null,
    })),
    ...dealt({ hard_negative: relevances.hard_negative, negative: relevances.negative }, random).map(
      (relevance) => ({
        relevance: relevance as Relevance,
        theme: null,
        event: null,
        outcome: null,
        atMs: facts.calendar.workingMoment(random),
      }),
    ),
  ]
  const buckets = dealt(apportion(total, BUCKET_MIX), random)
  const before = source === 'email' ? options.slack : 0
  return drafts
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, ...draft }, index) => ({
      ...draft,
      source,
      id: numbered('t', before + index, options.slack + options.email),
      bucket: buckets[index] ?? 'analytics',
      turns: planTurns(source, { rootMs: atMs, relevance: draft.relevance, random, ...facts }),
      seed: [options.seed, options.archetype, source, index].join(':'),
    }))
}

function planQuestions(options: CommsOptions, facts: Facts): readonly QuestionPlan[] {
  const random = randomOf(options.seed, options.archetype, 'nlq', 'plan')
  return planNeeds(options.nlq, options.nlq, { ...facts, random })
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((need, index) => ({
      ...need,
      id: numbered('q', index, options.nlq),
      user: random.one(facts.users),
      app: random.one(APPS),
      seed: [options.seed, options.archetype, 'nlq', index].join(':'),
    }))
}

interface Need {
  readonly theme: Theme
  readonly event: PlantedEvent | null
  readonly atMs: number
}

/** `count` needs in the mix of themes, some of them near events; `total` is the size of their source. */
function planNeeds(
  total: number,
  count: number,
  { calendar, events, random }: Facts & { random: Random },
): readonly Need[] {
  const counts: Record<Theme, number> = { ...apportion(count, THEME_MIX) }
  const room = Object.fromEntries(
    Object.entries(counts).map(([theme, n]) => [theme, Math.floor(n * MOST_OF_THEME)]),
  ) as Record<Theme, number>
  const each = Math.round(total * ABOUT_EVENT)
  const near: Need[] = []
  for (const event of events)
    for (let written = 0; written < each && room[event.theme] > 0; written++) {
      near.push({ theme: event.theme, event, atMs: calendar.momentNear(event.day, random) })
      room[event.theme]--
      counts[event.theme]--
    }
  const others = dealt(counts, random).map((theme) => ({
    theme,
    event: null,
    atMs: calendar.workingMoment(random),
  }))
  return [...near, ...others]
}

/** `t0042`: as many digits as the last of them needs, three at least. */
export const numbered = (prefix: string, index: number, total: number): string =>
  `${prefix}${String(index + 1).padStart(Math.max(3, String(total).length), '0')}`
