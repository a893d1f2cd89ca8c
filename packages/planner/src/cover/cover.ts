import type { Span } from '../evidence/spans.ts'
import type { Cover, Item } from './item.ts'

interface Partial {
  readonly items: readonly Item[]
  readonly score: number
}

/**
 * The `count` best ways to read every token exactly once, best first: dynamic programming over the spans that end at
 * each token. Readings of one shape (same items over the same spans) are kept once.
 */
export function bestCovers(length: number, spans: readonly (readonly Span[])[], count: number): Cover[] {
  const best: Partial[][] = Array.from({ length: length + 1 }, () => [])
  best[0] = [{ items: [], score: 0 }]
  for (let at = 0; at < length; at++) {
    const here = best[at] ?? []
    for (const span of spans[at] ?? [])
      for (const partial of here)
        keep(
          best[span.to] ?? [],
          { items: [...partial.items, span.item], score: partial.score + span.score },
          count,
        )
  }
  return (best[length] ?? []).map(({ items, score }) => ({ items, score }))
}

function keep(list: Partial[], partial: Partial, count: number): void {
  if (list.length >= count && (list.at(-1)?.score ?? 0) >= partial.score) return
  const at = list.findIndex((other) => other.score < partial.score)
  list.splice(at === -1 ? list.length : at, 0, partial)
  if (list.length > count) list.pop()
}
