import { fail } from '../errors.ts'
import { call, column, combine, cte, equals, join, nothing, output, select } from '../sql/build.ts'
import type { Expr, OutputColumn, Query, Select } from '../sql/nodes.ts'
import { conditionsOn } from './conditions.ts'
import { renderConversion } from './conversion-unit.ts'
import type { Frame } from './frame.ts'
import { type Key, METRIC_TIME, rankOf } from './keys.ts'
import type { MetricNode, NestedUnit, RowsUnit, Tree, Unit } from './metric-tree.ts'
import { earlier, keyColumns, openFact, renderRows } from './rows-unit.ts'
import { openScope, type Scope } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import { declaredSpine, openSpine, spineAxis } from './spine.ts'
import { withinRange } from './time.ts'

/** A metric with the column it is shown in. */
export interface Shown {
  readonly column: string
  readonly node: MetricNode
}

/** Keys first, then each shown metric: one row per combination of keys that any source has. */
export function relationOf(session: Session, tree: Tree, shown: readonly Shown[], frame: Frame): Select {
  const units = [...tree.units.values()]
  const [only] = units
  if (units.length === 1 && only?.kind === 'rows') {
    const merged = inOneSelect(renderRows(session, only, frame), only, shown, frame)
    if (merged) return merged
  }
  const source = unitsTogether(session, units, frame)
  const bound = (expr: Expr): Expr => expr
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(source, key.column), key.column)),
      ...shown.map((one) => output(bound(one.node.expr), one.column)),
    ],
    from: cte(source),
  })
}

/** A single scan whose metrics are its aggregates needs no second query. */
function inOneSelect(rows: Select, unit: RowsUnit, shown: readonly Shown[], frame: Frame): Select | null {
  const byName = new Map(rows.columns.map((one) => [one.name, one.expr]))
  if (rows.from === null || unit.shape.cumulative || unit.shape.spine) return wrapped(rows, shown)
  const columns = shown.map((one) => {
    const { expr } = one.node
    const aggregate = expr.kind === 'column' ? byName.get(expr.name) : undefined
    return aggregate ? output(aggregate, one.column) : null
  })
  if (columns.some((one) => one === null)) return null
  return { ...rows, columns: [...rows.columns.slice(0, frame.keys.length), ...(columns as OutputColumn[])] }
}

/** The rows as they are when their columns are already those shown. */
const wrapped = (rows: Select, shown: readonly Shown[]): Select | null => {
  const own = rows.columns.slice(-shown.length)
  const same = shown.every(({ column: name, node }, at) => {
    const { expr } = node
    return expr.kind === 'column' && expr.name === name && own[at]?.name === name
  })
  return same && shown.length > 0 ? rows : null
}

/** Units side by side under one name: UNION ALL of padded aggregates, grouped by their keys. */
function unitsTogether(session: Session, units: readonly Unit[], frame: Frame): string {
  const names = units.map((unit) =>
    nameQuery(session, unitName(unit, frame), renderUnit(session, unit, frame)),
  )
  const [first] = names
  if (first === undefined) throw fail('empty-plan', {})
  if (names.length === 1) return first
  const columns = units.map(columnsOfUnit)
  const all = columns.flat()
  const padded: Query = {
    kind: 'union',
    queries: names.map((name, at) =>
      select({
        columns: [
          ...frame.keys.map((key) => output(column(name, key.column), key.column)),
          ...all.map((value) => output(columns[at]?.includes(value) ? column(name, value) : nothing, value)),
        ],
        from: cte(name),
      }),
    ),
  }
  const stacked = nameQuery(session, 'all_sources', padded)
  return nameQuery(
    session,
    'side_by_side',
    select({
      columns: [
        ...frame.keys.map((key) => output(column(stacked, key.column), key.column)),
        ...all.map((value) => output(call('MAX', column(stacked, value)), value)),
      ],
      from: cte(stacked),
      groupFirst: frame.keys.length,
    }),
  )
}

const columnsOfUnit = (unit: Unit): readonly string[] => {
  if (unit.kind === 'rows') return unit.outputs.map((one) => one.column)
  return unit.kind === 'conversion' ? [unit.baseColumn, unit.conversionColumn] : [unit.column]
}

/** `orders_by_month_country`, `orders_total`. */
function unitName(unit: Unit, frame: Frame): string {
  const what = unit.kind === 'rows' ? unit.fact.name : unit.kind === 'nested' ? unit.metric : unit.metric.name
  const by = frame.keys.map((key) => key.grain ?? key.datePart ?? key.name.split('__').at(-1))
  return by.length === 0 ? `${what}_total` : `${what}_by_${by.slice(0, 3).join('_')}`
}

