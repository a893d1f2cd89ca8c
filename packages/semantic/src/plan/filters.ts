import type { ElapsedUnit } from '../inline-measure.ts'
import type { DatePart } from '../model.ts'
import type { Plan } from '../plan.ts'

export type Scalar = string | number | boolean
export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A dimension, an entity, or a metric aggregated by entities (`{metric: 'orders', by: ['customer']}`). */
export type Field = DimensionField | { readonly metric: string; readonly by: readonly string[] }

export interface DimensionField {
  readonly dimension: string
  readonly grain?: string
  readonly datePart?: DatePart
}

export type Filter =
  | { readonly kind: 'compare'; readonly field: Field; readonly op: CompareOp; readonly value: Operand }
  | {
      readonly kind: 'in'
      readonly field: Field
      readonly values: readonly Scalar[]
      readonly negate?: boolean
    }
  /** Membership in the first column of another plan (or in `column` of it). */
  | {
      readonly kind: 'inPlan'
      readonly field: Field
      readonly plan: Plan
      readonly column?: string
      readonly negate?: boolean
    }
  | {
      readonly kind: 'text'
      readonly field: Field
      readonly match: 'contains' | 'startsWith' | 'endsWith' | 'equalsIgnoringCase'
      readonly value: string
      readonly negate?: boolean
    }
  | { readonly kind: 'null'; readonly field: Field; readonly negate?: boolean }
  | ColumnsFilter
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }

/**
 * Two dimensions of one row compared; of a date and a moment the days are. With `apart` it is the time from `to` to
 * `field` that is compared with so many units. A row where either is unknown is left out.
 */
export interface ColumnsFilter {
  readonly kind: 'columns'
  readonly field: DimensionField
  readonly op: CompareOp
  readonly to: DimensionField
  readonly apart?: { readonly count: number; readonly unit: ElapsedUnit }
}

/** A value, or a plan that gives one row of one column. */
export type Operand = Scalar | { readonly plan: Plan }
