import type { Item } from '../cover/item.ts'

/** An item that could cover tokens `[from, to)`, with what it is worth. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly item: Item
  readonly score: number
}
