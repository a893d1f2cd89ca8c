import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Condition, Frame, Want } from '../structure/frame.ts'
import type { Completion } from './completion.ts'
import { rowsCounted } from './subject.ts'

/**
 * "how many customers made purchases", "buyers who placed an order": a metric behind a verb of those who are counted says
 * which of them are meant; it is no second figure.
 */
export const whatTheyDid: Completion = (frame, index) => {
  const [counted, done] = frame.wants
  if (!counted || !done || frame.wants.length > 2 || !isDeedBetween(frame, counted, done)) return [frame]
  const head = countedOwner(counted, index)
  if (head === null || !isOfTheirs(index, head, done)) return [frame]
  const { text, span, quantity } = done
  const did: Condition = {
    kind: 'compare',
    quantity,
    op: '>',
    bound: { kind: 'value', value: 0 },
    text,
    span,
    or: false,
    clause: 0,
  }
  return [{ ...frame, wants: [counted], conditions: [...frame.conditions, did] }]
}

function countedOwner(counted: Want, index: CatalogIndex): string | null {
  const { quantity } = counted
  return rowsCounted({ wants: [counted] }, index) ?? (quantity.kind === 'count' ? quantity.model : null)
}

/** A metric of rows of which each of those counted may have several. */
function isOfTheirs({ catalog, graph }: CatalogIndex, head: string, { quantity }: Want): boolean {
  if (quantity.kind !== 'metric') return false
  return modelsOfMetric(catalog.model, quantity.name).every(
    (model) => graph.distance(model, head) !== null && graph.distance(head, model) === null,
  )
}

/** Between the two stands a verb, and nothing that joins or parts them. */
function isDeedBetween({ items }: Frame, { span: [, from] }: Want, { span: [to] }: Want): boolean {
  const between = items.filter(({ span }) => span[0] >= from && span[1] <= to)
  const isVerb = (item: Frame['items'][number]): boolean =>
    item.kind === 'link' || (item.kind === 'operator' && ['have', 'with'].includes(item.op.op))
  const isWho = (item: Frame['items'][number]): boolean =>
    item.kind === 'filler' || (item.kind === 'operator' && item.op.op === 'relative')
  return between.some(isVerb) && between.every((item) => isVerb(item) || isWho(item))
}
