import { quantile } from '@numize/statistics'
import type { Source } from '../config/dnr-config.ts'
import type { Filtered } from '../threads/prefilter.ts'
import { sampleKey, sampleToFit } from '../threads/sample-to-fit.ts'
import type { Question } from '../threads/thread.ts'
import { threadInput, tokensOf } from '../threads/thread-input.ts'
import { type Asked, type Asking, askAll } from './ask-all.ts'
import type { EntityMention } from './classified.ts'
import type { KnownTable } from './entities/dictionary.ts'
import { entityFinder, type FoundEntity } from './entities/find-entities.ts'
import type { Stage } from './labels.ts'
import { ENTITY_RULES, ENTITY_SCHEMA, entityDocument } from './prompts.ts'
import { readEntityReply } from './read-reply.ts'

/** What entities are looked for in: threads that need something, and every question. */
export interface MentionGround {
  readonly threads: readonly Filtered[]
  readonly questions: readonly { readonly question: Question; readonly day: string }[]
  readonly tables: readonly KnownTable[]
}

export interface Mentions {
  readonly mentions: readonly EntityMention[]
  readonly stages: readonly Stage[]
}

export interface MentionLimits {
  readonly safetyMargin: number
  readonly seed: number
}

const MAX_OUTPUT_TOKENS = 160
const REPLY_CONFIDENCE = 0.8

interface Item {
  readonly source: Source
  readonly id: string
  readonly day: string
  readonly category: string
  /** For a model. */
  readonly text: () => string
  readonly byWords: () => readonly FoundEntity[]
}

/** Mentions by our own dictionary of the schema. */
export function mentionsByWords(ground: MentionGround): Mentions {
  const mentions = itemsOf(ground).flatMap((item) => mentionsOf(item, item.byWords()))
  return { mentions, stages: [] }
}

/** Mentions by a language model as far as its cap reaches, and by our own dictionary for the rest. */
export async function mentionsWithLlm(
  ground: MentionGround,
  asking: Asking,
  limits: MentionLimits,
): Promise<Mentions> {
  const items = itemsOf(ground)
  const asked = items.map((item) => askedOf(item, ground.tables))
  const perCall = costOfCall(asked, asking)
  const { weights } = sampleToFit(items, {
    costUsd: { slack: perCall, email: perCall, nlq: perCall },
    capUsd: asking.batch.capUsd,
    coverageFloorPct: 0,
    ...limits,
  })
  const found = new Map<string, readonly FoundEntity[]>()
  const stages: Stage[] = []
  for (const source of ['slack', 'email', 'nlq'] as const) {
    const chosen = asked.filter((_, at) => items[at]?.source === source && weights.has(keyAt(items, at)))
    const { values, ...went } = await askAll(chosen, asking)
    for (const [id, entities] of values) found.set(sampleKey({ source, id }), entities)
    stages.push({ stage: 'entities', source, ...went })
  }
  return {
    mentions: items.flatMap((item) => mentionsOf(item, found.get(sampleKey(item)) ?? item.byWords())),
    stages,
  }
}

const keyAt = (items: readonly Item[], at: number): string => {
  const item = items[at]
  return item ? sampleKey(item) : ''
}

function itemsOf({ threads, questions, tables }: MentionGround): readonly Item[] {
  const find = entityFinder(tables)
  return [
    ...threads.map((filtered) => itemOfThread(filtered, find)),
    ...questions.map(({ question, day }) => ({
      source: 'nlq' as const,
      id: question.id,
      day,
      category: 'nlq',
      text: () => `${question.text}\n${question.sql}`,
      byWords: () => find(`${question.text}\n${question.sql}`),
    })),
  ]
}

function itemOfThread({ thread, day }: Filtered, find: (text: string) => readonly FoundEntity[]): Item {
  const said = (): readonly FoundEntity[] => [
    ...find(thread.root.text),
    ...thread.replies
      .flatMap(({ text }) => find(text))
      .map((entity) => ({ ...entity, confidence: entity.confidence * REPLY_CONFIDENCE })),
  ]
  return {
    source: thread.source,
    id: thread.id,
    day,
    category: thread.category,
    text: () => threadInput(thread, []),
    byWords: said,
  }
}

const askedOf = (item: Item, tables: readonly KnownTable[]): Asked<readonly FoundEntity[]> => ({
  id: item.id,
  request: {
    rules: ENTITY_RULES,
    turns: [{ role: 'user', text: entityDocument(item.text(), tables) }],
    schema: ENTITY_SCHEMA,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    read: (text) => readEntityReply(text, tables),
  },
})

/** In dollars, at the p90 of tokens. */
export function costOfCall(asked: readonly Asked<unknown>[], { batch }: Pick<Asking, 'batch'>): number {
  const [first] = asked
  if (!first) return 0
  const fixed = tokensOf(first.request.rules + JSON.stringify(first.request.schema))
  const sizes = asked.map(({ request }) => tokensOf(request.turns.map(({ text }) => text).join('')))
  return batch.priceUsd(fixed + (quantile(sizes, 0.9) ?? 0), first.request.maxOutputTokens)
}

/** The surest mention of each table and column, in order of names. */
function mentionsOf({ source, id }: Item, found: readonly FoundEntity[]): readonly EntityMention[] {
  const best = new Map<string, EntityMention>()
  for (const { table, column, confidence } of found) {
    const key = `${table}.${column ?? ''}`
    if ((best.get(key)?.confidence ?? 0) < confidence)
      best.set(key, { source, itemId: id, table, column, confidence: Math.round(confidence * 1e4) / 1e4 })
  }
  return [...best].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, mention]) => mention)
}
