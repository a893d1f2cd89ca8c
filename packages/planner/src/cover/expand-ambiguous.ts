import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Thing } from '../index/thing.ts'
import { keyOf, wordsOf } from '../text/words-of.ts'
import type { Choice } from './choose.ts'

/** A phrase the project declares ambiguous becomes one choice per meaning; other choices come back as they are. */
export function expandAmbiguous(choice: Choice, index: CatalogIndex): Choice[] {
  const at = choice.items.findIndex((item) => item.kind === 'thing' && item.thing.kind === 'ambiguous')
  const item = choice.items[at]
  if (item?.kind !== 'thing' || item.thing.kind !== 'ambiguous') return [choice]
  const { choices } = item.thing
  return choices.flatMap((name) => {
    const thing = thingNamed(name, index)
    return thing ? [{ ...choice, items: choice.items.with(at, { ...item, thing, meanings: choices }) }] : []
  })
}

function thingNamed(name: string, index: CatalogIndex): Thing | null {
  const found = index.phrases.find(keyOf(wordsOf(name))).toSorted((a, b) => b.quality - a.quality)
  return (found.find(({ thing }) => thing.kind === 'metric') ?? found[0])?.thing ?? null
}
