import { fail } from '../errors.ts'
import { findMeasure, findMetric } from '../graph/model-index.ts'
import type { Dimension, Measure, MeasureInput, Metric, MetricInput, SemanticModel } from '../model.ts'
import { call, column, number, special } from '../sql/build.ts'
import { contains, rewrite, sizeOf } from '../sql/children.ts'
import type { Expr } from '../sql/nodes.ts'
import { authoredConditions } from './conditions.ts'
import { describeMetric, labelOf } from './describe.ts'
import { readExpression } from './expressions.ts'
import type { Condition } from './frame.ts'
import { scaledUp } from './sampling.ts'
import { freeName, type Session } from './session.ts'
import type {
  BridgeUnit,
  ConversionUnit,
  MetricNode,
  NestedUnit,
  Offset,
  RowsUnit,
  Shape,
  Unit,
  UnitOutput,
} from './units.ts'

const plain: Shape = { cumulative: null, offset: null, spine: false }

/** Units of one relation, each scan once. */
export interface Tree {
  readonly session: Session
  readonly units: Map<string, Unit>
  readonly taken: Set<string>
  /** Definitions looked at so far, in nested trees too. */
  readonly seen: { count: number }
}

export const newTree = (session: Session, seen = { count: 0 }): Tree => ({
  session,
  units: new Map(),
  taken: new Set(),
  seen,
})

/** Deeper definitions than this are a mistake, not a metric. */
const MAX_DEPTH = 100
/** And a formula of more parts than this, its inputs written out, is no metric either. */
const MOST_PARTS = 10_000

/** @throws `semantic/unknown-metric`, `semantic/cyclic-metric`, `semantic/unknown-measure` */
export function metricNode(tree: Tree, name: string, inherited: readonly Condition[] = []): MetricNode {
  return nodeOf(tree, { name, inherited, offset: null, path: [] })
}

interface Wanted {
  readonly name: string
  readonly inherited: readonly Condition[]
  readonly offset: Offset | null
  readonly path: readonly string[]
}

function nodeOf(tree: Tree, wanted: Wanted): MetricNode {
  const { name, path } = wanted
  if (path.includes(name) || path.length > MAX_DEPTH)
    throw fail('cyclic-metric', { name, path: [...path, name] })
  if (++tree.seen.count > MOST_PARTS) throw fail('too-long', { name: path[0] ?? name, most: MOST_PARTS })
  const metric = findMetric(tree.session.index, name)
  noteMetric(tree.session, metric)
  const conditions = [...wanted.inherited, ...authoredConditions(tree.session.index, metric.filters, name)]
  const inner = { ...wanted, inherited: conditions, path: [...path, name] }
  switch (metric.kind) {
    case 'simple':
      return measureNode(tree, metric.input, inner, { ...plain, spine: metric.input.joinToTimeSpine })
    case 'cumulative':
      return measureNode(tree, metric.input, inner, {
        cumulative: {
          window: metric.window,
          grainToDate: metric.grainToDate,
          periodAggregation: metric.periodAggregation,
        },
        offset: null,
        spine: metric.input.joinToTimeSpine,
      })
    case 'conversion':
      return shifted(tree, wanted, (own) => conversionNode(own, metric, conditions))
    case 'ratio':
      return shifted(tree, wanted, (own) => ratioNode(own, metric, { ...inner, offset: null }))
    case 'derived':
      return shifted(tree, wanted, (own) => derivedNode(own, metric, { ...inner, offset: null }))
  }
}

function noteMetric(session: Session, metric: Metric): void {
  session.notes.metrics.set(metric.name, {
    name: metric.name,
    label: labelOf(metric),
    definition: describeMetric(session.index, metric),
    description: metric.description,
  })
}

/** Under an offset a composed metric is computed whole, on its own units, and then shifted. */
function shifted(tree: Tree, wanted: Wanted, make: (tree: Tree) => MetricNode): MetricNode {
  if (!wanted.offset) return make(tree)
  return nest(tree, make(newTree(tree.session, tree.seen)), wanted.name, wanted.offset)
}

function nest(tree: Tree, node: MetricNode, metric: string, offset: Offset | null): MetricNode {
  const name = freeName(tree.taken, metric)
  const unit: NestedUnit = { kind: 'nested', node, offset, metric, column: name }
  tree.units.set(`nested ${tree.units.size}`, unit)
  return { expr: column(null, name), units: [unit], strict: true, composed: false }
}