function renderUnit(session: Session, unit: Unit, frame: Frame): Select {
  if (unit.kind === 'rows') return renderRows(session, unit, frame)
  return unit.kind === 'conversion'
    ? renderConversion(session, unit, frame)
    : renderNested(session, unit, frame)
}

/**
 * A metric computed whole and, under an offset, shown at the later time: conditions and ranges then apply to the
 * time it is shown at.
 */
function renderNested(session: Session, unit: NestedUnit, frame: Frame): Select {
  const shown = [{ column: unit.column, node: unit.node }]
  const units = new Map(unit.node.units.map((one, at) => [String(at), one]))
  const tree: Tree = { session, units, taken: new Set() }
  if (!unit.offset) return relationOf(session, tree, shown, frame)
  const inner = nameQuery(
    session,
    `earlier_${unit.metric}`,
    relationOf(session, tree, shown, { keys: frame.keys, conditions: [], time: null }),
  )
  const facts = firstFact(session, unit.node.units)
  const axisKeys = frame.keys.filter((key) => isTimeKey(facts, key))
  if (axisKeys.length === 0)
    throw fail('needs-metric-time', { metric: unit.metric, why: 'looks at an earlier time' })
  return shiftRelation(session, { unit, inner, facts, axisKeys, frame })
}

interface Shift {
  readonly unit: NestedUnit
  readonly inner: string
  readonly facts: Scope
  readonly axisKeys: readonly Key[]
  readonly frame: Frame
}

function shiftRelation(session: Session, shift: Shift): Select {
  const { unit, inner, facts, axisKeys, frame } = shift
  const time = facts.axis?.dimension
  if (!time || !unit.offset)
    throw fail('needs-metric-time', { metric: unit.metric, why: 'looks at an earlier time' })
  const spine = openSpine(
    session,
    spineGrain(session, axisKeys, time.grain),
    'spine',
    generatedBounds(session, unit, inner, axisKeys),
  )
  const scope: Scope = { ...openScope(session, facts.fact), axis: spineAxis(spine, time) }
  const where = [
    ...conditionsOn(scope, frame.conditions),
    ...(frame.time && scope.axis
      ? withinRange(session, scope.axis.expr, scope.axis.dimension, frame.time)
      : []),
  ]
  const moved: Scope = {
    ...openScope(session, facts.fact),
    axis: spineAxis({ ...spine, time: earlier(session, spine, unit.offset) }, time),
  }
  const on = keyColumns(moved, axisKeys).map((one) => equals(one.expr, column(inner, one.name)))
  const keys = frame.keys.map((key) =>
    axisKeys.includes(key)
      ? (keyColumns(scope, [key])[0] as OutputColumn)
      : output(column(inner, key.column), key.column),
  )
  return select({
    distinct: true,
    columns: [...keys, output(column(inner, unit.column), unit.column)],
    from: spine.source,
    joins: [join('INNER', cte(inner), combine('AND', on)), ...scope.extraJoins],
    where,
  })
}

const spineGrain = (session: Session, keys: readonly Key[], own: string | null): string =>
  keys
    .map((key) => key.grain ?? own ?? 'day')
    .reduce((a, b) => (rankOf(session.index, b) < rankOf(session.index, a) ? b : a), 'day')

function generatedBounds(session: Session, unit: NestedUnit, inner: string, keys: readonly Key[]) {
  const key = keys.find((one) => !one.datePart)
  if (!key && !declaredSpine(session, 'day'))
    throw fail('needs-metric-time', { metric: unit.metric, why: 'looks at an earlier time' })
  const edge = (name: 'MIN' | 'MAX'): Expr => ({
    kind: 'query',
    query: select({
      columns: [output(call(name, column(inner, key?.column ?? '')), name.toLowerCase())],
      from: cte(inner),
    }),
  })
  const last = edge('MAX')
  return {
    first: edge('MIN'),
    last: unit.offset?.window
      ? ({ kind: 'special', special: { name: 'shift', ...unit.offset.window }, args: [last] } as Expr)
      : last,
  }
}

function firstFact(session: Session, units: readonly Unit[]): Scope {
  for (const unit of units) {
    if (unit.kind === 'rows') return openFact(session, unit)
    if (unit.kind === 'conversion') return openFact(session, { fact: unit.fact, time: null })
    return firstFact(session, unit.node.units)
  }
  throw new Error('a metric has a source')
}

function isTimeKey(scope: Scope, key: Key): boolean {
  if (key.name === METRIC_TIME) return true
  const own = scope.axis?.dimension.name
  return own !== undefined && key.name.split('__').at(-1) === own && key.name.split('__').length <= 2
}
