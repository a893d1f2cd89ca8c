import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { linkVerbs } from '../text/fillers.ts'
import { stem } from '../text/inflect.ts'
import { timeNamed } from './time-named.ts'

/**
 * The same items, with participles that are also values read as verbs where the words around them say so: "not
 * delivered by road" is about the road, "booked in 2025" about when it was booked.
 */
export function asVerbs(items: readonly Chosen[], index: CatalogIndex): readonly Chosen[] {
  return items.map((item, at) => {
    if (item.kind !== 'thing' || item.thing.kind !== 'value' || !linkVerbs.has(item.text.toLowerCase()))
      return item
    const { model } = item.thing
    const next = items[at + 1]
    const date =
      next?.kind === 'period' && next.match.kind === 'range'
        ? timeNamed(index, model, [stem(item.text.toLowerCase())])
        : null
    if (date) return { ...item, thing: { kind: 'dimension', model, name: date.name } }
    const { text, span } = item
    return isNegated(items, at) && hasAgent(items, at) ? { kind: 'link', text, span } : item
  })
}

function isNegated(items: readonly Chosen[], at: number): boolean {
  let back = at - 1
  while (items[back]?.kind === 'filler') back--
  const before = items[back]
  return before?.kind === 'operator' && before.op.op === 'negate'
}

/** "… by road": what did it is another value. */
function hasAgent(items: readonly Chosen[], at: number): boolean {
  if (items[at + 1]?.text.toLowerCase() !== 'by') return false
  let here = at + 2
  while (items[here]?.kind === 'filler') here++
  const agent = items[here]
  return agent?.kind === 'thing' && agent.thing.kind === 'value'
}
