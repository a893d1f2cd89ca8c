import { fail } from '../errors.ts'
import type { Dimension, Window } from '../model.ts'
import {
  binary,
  call,
  column,
  combine,
  cte,
  equals,
  join,
  number,
  output,
  select,
  special,
} from '../sql/build.ts'
import type { Expr, JoinClause, OutputColumn, Select, Source } from '../sql/nodes.ts'
import { aggregateOf, mergeOf } from './aggregate.ts'
import { conditionsOn, mentionsAxis, shownConditions } from './conditions.ts'
import {
  axisConditions,
  axisRange,
  earlier,
  factBounds,
  finestGrain,
  isAxisKey,
  keyColumns,
  measureValue,
  openFact,
  openPaths,
} from './fact-rows.ts'
import type { Frame } from './frame.ts'
import { isCustom, type Key, rankOf } from './keys.ts'
import { formatMoment, parseMoment, shiftMoment } from './moments.ts'
import { sampledRows } from './sampling.ts'
import { type Axis, expressionOf, openScope, type Scope, sourcesOf } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import { type Bounds, openSpine, type Spine, spineAxis } from './spine.ts'
import { truncateLocal, truncateTime, withinRange } from './time.ts'
import type { RowsUnit } from './units.ts'

const AT = 'counted_at'

/**
 * A cumulative measure over time: rows are counted by day (or the spine's grain) first, then every period of the
 * spine adds up the window that ends with it, and a coarser period takes its first, last or average value.
 */
export function rollingUnit(session: Session, unit: RowsUnit, frame: Frame): Select {
  const facts = openFact(session, unit)
  if (!facts.axis || !unit.time) throw fail('no-time', { metric: unit.metric, model: unit.fact.name })
  const { window } = unit.shape.cumulative ?? {}
  if (window && isCustom(session.index, window.grain))
    throw fail('not-supported', { what: `A window of ${window.grain}s`, instead: 'give it in days' })
  const rowKeys = frame.keys.filter((key) => !isAxisKey(facts, key))
  openPaths(facts, rowKeys, [...unit.conditions, ...frame.conditions])
  const along = (bounds: Bounds): Spine => openSpine(session, rollGrain(session, unit), 'spine', bounds)
  const opened = along(factBounds(session, unit, unit.shape.offset))
  const daily = nameQuery(
    session,
    `${unit.fact.name}_by_${opened.grain}`,
    countedRows(facts, unit, { rowKeys, frame, spine: opened }),
  )
  const spine = isWhole(session, unit, frame) ? along(countedBounds(daily)) : opened
  const source = windowSource(session, { ...unit, time: unit.time }, spine, daily)
  const scope: Scope = { ...openScope(session, unit.fact), axis: source.axis }
  const axisKeys = frame.keys.filter((key) => isAxisKey(facts, key))
  const wanted = { facts, rowKeys, axisKeys, frame, spine, daily, source, keepTime: false }
  const asked = finestGrain(session, facts, { ...frame, keys: wanted.axisKeys }, 'year')
  const perPeriod =
    wanted.axisKeys.some((key) => key.datePart || isCustom(session.index, key.grain ?? '')) ||
    rankOf(session.index, asked) > rankOf(session.index, spine.grain)
  if (!perPeriod) return rolled(scope, unit, wanted)
  const base = nameQuery(
    session,
    `${unit.metric}_by_${spine.grain}`,
    rolled(scope, unit, { ...wanted, keepTime: true }),
  )
  const values = unit.shape.spine
    ? nameQuery(session, `${unit.metric}_filled`, filledUp(unit, wanted, base))
    : base
  return periodValues(unit, frame, values)
}

/** A row for each period of the spine, so that the first of a longer one is its first and not the first with rows. */
function filledUp(unit: RowsUnit, { facts, axisKeys, frame, spine }: Wanted, base: string): Select {
  if (!unit.time) throw new Error('a rolling unit has a time')
  const scope: Scope = { ...openScope(facts.session, unit.fact), axis: spineAxis(spine, unit.time) }
  const shown = (key: Key): Expr =>
    axisKeys.includes(key) ? expressionOf(scope, key) : column(base, key.column)
  const columns = [
    output(spine.time, AT),
    ...frame.keys.map((key) => output(shown(key), key.column)),
    ...unit.outputs.map((one) => output(column(base, one.column), one.column)),
  ]
  const where = [
    ...conditionsOn(scope, axisConditions(facts, [...unit.conditions, ...frame.conditions])),
    ...shownConditions(facts, frame.conditions, { keys: frame.keys, shown }),
    ...axisRange(scope, frame, unit.metric),
  ]
  const rows = join('LEFT', cte(base), equals(column(base, AT), spine.time))
  return select({ columns, from: spine.source, joins: [rows, ...scope.extraJoins], where })
}

