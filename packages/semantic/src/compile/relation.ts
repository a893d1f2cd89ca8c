import { fail } from '../errors.ts'
import { call, column, cte, equals, join, nothing, output, select, special } from '../sql/build.ts'
import type { Expr, OutputColumn, Query, Select } from '../sql/nodes.ts'
import { renderBridge } from './bridge-unit.ts'
import { conditionsOn, mentionsAxis } from './conditions.ts'
import { renderConversion } from './conversion-unit.ts'
import { axisRange, earlier, keyColumns, openFact } from './fact-rows.ts'
import type { Condition, Frame } from './frame.ts'
import { isDateGrain, type Key, METRIC_TIME, rankOf } from './keys.ts'
import { renderNear } from './near-unit.ts'
import { checkTime, renderRows } from './rows-unit.ts'
import { openScope, type Scope } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import { openSpine, spineAxis } from './spine.ts'
import type { MetricNode, NestedUnit, RowsUnit, Unit } from './units.ts'

/** A metric with the column it is shown in. */
export interface Shown {
  readonly column: string
  readonly node: MetricNode
}

/** Keys first, then each shown metric: one row per combination of keys that any source has. */
export function relationOf(session: Session, shown: readonly Shown[], frame: Frame): Select {
  const units = [...new Set(shown.flatMap(({ node }) => node.units))]
  for (const unit of units) if (unit.kind === 'rows') checkTime(session, unit, frame)
  const [only] = units
  if (units.length === 1 && only?.kind === 'rows' && isOneScan(only) && shown.every(isBare))
    return inOneSelect(renderRows(session, only, frame), shown, frame)
  const source = unitsTogether(session, units, frame)
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(source, key.column), key.column)),
      ...shown.map((one) => output(one.node.expr, one.column)),
    ],
    from: cte(source),
  })
}

const isBare = ({ node }: Shown): boolean => node.expr.kind === 'column'

/** Whether a unit is answered by a single grouped scan. */
const isOneScan = (unit: RowsUnit): boolean =>
  unit.shape.cumulative === null &&
  !unit.shape.spine &&
  unit.outputs.every(({ measure }) => !measure.nonAdditive)

/** A single scan whose metrics are its aggregates needs no second query. */
function inOneSelect(rows: Select, shown: readonly Shown[], frame: Frame): Select {
  const byName = new Map(rows.columns.map((one) => [one.name, one.expr]))
  const columns = shown.map(({ column: name, node }): OutputColumn => {
    const aggregate = node.expr.kind === 'column' ? byName.get(node.expr.name) : undefined
    if (!aggregate) throw new Error(`the scan lost ${name}`)
    return output(aggregate, name)
  })
  return { ...rows, columns: [...rows.columns.slice(0, frame.keys.length), ...columns] }
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
  const what = unitSubject(unit)
  const by = frame.keys.map((key) => key.grain ?? key.datePart ?? key.name.split('__').at(-1))
  return by.length === 0 ? `${what}_total` : `${what}_by_${by.slice(0, 3).join('_')}`
}

const unitSubject = (unit: Unit): string => {
  if (unit.kind === 'conversion') return unit.metric.name
  if (unit.kind === 'near') return unit.column
  return unit.kind === 'rows' && !unit.shape.cumulative ? unit.fact.name : unit.metric
}

function renderUnit(session: Session, unit: Unit, frame: Frame): Select {
  if (unit.kind === 'rows') return renderRows(session, unit, frame)
  if (unit.kind === 'bridge') return renderBridge(session, unit, frame)
  if (unit.kind === 'near') return renderNear(session, unit, frame)
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
  if (!unit.offset) return relationOf(session, shown, frame)
  const facts = firstFact(session, unit.node.units)
  const axisKeys = frame.keys.filter((key) => isTimeKey(facts, key))
  const joinKey = finestKey(session, axisKeys)
  if (!joinKey) throw fail('needs-metric-time', { metric: unit.metric, why: 'looks at an earlier time' })
  const aboutTime = (condition: Condition): boolean => mentionsAxis(facts, condition)
  const inner = nameQuery(
    session,
    `earlier_${unit.metric}`,
    relationOf(session, shown, {
      keys: frame.keys,
      conditions: frame.conditions.filter((condition) => !aboutTime(condition)),
      time: null,
    }),
  )
  const outer = { ...frame, conditions: frame.conditions.filter(aboutTime) }
  return shiftRelation(session, { unit, inner, facts, axisKeys, joinKey, frame: outer })
}

const finestKey = (session: Session, keys: readonly Key[]): Key | undefined =>
  keys
    .filter((key) => !key.datePart)
    .toSorted((a, b) => rankOf(session.index, a.grain ?? 'day') - rankOf(session.index, b.grain ?? 'day'))[0]

interface Shift {
  readonly unit: NestedUnit
  readonly inner: string
  readonly facts: Scope
  readonly axisKeys: readonly Key[]
  readonly joinKey: Key
  readonly frame: Frame
}

/** Periods of the spine, each beside the inner rows of the period that lies the offset before it. */
function shiftRelation(session: Session, shift: Shift): Select {
  const { unit, inner, facts, axisKeys, joinKey, frame } = shift
  const time = facts.axis?.dimension
  if (!time || !unit.offset) throw fail('no-time', { metric: unit.metric, model: facts.fact.name })
  const spine = openSpine(session, joinKey.grain ?? 'day', 'spine', generatedBounds(unit, inner, joinKey))
  const scope: Scope = { ...openScope(session, facts.fact), axis: spineAxis(spine, time) }
  const columns = keyColumns(scope, axisKeys)
  const where = [...conditionsOn(scope, frame.conditions), ...axisRange(scope, frame, unit.metric)]
  const periods = nameQuery(
    session,
    'periods',
    select({ distinct: true, columns, from: spine.source, joins: scope.extraJoins, where }),
  )
  const key = column(periods, joinKey.column)
  const before = earlier(session, { time: key }, unit.offset)
  const on = equals(
    isDateGrain(session.index, joinKey.grain ?? 'day') ? special({ name: 'toDate' }, before) : before,
    column(inner, joinKey.column),
  )
  return select({
    columns: [
      ...frame.keys.map((one) =>
        output(column(axisKeys.includes(one) ? periods : inner, one.column), one.column),
      ),
      output(column(inner, unit.column), unit.column),
    ],
    from: cte(periods),
    joins: [join('INNER', cte(inner), on)],
  })
}

function generatedBounds(unit: NestedUnit, inner: string, key: Key) {
  const edge = (name: 'MIN' | 'MAX'): Expr => ({
    kind: 'query',
    query: select({
      columns: [output(call(name, column(inner, key.column)), name.toLowerCase())],
      from: cte(inner),
    }),
  })
  const last = edge('MAX')
  return {
    first: edge('MIN'),
    last: unit.offset?.window ? special({ name: 'shift', ...unit.offset.window }, last) : last,
  }
}

function firstFact(session: Session, units: readonly Unit[]): Scope {
  for (const unit of units) {
    if (unit.kind === 'near') continue
    if (unit.kind === 'rows') return openFact(session, unit)
    if (unit.kind === 'bridge') return openFact(session, { fact: unit.fact, time: null })
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
