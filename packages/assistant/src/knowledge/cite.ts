import type { Result } from '@numize/semantic'
import { type KnowledgeItem, metricId, tableId } from './item.ts'
import type { Knowledge } from './knowledge.ts'

/** Something an answer rests on or that speaks of it, by the name it is cited by. */
export interface Source {
  readonly id: string
  readonly kind: KnowledgeItem['kind']
  readonly title: string
  /** The definition or the beginning of the text; empty where there is none. */
  readonly text: string
}

const LONGEST_TEXT = 400
const MOST_NOTES = 2
/** Passages that fit less well than this part of the best one are not cited. */
const CLOSE = 0.7

/**
 * What an answer used: definitions of its metrics, its tables and what dbt says of them; then passages of playbooks
 * that speak of the same question. Only what the knowledge of the asker's slice holds.
 */
export function sourcesOf(question: string, result: Result, knowledge: Knowledge): readonly Source[] {
  const { metrics, columns } = result.explanation
  const tables = new Set(columns.flatMap(({ relation }) => knowledge.modelsOn(relation)))
  const used = new Set([...metrics.map(({ name }) => metricId(name)), ...[...tables].map(tableId)])
  const certain = knowledge.items.filter(
    ({ id, kind, models }) => used.has(id) || (kind === 'dbt' && models.some((one) => tables.has(one))),
  )
  const passages = knowledge.search(question, { count: MOST_NOTES, kinds: ['playbook'] })
  const best = passages[0]?.score ?? 0
  const close = passages.filter(({ score }) => score >= best * CLOSE && score > LEAST).map(({ item }) => item)
  return [...certain, ...close].map(({ id, kind, title, text }) => ({
    id,
    kind,
    title,
    text: text.slice(0, LONGEST_TEXT),
  }))
}

/** A passage below this shares too little with the question. */
const LEAST = 0.25
