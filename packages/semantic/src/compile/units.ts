import type { Target } from '../graph/reachable.ts'
import type { Dimension, Measure, Metric, SemanticModel, Window } from '../model.ts'
import type { Expr } from '../sql/nodes.ts'
import type { Condition } from './frame.ts'
import type { Reach } from './reached-value.ts'

export interface Offset {
  readonly window: Window | null
  readonly toGrain: string | null
}

export interface Cumulative {
  readonly window: Window | null
  readonly grainToDate: string | null
  readonly periodAggregation: 'first' | 'last' | 'average'
}

/** How rows of a fact meet the time they are shown at. */
export interface Shape {
  readonly cumulative: Cumulative | null
  readonly offset: Offset | null
  /** Every period of the time spine is shown, also where nothing happened. */
  readonly spine: boolean
}

/** A time an inline measure is taken over, cut to its period first. */
export interface Period {
  readonly dimension: Dimension
  readonly grain: string | null
}

export interface UnitOutput {
  readonly column: string
  readonly measure: Measure
  readonly period: Period | null
  readonly reach: Reach | null
  /** Instead of the measure: how many stand behind a group. */
  readonly who?: Counted
}

/** Rows, or different ones of what they lead to. */
export type Counted = Target | 'rows'

/** Measures of one fact that share time, conditions and shape: one scan. */
export interface RowsUnit {
  readonly kind: 'rows'
  readonly fact: SemanticModel
  readonly time: Dimension | null
  readonly conditions: readonly Condition[]
  readonly shape: Shape
  readonly metric: string
  readonly outputs: UnitOutput[]
}

export interface ConversionUnit {
  readonly kind: 'conversion'
  readonly metric: Extract<Metric, { kind: 'conversion' }>
  readonly fact: SemanticModel
  readonly base: Measure
  readonly conversion: Measure
  readonly conversionModel: SemanticModel
  readonly conditions: readonly Condition[]
  readonly baseColumn: string
  readonly conversionColumn: string
}

/** A metric computed by itself first: to be shifted as a whole, or because its formula makes values out of nulls. */
export interface NestedUnit {
  readonly kind: 'nested'
  readonly node: MetricNode
  readonly offset: Offset | null
  readonly metric: string
  readonly column: string
}

/** A metric counted by an entity and met through it by the rows of another fact. */
export interface BridgeUnit {
  readonly kind: 'bridge'
  readonly fact: SemanticModel
  readonly entity: string
  readonly metric: string
  readonly column: string
  readonly conditions: readonly Condition[]
}

/** The fewest that one of a question's conditions leaves out of a group: what asking without it would give away. */
export interface NearUnit {
  readonly kind: 'near'
  readonly rows: RowsUnit
  readonly counted: Counted
  readonly column: string
}

export type Unit = RowsUnit | ConversionUnit | NestedUnit | BridgeUnit | NearUnit

/** A metric as a formula over the columns of units. */
export interface MetricNode {
  readonly expr: Expr
  readonly units: readonly Unit[]
  /** Null wherever one of its columns is null. */
  readonly strict: boolean
  readonly composed: boolean
}