/** Whether the counted rows are all there are, so that they begin and end where the fact does. */
const isWhole = ({ sampling }: Session, unit: RowsUnit, frame: Frame): boolean =>
  sampling === null &&
  unit.conditions.length === 0 &&
  frame.conditions.length === 0 &&
  frame.time === null &&
  unit.shape.offset === null

function countedBounds(daily: string): Bounds {
  const edge = (name: 'MIN' | 'MAX'): Expr => ({
    kind: 'query',
    query: select({
      columns: [output(call(name, column(daily, AT)), name.toLowerCase())],
      from: cte(daily),
    }),
  })
  return { first: edge('MIN'), last: edge('MAX') }
}

interface Wanted {
  readonly facts: Scope
  readonly rowKeys: readonly Key[]
  readonly axisKeys: readonly Key[]
  /** Whether the spine's own period is kept, for periods to be taken from it. */
  readonly keepTime: boolean
  readonly frame: Frame
  readonly spine: Spine
  readonly daily: string
  readonly source: WindowSource
}

/** Rolling goes by day; by the window's own grain where that is finer. */
function rollGrain(session: Session, unit: RowsUnit): string {
  const { window, grainToDate } = unit.shape.cumulative ?? { window: null, grainToDate: null }
  const grain = window?.grain ?? grainToDate ?? 'day'
  const own = unit.time?.grain ?? 'day'
  const finest = rankOf(session.index, grain) < rankOf(session.index, 'day') ? grain : 'day'
  return rankOf(session.index, own) > rankOf(session.index, finest) ? own : finest
}

/** Rows by spine period and key: partial sums where they can be merged, the values themselves where they cannot. */
function countedRows(
  scope: Scope,
  unit: RowsUnit,
  wanted: Pick<Wanted, 'rowKeys' | 'frame' | 'spine'>,
): Select {
  const { session } = scope
  if (!scope.axis || !unit.time) throw new Error('a rolling unit has a time')
  const at = truncateTime(session, scope.axis.expr, unit.time, wanted.spine.grain)
  const merged = unit.outputs.every(({ measure }) => mergeOf(measure) || measure.aggregation === 'average')
  const distinct = unit.outputs.every(({ measure }) => measure.aggregation === 'count_distinct')
  const columns = [
    output(at, AT),
    ...keyColumns(scope, wanted.rowKeys),
    ...unit.outputs.flatMap((one) => partials(scope, one, merged)),
  ]
  const conditions = [...unit.conditions, ...wanted.frame.conditions]
  const where = [
    ...conditionsOn(
      scope,
      conditions.filter((one) => !mentionsAxis(scope, one)),
    ),
    ...widenedRange(scope, unit, wanted.frame),
    ...sampledRows(scope),
  ]
  return select({
    columns,
    ...sourcesOf(scope),
    where,
    distinct: distinct && !merged,
    groupFirst: merged ? wanted.rowKeys.length + 1 : 0,
  })
}

function partials(scope: Scope, one: RowsUnit['outputs'][number], merged: boolean): readonly OutputColumn[] {
  const value = measureValue(scope, one.measure)
  if (!merged) return [output(value, one.column)]
  if (one.measure.aggregation !== 'average') return [output(aggregateOf(one.measure, value), one.column)]
  return [
    output(call('SUM', value), `${one.column}_sum`),
    output(call('COUNT', value), `${one.column}_count`),
  ]
}

/** Rows that some window of the range can reach. */
function widenedRange(scope: Scope, unit: RowsUnit, frame: Frame): readonly Expr[] {
  const { cumulative, offset } = unit.shape
  if (!frame.time || !scope.axis || offset) return []
  const { start, end } = frame.time
  const back =
    cumulative?.window ?? (cumulative?.grainToDate ? { count: 1, grain: cumulative.grainToDate } : null)
  const from =
    start !== null && back ? formatMoment(shiftMoment(parseMoment(start), -back.count, back.grain)) : null
  return withinRange(scope.session, scope.axis.expr, scope.axis.dimension, { start: from, end })
}

