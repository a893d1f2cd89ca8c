import type { Filter, TimeRange } from '../plan.ts'
import type { Key } from './keys.ts'

/** A condition on rows; an authored one with the metric it defines (null = authored with the query). */
export type Condition =
  | {
      readonly kind: 'template'
      readonly text: string
      /** Which of the parts that its top-level ANDs join. */
      readonly part: number
      readonly owner: string | null
    }
  /** `of` = the label of the one metric of the plan it narrows; absent = all of them. */
  | { readonly kind: 'filter'; readonly filter: Filter; readonly of?: string }

/** What every source of a query shares: its group-bys, the plan's own conditions, the range of `metric_time`. */
export interface Frame {
  readonly keys: readonly Key[]
  readonly conditions: readonly Condition[]
  readonly time: TimeRange | null
}
