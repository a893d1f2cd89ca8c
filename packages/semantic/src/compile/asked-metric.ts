import type { ModelIndex } from '../graph/model-index.ts'
import type { DataType, SemanticModel, Unit } from '../model.ts'
import { call, number } from '../sql/build.ts'
import type { Condition } from './frame.ts'
import { rankOf } from './keys.ts'
import { type Tree } from './metric-tree.ts'
import type { MetricNode } from './units.ts'

/** A metric of a plan, settled: what it is called, what it is counted in, how it is computed. */
export interface Asked {
  readonly column: string
  readonly label: string
  readonly unit: Unit | null
  readonly type: DataType
  readonly source: string
  /** Facts its groups are formed on. */
  readonly facts: readonly SemanticModel[]
  /** The grain `metric_time` has for it when none is asked; null without a time. */
  readonly grain: string | null
  readonly additive: boolean
  /** From a sample: what its figures are of. */
  readonly estimate?: 'scaled' | 'sample'
  /** What it adds up, apart from conditions: metrics that agree in it are parts of one whole. */
  readonly measured: string
  /** Over the rows that meet the conditions, beside those of the query. */
  readonly build: (tree: Tree, conditions: readonly Condition[]) => MetricNode
}

export const orZero = (node: MetricNode): MetricNode =>
  node.expr.kind === 'call' && node.expr.name === 'COALESCE'
    ? node
    : { ...node, expr: call('COALESCE', node.expr, number(0)) }

export const coarsest = (index: ModelIndex, grains: readonly (string | null)[]): string | null =>
  grains.reduce((a, b) => (a === null || (b !== null && rankOf(index, b) > rankOf(index, a)) ? b : a), null)