/** Each spine period with the window that ends in it. Periods whose window holds no row are absent. */
function rolled(scope: Scope, unit: RowsUnit, wanted: Wanted): Select {
  const { source, daily, frame, axisKeys, facts, keepTime } = wanted
  const counted = (name: string): Expr => column(daily, name)
  const time = keepTime ? [output(source.axis.expr, AT)] : []
  const keys = frame.keys.map((key) =>
    output(axisKeys.includes(key) ? expressionOf(scope, key) : counted(key.column), key.column),
  )
  const where = [
    ...conditionsOn(scope, axisConditions(facts, [...unit.conditions, ...frame.conditions])),
    ...axisRange(scope, frame, unit.metric),
    ...source.where,
  ]
  return select({
    columns: [
      ...time,
      ...keys,
      ...unit.outputs.map((one) => output(mergedValue(unit, one, counted), one.column)),
    ],
    from: source.from,
    joins: [...source.joins, ...scope.extraJoins],
    where,
    groupFirst: keys.length + time.length,
  })
}

function mergedValue(
  unit: RowsUnit,
  one: RowsUnit['outputs'][number],
  counted: (name: string) => Expr,
): Expr {
  const merged = unit.outputs.every(({ measure }) => mergeOf(measure) || measure.aggregation === 'average')
  if (!merged) return aggregateOf(one.measure, counted(one.column))
  const merge = mergeOf(one.measure)
  if (merge) return call(merge, counted(one.column))
  return special(
    { name: 'ratio' },
    call('SUM', counted(`${one.column}_sum`)),
    call('SUM', counted(`${one.column}_count`)),
  )
}

/** Periods beside the rows of the windows that end with them. */
interface WindowSource {
  readonly from: Source
  readonly joins: readonly JoinClause[]
  readonly where: readonly Expr[]
  /** The period's own time. */
  readonly axis: Axis
}

/** Up to so many days a window is spelled out. */
const MOST_DAYS = 14

/**
 * A short window of days is looked at from its rows: each counts on its own day and on those that follow. That meets
 * the spine by equality, far cheaper than the range every other window is.
 */
function windowSource(
  session: Session,
  unit: RowsUnit & { readonly time: Dimension },
  spine: Spine,
  daily: string,
): WindowSource {
  const axis = spineAxis(spine, unit.time)
  const days = daysOf(unit.shape.cumulative?.window ?? null)
  if (days === null || days > MOST_DAYS || spine.grain !== 'day' || unit.shape.offset) {
    const rows = join('INNER', cte(daily), windowOf(session, unit, spine, daily))
    return { from: spine.source, joins: [rows], where: [], axis }
  }
  const values = Array.from({ length: days }, (_, at) => [number(at)])
  const ahead: Source = { kind: 'values', rows: values, columns: ['days'], alias: 'ahead' }
  const shown = special({ name: 'addDays' }, column(daily, AT), column('ahead', 'days'))
  const joins = [join('CROSS', ahead, null)]
  const from = cte(daily)
  return spine.last
    ? {
        from,
        joins,
        where: [binary('<=', shown, spine.last)],
        axis: { dimension: { ...unit.time, dataType: 'date' }, expr: shown },
      }
    : {
        from,
        joins: [...joins, join('INNER', spine.source, equals(spine.time, shown))],
        where: [],
        axis,
      }
}

const daysOf = (window: Window | null): number | null =>
  window?.grain === 'day' ? window.count : window?.grain === 'week' ? 7 * window.count : null

/** `(end - window, end]`, or from the start of the period to date; an offset moves the end back. */
function windowOf(session: Session, unit: RowsUnit, spine: Spine, daily: string): Expr {
  const { cumulative, offset } = unit.shape
  const end = offset ? earlier(session, spine, offset) : spine.time
  const at = column(daily, AT)
  const until = binary('<=', at, end)
  if (cumulative?.window) {
    const { count, grain } = cumulative.window
    return (
      combine('AND', [until, binary('>', at, special({ name: 'shift', count: -count, grain }, end))]) ?? until
    )
  }
  if (cumulative?.grainToDate)
    return (
      combine('AND', [until, binary('>=', at, truncateLocal(session, end, cumulative.grainToDate))]) ?? until
    )
  return until
}

/** The value of a coarser period: its first, last or average one. */
function periodValues(unit: RowsUnit, frame: Frame, base: string): Select {
  const how = unit.shape.cumulative?.periodAggregation ?? 'first'
  const valueOf = (name: string): Expr =>
    how === 'average'
      ? call('AVG', column(base, name))
      : special({ name: 'firstBy', last: how === 'last' }, column(base, name), column(base, AT))
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(base, key.column), key.column)),
      ...unit.outputs.map((one) => output(valueOf(one.column), one.column)),
    ],
    from: cte(base),
    groupFirst: frame.keys.length,
  })
}
