import { fail } from '../errors.ts'
import { findTarget } from '../graph/resolve-dimension.ts'
import type { Measure, SemanticModel } from '../model.ts'
import { binary, call, column, isNull, number } from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'
import type { Frame } from './frame.ts'
import { rowsUnit, type Tree, timeOf } from './metric-tree.ts'
import { freeName, type Session } from './session.ts'
import type { Counted, MetricNode, Offset, RowsUnit, Shape, Unit } from './units.ts'

/** The column that says how many stand behind a group; never shown. */
export const SIZE = '_group_size'

/** What a group of a fact is counted in: the slice's entity where the fact leads to it, else rows. */
export function countedOf(session: Session, fact: SemanticModel): Counted {
  const entity = session.guard.minGroup?.entity ?? null
  const target = entity === null ? null : findTarget(session.index, fact, entity)
  return target?.dimension === null ? target : 'rows'
}

/**
 * How many: rows, or different values of an entity, those not known as one; of those that meet a condition.
 * @param value the entity; not read where rows are counted
 */
export function headCount(counted: Counted, value: Expr, condition: Expr | null = null): Expr {
  const only = (result: Expr): Expr => (condition ? choose(condition, result, null) : result)
  if (counted === 'rows') return call('COUNT', condition ? only(number(1)) : { kind: 'star' })
  const unknown = choose(isNull(value), number(1), number(0))
  const different: Expr = { ...call('COUNT', only(value)), distinct: true }
  return binary('+', different, call('COALESCE', call('MAX', only(unknown)), number(0)))
}

export const choose = (condition: Expr, result: Expr, otherwise: Expr | null): Expr => ({
  kind: 'case',
  operand: null,
  whens: [{ kind: 'when', condition, result }],
  otherwise,
})

const BEYOND = number(Number.MAX_SAFE_INTEGER)

/** The least of some counts that is not 0; null where all are 0 or unknown. */
export function leastCount(counts: readonly Expr[]): Expr {
  const [only, ...others] = counts
  if (!only) throw new Error('there is a count')
  if (others.length === 0) return only
  const known = counts.map((one) => call('COALESCE', call('NULLIF', one, number(0)), BEYOND))
  return call('NULLIF', call('LEAST', ...known), BEYOND)
}

/**
 * The least number behind any figure of the nodes, as a metric beside them. Of figures that look along time the rows of
 * the period itself are counted: it is them that the difference of two neighbours tells.
 */
export function sizeNode(tree: Tree, nodes: readonly MetricNode[], frame: Frame): MetricNode {
  const leaves = [...new Set(nodes.flatMap(({ units }) => units))].flatMap((unit) =>
    leavesOf(tree, unit, null),
  )
  const sizes = leaves.flatMap((leaf) => sizesOf(tree, leaf, frame))
  const units = [...new Set(sizes.map(({ unit }) => unit))]
  const counts = [...new Set(sizes.map((one) => one.column))].map((name) => column(null, name))
  return { expr: leastCount(counts), units, strict: true, composed: true }
}

type Leaf = { readonly rows: RowsUnit } | { readonly unit: Unit; readonly column: string }

/** The rows that a unit reads, on units of this tree. */
function leavesOf(tree: Tree, unit: Unit, offset: Offset | null): readonly Leaf[] {
  switch (unit.kind) {
    case 'near':
      return []
    case 'nested':
      return unit.node.units.flatMap((inner) => leavesOf(tree, inner, unit.offset ?? offset))
    case 'rows':
      return [{ rows: ownRows(tree, unit, offset) }]
    case 'bridge':
      return [{ rows: plainRows(tree, { ...unit, time: timeOf(unit.fact, null) }) }]
    case 'conversion': {
      const metric = unit.metric.name
      if (!COUNTS.has(unit.conversion.aggregation))
        throw fail('not-supported', {
          what: `${metric} in a slice that leaves out small groups`,
          instead: 'ask for a conversion metric that counts',
        })
      const base = {
        fact: unit.fact,
        time: timeOf(unit.fact, unit.base),
        conditions: unit.conditions,
        metric,
      }
      const converted = isIn(tree, unit) ? [{ unit, column: unit.conversionColumn }] : []
      return [{ rows: plainRows(tree, base) }, ...converted]
    }
  }
}

const COUNTS: ReadonlySet<string> = new Set(['count', 'count_distinct', 'sum_boolean'])
const isIn = (tree: Tree, unit: Unit): boolean => [...tree.units.values()].includes(unit)

/** A unit's own scan where it counts the rows of its groups as they are; else one beside it that does. */
function ownRows(tree: Tree, unit: RowsUnit, offset: Offset | null): RowsUnit {
  const [first] = unit.outputs
  const isSemiAdditive = first !== undefined && first.measure.nonAdditive !== null
  if (unit.shape.cumulative === null && offset === null && isIn(tree, unit)) return unit
  const shape = { ...PLAIN, offset: offset ?? unit.shape.offset }
  const made = rowsUnit(tree, { ...unit, shape, alone: isSemiAdditive ? first.measure.name : null })
  if (isSemiAdditive && made.outputs.length === 0)
    made.outputs.push({ ...first, column: freeName(tree.taken, first.column) })
  return made
}

const PLAIN: Shape = { cumulative: null, offset: null, spine: false }

const plainRows = (tree: Tree, of: Pick<RowsUnit, 'fact' | 'time' | 'conditions' | 'metric'>): RowsUnit => {
  const { fact, time, conditions, metric } = of
  return rowsUnit(tree, { fact, time, conditions, metric, shape: PLAIN, alone: null })
}

interface Sized {
  readonly unit: Unit
  readonly column: string
}

function sizesOf(tree: Tree, leaf: Leaf, frame: Frame): readonly Sized[] {
  if ('unit' in leaf) return [leaf]
  const { rows } = leaf
  const counted = countedOf(tree.session, rows.fact)
  let size = rows.outputs.find(({ who }) => who !== undefined)
  if (!size) {
    const name = freeName(tree.taken, `${rows.fact.name}_size`)
    size = { column: name, measure: counting, period: null, reach: null, who: counted }
    rows.outputs.push(size)
  }
  const own = { unit: rows, column: size.column }
  return isNarrowed(rows, frame) ? [own, nearSize(tree, rows, counted)] : [own]
}

const isNarrowed = (rows: RowsUnit, frame: Frame): boolean =>
  rows.shape.offset === null &&
  (frame.time !== null || [...rows.conditions, ...frame.conditions].some(({ kind }) => kind === 'filter'))

function nearSize(tree: Tree, rows: RowsUnit, counted: Counted): Sized {
  const key = `near ${JSON.stringify([rows.fact.name, rows.time?.name, rows.conditions])}`
  const known = tree.units.get(key)
  if (known?.kind === 'near') return { unit: known, column: known.column }
  const name = freeName(tree.taken, `${rows.fact.name}_left_out`)
  const unit: Unit = { kind: 'near', rows, counted, column: name }
  tree.units.set(key, unit)
  return { unit, column: name }
}

/** Stands where a measure must; `headCount` is what is read. */
const counting: Measure = {
  name: SIZE,
  label: null,
  description: null,
  extras: {},
  place: null,
  aggregation: 'count',
  expr: '1',
  percentile: null,
  discretePercentile: false,
  approximatePercentile: false,
  timeDimension: null,
  nonAdditive: null,
}