/** The value of a metric for each different entity that rows of a fact lead to. */
export function bridgeNode(tree: Tree, wanted: Omit<BridgeUnit, 'kind' | 'column'>): MetricNode {
  const key = `bridge ${JSON.stringify([wanted.fact.name, wanted.entity, wanted.metric, wanted.conditions])}`
  const known = tree.units.get(key)
  const unit: Unit =
    known?.kind === 'bridge'
      ? known
      : { kind: 'bridge', ...wanted, column: freeName(tree.taken, wanted.metric) }
  tree.units.set(key, unit)
  const expr = scaledUp(tree.session, unit.fact, 'sum', column(null, unit.column))
  return { expr, units: [unit], strict: true, composed: false }
}

function measureNode(tree: Tree, input: MeasureInput, wanted: Wanted, shape: Shape): MetricNode {
  const { model, measure } = findMeasure(tree.session.index, input.measure, wanted.name)
  const conditions = [
    ...wanted.inherited,
    ...authoredConditions(tree.session.index, input.filters, wanted.name),
  ]
  const unit = rowsUnit(tree, {
    fact: model,
    time: timeOf(model, measure),
    conditions,
    shape: { ...shape, offset: wanted.offset },
    metric: wanted.name,
    alone: measure.nonAdditive ? measure.name : null,
  })
  const figure = column(null, measureColumn(tree, unit, measure))
  const expr = scaledUp(tree.session, model, measure.aggregation, figure)
  return input.fillNullsWith === null
    ? { expr, units: [unit], strict: true, composed: false }
    : {
        expr: call('COALESCE', expr, number(input.fillNullsWith)),
        units: [unit],
        strict: false,
        composed: false,
      }
}

/** The time a measure is counted by; null when its model has none. */
export function timeOf(
  model: SemanticModel,
  measure: Pick<Measure, 'timeDimension'> | null,
): Dimension | null {
  const name = measure?.timeDimension ?? model.defaultTimeDimension
  return model.dimensions.find((dimension) => dimension.name === name && dimension.kind === 'time') ?? null
}

export function rowsUnit(
  tree: Tree,
  wanted: Omit<RowsUnit, 'kind' | 'outputs'> & { readonly alone: string | null },
): RowsUnit {
  const key = JSON.stringify([
    wanted.fact.name,
    wanted.time?.name,
    wanted.shape,
    wanted.alone,
    wanted.conditions,
  ])
  const known = tree.units.get(key)
  if (known?.kind === 'rows') return known
  const { fact, time, conditions, shape, metric } = wanted
  const unit: RowsUnit = { kind: 'rows', fact, time, conditions, shape, metric, outputs: [] }
  tree.units.set(key, unit)
  return unit
}

export function measureColumn(
  tree: Tree,
  unit: RowsUnit,
  measure: Measure,
  { period = null, reach = null }: Partial<Pick<UnitOutput, 'period' | 'reach'>> = {},
): string {
  const known = unit.outputs.find((one) => one.measure === measure)
  if (known) return known.column
  const made = freeName(tree.taken, measure.name)
  unit.outputs.push({ column: made, measure, period, reach })
  return made
}

function conversionNode(
  tree: Tree,
  metric: Extract<Metric, { kind: 'conversion' }>,
  inherited: readonly Condition[],
): MetricNode {
  const base = findMeasure(tree.session.index, metric.base.measure, metric.name)
  const conversion = findMeasure(tree.session.index, metric.conversion.measure, metric.name)
  const conditions = [
    ...inherited,
    ...authoredConditions(tree.session.index, metric.base.filters, metric.name),
  ]
  const unit: ConversionUnit = {
    kind: 'conversion',
    metric,
    fact: base.model,
    base: base.measure,
    conversion: conversion.measure,
    conversionModel: conversion.model,
    conditions,
    baseColumn: freeName(tree.taken, base.measure.name),
    conversionColumn: freeName(tree.taken, `converted_${conversion.measure.name}`),
  }
  tree.units.set(JSON.stringify([metric.name, conditions]), unit)
  const filled = (figure: Expr, fill: number | null): Expr =>
    fill === null ? figure : call('COALESCE', figure, number(fill))
  const figureOf = ({ model, measure }: typeof base, name: string): Expr =>
    scaledUp(tree.session, model, measure.aggregation, column(null, name))
  const conversions = filled(figureOf(conversion, unit.conversionColumn), metric.conversion.fillNullsWith)
  const bases = filled(figureOf(base, unit.baseColumn), metric.base.fillNullsWith)
  const strict = metric.conversion.fillNullsWith === null && metric.base.fillNullsWith === null
  return metric.calculation === 'conversions'
    ? { expr: conversions, units: [unit], strict, composed: true }
    : { expr: special({ name: 'ratio' }, conversions, bases), units: [unit], strict, composed: true }
}

