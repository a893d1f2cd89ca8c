import type { CatalogIndex } from '../index/catalog-index.ts'
import { flagOf } from '../index/flags.ts'
import type { Evidence } from '../index/thing.ts'
import { formKey } from '../index/values.ts'
import type { Token } from '../text/tokenize.ts'
import { wordsOf } from '../text/words-of.ts'
import type { Span } from './span.ts'
import { timelyAt } from './timeliness.ts'

/** Last words of columns that say what became of a row. */
const states = new Set('status state outcome result stage resolution decision disposition phase'.split(' '))

/** Where "rate" stands behind what became of rows ("cancellation rate"), with other forms of its value. */
export const ratesIn = (tokens: readonly Token[], spans: readonly Span[][], index: CatalogIndex) =>
  tokens.flatMap((token, at) => {
    const said = tokens[at - 1]
    if (!said || !/^rates?$/.test(token.lower)) return []
    const forms = index.values.find(formKey(said.lower), said.text).filter((one) => isState(one, index))
    const named = spans.flat().some(({ to, item }) => {
      const candidates = to === at && item.kind === 'thing' ? item.candidates : []
      return candidates.some((one) => isState(one, index))
    })
    const before = tokens.slice(Math.max(0, at - 3), at)
    const timely = before.some((_, back) => timelyAt(before, back, index).length > 0)
    return named || timely || forms.length > 0 ? [{ at, forms }] : []
  })

/** Whether a value says what became of a row (cancelled, returned, approved), so that it has a rate. */
function isState({ thing }: Evidence, { schema, catalog }: CatalogIndex): boolean {
  if (thing.kind !== 'value') return false
  const dimension = schema.dimension({ ...thing, kind: 'dimension' })
  if (!dimension) return false
  const named = wordsOf(thing.name).some((word) => states.has(word))
  return named || /ed$/i.test(String(thing.value)) || flagOf(dimension, thing.model, catalog.values) !== null
}
