import { lemma } from '../text/inflect.ts'
import type { Completion } from './completion.ts'

/** "which lakes are the largest, ordered from largest to smallest": all of them in that order, not one. */
export const orderedSuperlatives: Completion = (frame) => {
  const { rank, order } = frame
  const head = frame.items.find((item) => item.kind === 'thing')
  const many = head !== undefined && isPlural(head.text)
  if (!rank?.single || !many || !order?.directionStated) return [frame]
  const by = order.by.kind === 'implied' ? rank.by : order.by
  return [{ ...frame, rank: null, order: { ...order, by } }]
}

function isPlural(text: string): boolean {
  const last = text.toLowerCase().split(' ').at(-1) ?? ''
  return lemma(last) !== last
}
