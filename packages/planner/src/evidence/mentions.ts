import { bestCovers } from '../cover/cover.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Evidence } from '../index/thing.ts'
import { tokenize } from '../text/tokenize.ts'
import { findSpans } from './spans.ts'

/** Something of the catalog that words of a question may stand for. */
export interface Mention {
  readonly text: string
  readonly kind: 'metric' | 'model' | 'column'
  /** The metric's name, or the model's. */
  readonly name: string
  /** Of a column: the dimension or entity of the model. */
  readonly column: string | null
  /** How well the words fit, 0–1; all of its readings, the best first. */
  readonly quality: number
}

const LONGEST_QUESTION = 2000

/** What each piece of the likeliest cover may stand for: names, synonyms, values, typos. No plan is made. */
export function mentionsIn(question: string, index: CatalogIndex): readonly Mention[] {
  const read = question.slice(0, LONGEST_QUESTION)
  const tokens = tokenize(read)
  const [cover] = bestCovers(tokens.length, findSpans(read, tokens, [], index), 1)
  return (cover?.items ?? []).flatMap((item) =>
    item.kind === 'thing' || item.kind === 'quoted'
      ? item.candidates.flatMap((evidence) => mentionOf(item.text, evidence))
      : [],
  )
}

function mentionOf(text: string, { thing, quality }: Evidence): readonly Mention[] {
  if (thing.kind === 'metric') return [{ text, kind: 'metric', name: thing.name, column: null, quality }]
  if (thing.kind === 'entity') return [{ text, kind: 'model', name: thing.model, column: null, quality }]
  if (thing.kind === 'span')
    return [thing.from, thing.to].map((column) => ({
      text,
      kind: 'column' as const,
      name: thing.model,
      column,
      quality,
    }))
  if (thing.kind === 'dimension' || thing.kind === 'key' || thing.kind === 'value')
    return [{ text, kind: 'column', name: thing.model, column: thing.name, quality }]
  return []
}
