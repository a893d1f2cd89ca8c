import type { Aggregation } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import { type Lifespan, lifespans } from '../../index/time-spans.ts'
import { lasting, sayLasting } from '../elapsed.ts'
import { addWant, isOp, itemAt, opAt, type Reader, type Rule, wordsHere } from '../reader.ts'
import { timeNamedHere } from '../time-named.ts'

/**
 * "how long does it take to deliver parcels", "median time to delivery", "how long do claims take": from the date rows begin
 * to be to the date of what is done to them; without a deed, to the only one there is.
 */
export const howLong: Rule = (reader) => {
  const op = opAt(reader)
  const aggregation: Aggregation = op?.op === 'aggregate' ? op.aggregation : 'average'
  const lead = op?.op === 'aggregate' ? 1 : 0
  if (!isOp(reader, 'howLong', lead)) return false
  const extent = extentOf(reader, lead + 1)
  const [span, ...others] = spansOf(reader, extent)
  if (!span || others.length > 0) return false
  addWant(reader, lasting(reader, aggregation, { kind: 'span', ...span }), wordsHere(reader, extent.to))
  reader.frame.notes.push({ kind: 'metric', reading: sayLasting(reader, span) })
  asDeeds(reader, extent)
  reader.at += extent.to
  return true
}

/** "to deliver" says what is waited for, not that rows are in that state. */
function asDeeds(reader: Reader, { to }: Extent): void {
  const used = new Set(reader.items.slice(reader.at, reader.at + to))
  reader.frame.items = reader.frame.items.map((item) =>
    used.has(item) && item.kind === 'thing' && item.thing.kind !== 'entity'
      ? { kind: 'filler', text: item.text, span: item.span }
      : item,
  )
}

interface Extent {
  /** The rows that are named, and words that may name what is done. */
  readonly model: string | null
  readonly words: readonly string[]
  /** Items used, from the reader's place. */
  readonly to: number
}

/** What says whose time it is, and until what. */
function extentOf(reader: Reader, from: number): Extent {
  let model: string | null = null
  const words: string[] = []
  let to = from
  for (; ; to++) {
    const item = itemAt(reader, to)
    if (!item || !isPartOf(item) || (isRows(item) && model !== null)) break
    if (isRows(item)) model = item.thing.model
    else words.push(item.text)
  }
  return { model, words, to: endOf(reader, from, to) }
}

type Rows = Extract<Chosen, { kind: 'thing' }> & {
  readonly thing: { readonly kind: 'entity'; readonly model: string }
}
const isRows = (item: Chosen): item is Rows => item.kind === 'thing' && item.thing.kind === 'entity'

const isPartOf = (item: Chosen): boolean =>
  isRows(item) ||
  ['filler', 'link', 'unknown'].includes(item.kind) ||
  (item.kind === 'thing' && (item.thing.kind === 'value' || item.thing.kind === 'dimension')) ||
  (item.kind === 'operator' && (item.op.op === 'be' || /^(to|for|of|a|an)$/i.test(item.text)))

/** A preposition at the end leads to something else. */
function endOf(reader: Reader, from: number, to: number): number {
  let end = to
  while (end > from && itemAt(reader, end - 1)?.kind === 'operator') end--
  return end
}

function spansOf(
  { index }: Reader,
  { model, words }: Extent,
): readonly (Lifespan & { readonly model: string })[] {
  const models = [...index.schema.models.values()].filter(({ name }) => model === null || name === model)
  const all = models.flatMap((one) => lifespans(one).map((span) => ({ ...span, model: one.name })))
  const deeds = words.filter(
    (word) => !/^(to|for|of|be|take|takes|took|taken|a|an|the|is|are|was|were)$/i.test(word),
  )
  return all.filter((span) => deeds.every((word) => timeNamedHere(index, span.model, word)?.name === span.to))
}
