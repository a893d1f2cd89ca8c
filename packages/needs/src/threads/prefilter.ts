import type { Weights } from '../classify/lexicon/weigh-text.ts'
import type { DataEvent } from '../report/find-data-events.ts'
import type { Message, Thread } from './thread.ts'

/** A thread with the weights of its messages, the root's first. */
export interface WeighedThread {
  readonly thread: Thread
  readonly root: Weights
  readonly replies: readonly Weights[]
  /** Local day of the root. */
  readonly day: string
}

export interface Filtered extends WeighedThread {
  /** 0 to 1. */
  readonly score: number
  /** What the score is made of, in words. */
  readonly reasons: readonly string[]
  readonly kept: boolean
  /** Of the roles of its authors; 1 is nobody in particular. */
  readonly roleWeight: number
}

export interface PrefilterOptions {
  readonly threshold: number
  /** What went wrong in the data, by local day. */
  readonly events: readonly DataEvent[]
}

const BUCKETS = new Set(['platform', 'analytics', 'domain'])
const TOP_OF_DAY_AND_CHANNEL = 30
const ROLE_WEIGHTS: Readonly<Record<string, number>> = {
  exec: 1.3,
  data_eng: 1.15,
  analytics_eng: 1.15,
  bi: 1.1,
  product_analytics: 1.1,
  finance: 1.1,
  pm: 1.05,
  eng_platform: 1,
  other: 0.9,
}
const ROOT_SHARE = 0.7
const KEYWORDS = { theme: 0.07, mostThemes: 6, data: 0.06, mostData: 4, nearMiss: -0.12, mostNearMisses: 3 }
const STRUCTURE = { sql: 0.12, code: 0.08, link: 0.04 }
const REPLIES = { each: 0.02, most: 5 }
const EVENT = 0.15
const DAY_MS = 86_400_000

/** Scores threads and keeps those at the threshold, and the best of each day and channel below it. */
export function prefilter(threads: readonly WeighedThread[], options: PrefilterOptions): readonly Filtered[] {
  const near = eventsNear(options.events)
  const scored = threads.map((one) => scoreOf(one, near(one.day)))
  const topped = topOfDayAndChannel(scored.filter(({ allowed }) => allowed))
  return scored.map(({ allowed, reasons, ...one }) => {
    const kept = allowed && (one.score >= options.threshold || topped.has(one.thread))
    const why = one.score >= options.threshold ? [] : [`top ${TOP_OF_DAY_AND_CHANNEL} of its day and channel`]
    return { ...one, kept, reasons: kept ? [...reasons, ...why] : reasons }
  })
}

interface Scored extends Omit<Filtered, 'kept'> {
  readonly allowed: boolean
}

function scoreOf(one: WeighedThread, events: readonly DataEvent[]): Scored {
  const { thread } = one
  const roleWeight = roleWeightOf(thread)
  const allowed = BUCKETS.has(thread.category)
  const parts: readonly (readonly [words: string, value: number])[] = [
    ...keywordParts(one),
    ...structureParts([thread.root, ...thread.replies]),
    ['replies', REPLIES.each * Math.min(thread.replies.length, REPLIES.most)],
    ...events.slice(0, 1).map((event) => [`${wordsOf(event)} within 24 h`, EVENT] as const),
  ]
  const sum = parts.reduce((all, [, value]) => all + value, 0)
  const roles = roleWeight === 1 ? [] : [`authors × ${roleWeight.toFixed(2)}`]
  const shown = parts.filter(([, value]) => value !== 0)
  return {
    ...one,
    allowed,
    roleWeight,
    score: round(Math.min(1, Math.max(0, sum * roleWeight))),
    reasons: [
      ...(allowed ? [] : ['bucket not allowed']),
      ...shown.map(([words, value]) => `${words} ${value > 0 ? '+' : ''}${value.toFixed(2)}`),
      ...roles,
    ],
  }
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** Words of a theme and of data; a near miss has them in an announcement, small talk, or what is settled. */
function keywordParts({ root, replies }: WeighedThread): readonly (readonly [string, number])[] {
  const reply = (1 - ROOT_SHARE) / Math.max(1, replies.length)
  const over = (of: (weights: Weights) => number): number =>
    ROOT_SHARE * of(root) + reply * replies.reduce((all, one) => all + of(one), 0)
  const theme = over(({ themes }) => Math.max(0, ...Object.values(themes)))
  const data = over((weights) => weights.data)
  const near = over(({ stances }) => stances.announce + stances.social + stances.settled)
  return [
    [
      'data terms',
      KEYWORDS.theme * Math.min(theme, KEYWORDS.mostThemes) +
        KEYWORDS.data * Math.min(data, KEYWORDS.mostData),
    ],
    ['near misses', KEYWORDS.nearMiss * Math.min(near, KEYWORDS.mostNearMisses)],
  ]
}

function structureParts(messages: readonly Message[]): readonly (readonly [string, number])[] {
  const sql = messages.some(({ text }) => /\bselect\b[\s\S]{0,400}\bfrom\b/i.test(text))
  const code = messages.some(({ hasCode }) => hasCode)
  const link = messages.some(({ hasLink }) => hasLink)
  return [
    ['sql', sql ? STRUCTURE.sql : 0],
    ['code', code ? STRUCTURE.code : 0],
    ['link', link ? STRUCTURE.link : 0],
  ]
}

/** The root's author weighs as much as all who reply. */
function roleWeightOf({ root, replies }: Thread): number {
  const weight = ({ role }: Message): number => ROLE_WEIGHTS[role] ?? ROLE_WEIGHTS['other'] ?? 1
  if (replies.length === 0) return weight(root)
  const mean = replies.reduce((sum, reply) => sum + weight(reply), 0) / replies.length
  return (weight(root) + mean) / 2
}

/** Events of the day, the day before and the day after. */
function eventsNear(events: readonly DataEvent[]): (day: string) => readonly DataEvent[] {
  const byDay = new Map<string, DataEvent[]>()
  for (const event of events)
    for (const shift of [0, -1, 1]) {
      const day = new Date(Date.parse(event.day) + shift * DAY_MS).toISOString().slice(0, 10)
      byDay.set(day, [...(byDay.get(day) ?? []), event])
    }
  return (day) => byDay.get(day) ?? []
}

const wordsOf = ({ kind, table, column }: DataEvent): string =>
  `${kind === 'gap' ? 'gap in' : 'null spike in'} ${table}${column === null ? '' : `.${column}`}`

function topOfDayAndChannel(scored: readonly Scored[]): ReadonlySet<Thread> {
  const groups = new Map<string, Scored[]>()
  for (const one of scored) {
    const key = `${one.thread.source} ${one.day} ${one.thread.channel}`
    const known = groups.get(key)
    if (known) known.push(one)
    else groups.set(key, [one])
  }
  const best = (group: readonly Scored[]): readonly Scored[] =>
    group
      .toSorted((a, b) => b.score - a.score || (a.thread.id < b.thread.id ? -1 : 1))
      .slice(0, TOP_OF_DAY_AND_CHANNEL)
  return new Set([...groups.values()].flatMap(best).map(({ thread }) => thread))
}
