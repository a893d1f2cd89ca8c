import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { linkVerbs } from '../text/fillers.ts'
import { stem } from '../text/inflect.ts'
import { wordsOf } from '../text/words-of.ts'
import { timeNamed, timeNamedHere } from './time-named.ts'

/**
 * The same items, with participles that are also values read as verbs where the words around them say so: "not
 * delivered by road" is about the road, "booked in 2025" about when it was booked.
 */
export function asVerbs(items: readonly Chosen[], index: CatalogIndex): readonly Chosen[] {
  return items.map((item, at) => {
    if (isIdleVerb(items, at)) return { kind: 'link', text: item.text, span: item.span }
    if (item.kind !== 'thing' || item.thing.kind !== 'value') return item
    const { model, name } = item.thing
    if (isGroup(items[at - 1]) && wordsOf(name).join(' ') === item.text.toLowerCase())
      return { ...item, thing: { kind: 'dimension', model, name } }
    const isVerb = linkVerbs.has(item.text.toLowerCase())
    const date = isTimed(items, at, index)
      ? timeNamedHere(index, model, item.text)
      : isVerb && isDated(items[at + 1])
        ? timeNamed(index, model, [stem(item.text.toLowerCase())])
        : null
    if (date) return { ...item, thing: { kind: 'dimension', model, name: date.name } }
    if (!isVerb) return item
    const { text, span } = item
    return isNegated(items, at) && hasAgent(items, at) ? { kind: 'link', text, span } : item
  })
}

/** "the number of references cited": a participle behind the noun it is said of, though another table has it as a column. */
function isIdleVerb(items: readonly Chosen[], at: number): boolean {
  const [before, item, next] = [items[at - 1], items[at], items[at + 1]]
  if (item?.kind !== 'thing' || !linkVerbs.has(item.text.toLowerCase())) return false
  if (item.thing.kind !== 'dimension' || before?.kind !== 'thing' || !('model' in before.thing)) return false
  const ends = next === undefined || next.kind === 'comma' || next.kind === 'stop' || next.kind === 'filler'
  const by = next?.kind === 'operator' && /^(by|in|at|from|on)\b/i.test(next.text)
  return before.thing.model !== item.thing.model && before.thing.kind !== 'value' && (ends || by)
}

/** "orders by insured": behind "by" a column of yes and no is meant, not its yes. */
const isGroup = (item: Chosen | undefined): boolean => item?.kind === 'operator' && item.op.op === 'group'

const isDated = (item: Chosen | undefined): boolean => item?.kind === 'period' && item.match.kind === 'range'

/** "delivered late", "late delivery", "delivered after the due date": a date is held against another. */
function isTimed(items: readonly Chosen[], at: number, index: CatalogIndex): boolean {
  const [first, second] = items.slice(at + 1).filter(({ kind }) => kind !== 'filler')
  const before = items[at - 1]
  if (before?.kind === 'operator' && before.op.op === 'timely') return true
  if (first?.kind !== 'operator') return false
  const { thing } = second?.kind === 'thing' ? second : { thing: null }
  const dated = thing?.kind === 'dimension' && index.schema.isTime(thing)
  return first.op.op === 'timely' || (first.op.op === 'compare' && dated)
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