function ratioNode(tree: Tree, metric: Extract<Metric, { kind: 'ratio' }>, wanted: Wanted): MetricNode {
  return quotient(tree, [
    [metric.numerator.metric, inputNode(tree, metric.numerator, wanted)],
    [metric.denominator.metric, inputNode(tree, metric.denominator, wanted)],
  ])
}

type Named = readonly [string, MetricNode]

/** One node over another; null where the lower is 0 or null. */
export function quotient(tree: Tree, sides: readonly [Named, Named]): MetricNode {
  const [top, bottom] = separate(tree, sides)
  if (!top || !bottom) throw new Error('a ratio has two sides')
  return {
    expr: special({ name: 'ratio' }, top.expr, bottom.expr),
    units: unitsOf([top, bottom]),
    strict: top.strict && bottom.strict,
    composed: true,
  }
}

const inputNode = (tree: Tree, input: MetricInput, wanted: Wanted): MetricNode =>
  nodeOf(tree, {
    name: input.metric,
    inherited: [...wanted.inherited, ...authoredConditions(tree.session.index, input.filters, wanted.name)],
    offset:
      input.offsetWindow || input.offsetToGrain
        ? { window: input.offsetWindow, toGrain: input.offsetToGrain }
        : null,
    path: wanted.path,
  })

function derivedNode(tree: Tree, metric: Extract<Metric, { kind: 'derived' }>, wanted: Wanted): MetricNode {
  const inputs = separate(
    tree,
    metric.inputs.map((input) => [input.metric, inputNode(tree, input, wanted)] as const),
  )
  const byName = new Map(
    metric.inputs.map((input, at) => [(input.alias ?? input.metric).toLowerCase(), inputs[at]]),
  )
  const formula = readExpression(tree.session.index, metric.expr)
  if (formula.kind === 'opaque')
    throw fail('bad-expression', { text: metric.expr, where: metric.name, problem: 'it is not a formula' })
  const expr = rewrite(formula, (node) => {
    if (node.kind !== 'column') return guardDivision(node)
    const input = byName.get(node.name.toLowerCase())
    if (!input)
      throw fail('bad-expression', {
        text: metric.expr,
        where: metric.name,
        problem: `${node.name} is none of its inputs (${[...byName.keys()].join(', ')})`,
      })
    return input.expr
  })
  if (sizeOf(expr) > MOST_PARTS) throw fail('too-long', { name: metric.name, most: MOST_PARTS })
  const strict = inputs.every((input) => input.strict) && !contains(formula, makesValues)
  return { expr, units: unitsOf(inputs), strict, composed: true }
}

/** Division by zero is null, never infinity; an authored NULLIF stays as it is. */
function guardDivision(node: Expr): Expr {
  if (node.kind !== 'binary' || node.op !== '/') return node
  const safe =
    (node.right.kind === 'number' && Number(node.right.text) !== 0) ||
    (node.right.kind === 'call' && node.right.name.toUpperCase() === 'NULLIF')
  const right = safe ? node.right : call('NULLIF', node.right, number(0))
  return { ...node, left: special({ name: 'toDouble' }, node.left), right }
}

/** Anything but arithmetic may give a value where an input is null. */
const makesValues = (node: Expr): boolean =>
  !['binary', 'unary', 'column', 'number', 'cast'].includes(node.kind) &&
  !(node.kind === 'call' && node.name.toUpperCase() === 'NULLIF')

/** Siblings on other scans would lend rows to a formula that turns nulls into values: such a one is computed apart. */
export function separate(
  tree: Tree,
  named: readonly (readonly [string, MetricNode])[],
): readonly MetricNode[] {
  const all = new Set(named.flatMap(([, node]) => node.units))
  return named.map(([name, node]) => {
    if (!node.composed || node.strict || node.units.length === all.size) return node
    return nest(tree, node, name, null)
  })
}

const unitsOf = (nodes: readonly MetricNode[]): readonly Unit[] => [
  ...new Set(nodes.flatMap(({ units }) => units)),
]
