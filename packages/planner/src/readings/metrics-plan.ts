import type { Filter, GroupBy, Having, MetricsPlan, OrderBy, TopN } from '@numize/semantic'
import { emptyMetricsPlan, modelsOfMetric } from '@numize/semantic'
import { type Column, withRole } from '../index/thing.ts'
import type { Bound, Condition, Group, Quantity } from '../structure/frame.ts'
import { wordsOf } from '../text/words-of.ts'
import { alongOf } from './along.ts'
import { bridged } from './bridges.ts'
import { assume, CannotFit, doubt, type Fitting } from './context.ts'
import { aggregateName, type Measured } from './counting.ts'
import { doubtIdle, doubtNumericGroups } from './doubtful-groups.ts'
import { rowFilters } from './filters.ts'
import { knownGroups, knownNames } from './known-groups.ts'
import { columnLabel, listed, rowsLabel } from './labels.ts'
import { measuredRows } from './measured-rows.ts'
import { pivotOf } from './pivot.ts'
import { measuredBy } from './quotient.ts'
import { groupsHead, isAggregate, type Resolved, resolveQuantity } from './resolve-quantity.ts'
import { selectionFilter, selectionOf } from './selection.ts'
import { sharedRef } from './shared-ref.ts'
import { type Clock, timeGroup, timingOf } from './time.ts'

/** Metrics, counts and aggregates by groups. */
export function metricsPlan(fitting: Fitting): MetricsPlan {
  const counted = fitting.frame.wants.map(({ quantity }) => quantity).find((one) => one.kind === 'count')
  const aggregated = fitting.frame.wants
    .map(({ quantity }) => quantity)
    .find((one) => one.kind === 'aggregate')
  const fact = counted?.model ?? aggregated?.column.model
  const selection = fact === undefined ? null : selectionOf(fitting, fact)
  if (fact === undefined || !selection) return groupedPlan(withOwnDates(withHavingDates(fitting)))
  const narrowed = groupedPlan({ ...fitting, frame: { ...fitting.frame, rank: null } })
  return { ...narrowed, where: [...narrowed.where, selectionFilter(fitting, fact, selection)] }
}

/** "customers with more than 3 orders in 2025", counted side by side: the period is the plan's. */
function withHavingDates(fitting: Fitting): Fitting {
  const periods = fitting.frame.conditions.flatMap((one) =>
    one.kind === 'compare' && one.period && isHaving(fitting, one)
      ? [{ text: one.text, span: one.span, match: one.period }]
      : [],
  )
  return periods.length === 0
    ? fitting
    : { ...fitting, frame: { ...fitting.frame, periods: [...fitting.frame.periods, ...periods] } }
}

/** A period said of the very date the metrics are counted by is the plan's period. */
function withOwnDates(fitting: Fitting): Fitting {
  const { frame, index } = fitting
  const facts = new Set(
    frame.wants.flatMap(({ quantity }) =>
      quantity.kind === 'metric'
        ? modelsOfMetric(index.catalog.model, quantity.name)
        : quantity.kind === 'count'
          ? [quantity.model]
          : [],
    ),
  )
  const own = (condition: Condition): condition is Dated =>
    condition.kind === 'compare' &&
    condition.op === '=' &&
    condition.bound.kind === 'period' &&
    condition.quantity.kind === 'column' &&
    facts.size === 1 &&
    facts.has(condition.quantity.column.model) &&
    index.schema.time(condition.quantity.column.model)?.name === condition.quantity.column.name
  const dates = frame.conditions.filter(own)
  const periods = dates.map(({ text, span, bound }) => ({ text, span, match: bound.match }))
  return {
    ...fitting,
    frame: {
      ...frame,
      periods: [...frame.periods, ...periods],
      conditions: frame.conditions.filter((one) => !own(one)),
    },
  }
}

type Dated = Extract<Condition, { kind: 'compare' }> & { readonly bound: Extract<Bound, { kind: 'period' }> }

function groupedPlan(fitting: Fitting): MetricsPlan {
  const quantities = quantitiesOf(fitting)
  const columns = groupColumns(fitting)
  const measures = bridged(
    fitting,
    quantities.map((quantity) => measuredBy(fitting, quantity, (one) => pivotOf(fitting, one, columns))),
    columns,
  )
  const facts = [...new Set(measures.flatMap((one) => one.facts))]
  const governed = measures.flatMap(({ ref }) => ('metric' in ref ? [ref.metric] : []))
  const clock: Clock =
    governed.length === measures.length
      ? { kind: 'metrics', metrics: governed }
      : { kind: 'rows', model: facts[0] ?? '' }
  const timing = timingOf(fitting, clock)
  const refs = new Set(columns.map((column) => sharedRef(fitting, facts, column, measures)))
  const groupBy = [...refs].map((dimension): GroupBy => ({ dimension }))
  const time = timing.grain === null ? null : timeGroup(fitting, clock, timing.grain)
  if (timing.grain !== null && time === null)
    throw new CannotFit(
      'no-path',
      `There is no date to show ${listed(measures.map(({ label }) => label))} by ${timing.grain}.`,
    )
  const groups = time === null || time.dimension === '' ? groupBy : [time, ...groupBy]
  doubtNumericGroups(fitting)
  doubtIdle(fitting, facts)
  const having = havingOf(fitting, measures)
  const chosen = having.length > 0 || fitting.frame.rank !== null
  const known = chosen
    ? knownGroups(fitting, facts[0] ?? '', columns)
    : measures.every(({ ref }) => 'countOf' in ref)
      ? knownNames(fitting, facts[0] ?? '', columns)
      : []
  const window = alongOf(fitting, measures, groups)
  return {
    ...emptyMetricsPlan,
    ...(window.length > 0 ? { window } : {}),
    metrics: measures.map(({ ref }) => ref),
    groupBy: groups,
    where: distinct([
      ...filtersFor(fitting, facts),
      ...timing.where,
      ...known,
      ...measuredRows(fitting, quantities, columns),
    ]),
    having,
    time: timing.time,
    compare: timing.compare,
    ...orderOf(fitting, measures, groups, timing.time !== null || time !== null),
  }
}

/** What a second sentence says once more holds once. */
const distinct = (filters: readonly Filter[]): Filter[] => [
  ...new Map(filters.map((one) => [JSON.stringify(one), one])).values(),
]

function quantitiesOf(fitting: Fitting): Resolved[] {
  const { frame } = fitting
  const asked = frame.wants.map(({ quantity }) => resolveQuantity(fitting, quantity))
  const ranked = frame.rank ? [resolveQuantity(fitting, frame.rank.by)] : []
  const ordered =
    frame.order && frame.order.by.kind !== 'implied' ? [resolveQuantity(fitting, frame.order.by)] : []
  const limited = frame.conditions
    .filter(isAggregate)
    .flatMap((one) => (isHaving(fitting, one) ? [quantityOf(fitting, one)] : []))
  const all = [...asked, ...ranked, ...ordered, ...limited].filter((one) => one.kind !== 'column')
  return all.filter(
    (one, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  )
}

const quantityOf = (fitting: Fitting, condition: Condition): Resolved => {
  if (condition.kind !== 'compare') throw new Error('only comparisons are on groups')
  return resolveQuantity(fitting, condition.quantity)
}

/** A condition on groups is on those shown, unless it speaks of an entity's rows inside a narrower count. */
export function isHaving(fitting: Fitting, condition: Condition): boolean {
  if (!isAggregate(condition)) return false
  const { frame } = fitting
  if (frame.groups.length === 0) return groupsHead(frame, condition)
  if (condition.kind === 'compare' && condition.quantity.kind === 'metric') return true
  const counted = frame.wants.some(({ quantity }) => quantity.kind === 'count')
  return (
    !counted ||
    frame.wants.some(
      ({ quantity }) =>
        condition.kind === 'compare' && JSON.stringify(quantity) === JSON.stringify(condition.quantity),
    )
  )
}

/** Columns to group by: those named, and for an entity its key with what names it. */
function groupColumns(fitting: Fitting): Column[] {
  const { schema } = fitting.index
  const columns = fitting.frame.groups.flatMap((group) => columnsOfGroup(fitting, group))
  const shown = fitting.frame.groups.filter((group) => group.shown)
  const keys = shown.flatMap(({ target }) => {
    if (
      target.kind !== 'column' ||
      !schema.display(target.column.model).some((one) => one.name === target.column.name) ||
      schema.dimension(target.column)?.extras['repeats'] === true
    )
      return []
    const key = schema.key(target.column.model)
    return key ? [key] : []
  })
  return unique([
    ...headColumns(fitting),
    ...ownerKeys(fitting),
    ...keys,
    ...columns,
    ...comparedColumns(fitting),
  ])
}

/** "the birth year of the artist with the most awards": artists are ranked, not their years. */
function ownerKeys({ frame, index }: Fitting): readonly Column[] {
  const by = frame.rank?.by
  const counted = by?.kind === 'count' ? by.model : by?.kind === 'aggregate' ? by.column.model : null
  if (counted === null || !frame.groups.every(({ shown }) => shown)) return []
  return frame.groups.flatMap(({ target }) => {
    if (target.kind !== 'column' || target.column.model === counted) return []
    const { model } = target.column
    const owner = frame.entities.some((one) => one.clause === 0 && one.model === model)
    const key = owner ? index.schema.key(model) : null
    return key && counted !== model ? [key] : []
  })
}

/** "garden vs kitchen": members of one column side by side. */
const comparedColumns = (fitting: Fitting): readonly Column[] =>
  fitting.frame.versus === null
    ? []
    : fitting.frame.conditions.flatMap((one) =>
        one.kind === 'values' && one.values.length > 1 ? [one.column] : [],
      )

function columnsOfGroup(fitting: Fitting, group: Group): readonly Column[] {
  const { schema } = fitting.index
  if (group.target.kind === 'column') return [group.target.column]
  const inRole = withRole(group.target.role)
  const bare = schema.key(group.target.model)
  const key = bare && { ...bare, ...inRole }
  const display = schema.display(group.target.model).map((column) => ({ ...column, ...inRole }))
  assume(
    fitting,
    'columns',
    `${rowsLabel(fitting.index, group.target.model)} are shown by ${listed(display.map((one) => columnLabel(fitting.index, one)))}`,
  )
  return unique([...(key ? [key] : []), ...display])
}

/** "which customer spent the most": the head entity is what is ranked, though no column of it is named. */
function headColumns(fitting: Fitting): readonly Column[] {
  const { frame } = fitting
  const ranked =
    frame.rank ?? (frame.order?.by.kind === 'metric' || frame.order?.by.kind === 'count' ? frame.order : null)
  const conditioned = frame.conditions.find(isAggregate)
  if (frame.groups.length > 0 || !(ranked || conditioned)) return []
  const counted = new Set(
    frame.wants.flatMap(({ quantity }) => (quantity.kind === 'count' ? [quantity.model] : [])),
  )
  const by = ranked?.by.kind === 'count' ? ranked.by.model : null
  const head = frame.entities.find(({ model }) => model !== by && !counted.has(model))
  return head
    ? columnsOfGroup(fitting, { ...head, target: { kind: 'entity', model: head.model }, shown: true })
    : []
}

const unique = (columns: readonly Column[]): Column[] => [
  ...new Map(
    columns.map((column) => [`${column.kind} ${column.model}.${column.name} ${column.role ?? ''}`, column]),
  ).values(),
]

/** Filters that hold for the rows of every fact. */
function filtersFor(fitting: Fitting, facts: readonly string[]): readonly Filter[] {
  const skip = (condition: Condition): boolean => isHaving(fitting, condition)
  const [first, ...others] = facts.map((fact) => rowFilters(fitting, fact, skip))
  for (const other of others)
    if (JSON.stringify(other) !== JSON.stringify(first))
      throw new CannotFit('no-path', 'The conditions mean different things for the metrics asked together.')
  return first ?? []
}

function havingOf(fitting: Fitting, measures: readonly Measured[]): Having[] {
  return fitting.frame.conditions
    .filter((one) => isHaving(fitting, one))
    .map((condition) => {
      if (condition.kind !== 'compare' || condition.bound.kind !== 'value')
        throw new CannotFit('not-supported', `I cannot compare groups as in "${condition.text}" yet.`)
      const column = columnNameOf(fitting, measures, condition.quantity)
      return { column, op: condition.op, value: condition.bound.value }
    })
}

/** The output column of a quantity that is among the measures. */
function columnNameOf(fitting: Fitting, measures: readonly Measured[], quantity: Quantity): string {
  const resolved = resolveQuantity(fitting, quantity)
  const matching = measures.find((one) => measures.length === 1 || describes(one, resolved))
  return matching?.as ?? measures[0]?.as ?? ''
}

const describes = (one: Measured, quantity: Resolved): boolean =>
  quantity.kind === 'metric'
    ? one.as === quantity.name
    : quantity.kind === 'formula'
      ? one.as === wordsOf(quantity.name).join('_')
      : quantity.kind === 'aggregate'
        ? one.as === aggregateName(quantity)
        : quantity.kind === 'count'
          ? countsRows(one)
          : false

/** A count, governed or not; not an amount put together from the same rows. */
const countsRows = ({ ref }: Measured): boolean =>
  'countOf' in ref || 'metric' in ref || ('measure' in ref && ref.measure.aggregation === 'count_distinct')

type Ordering = Pick<MetricsPlan, 'orderBy' | 'limit' | 'top'>

function orderOf(
  fitting: Fitting,
  measures: readonly Measured[],
  groups: readonly GroupBy[],
  timed: boolean,
): Ordering {
  const { rank, order } = fitting.frame
  const none: Ordering = { orderBy: [], limit: null, top: null }
  if (groups.length === 0) return none
  if (rank) {
    if (resolveQuantity(fitting, rank.by).kind === 'column')
      doubt(fitting, `"${rank.text}" is not by what is shown`, 0.9)
    const by = columnNameOf(fitting, measures, rank.by)
    if (rank.direction === 'asc' && rank.by.kind === 'count')
      assume(
        fitting,
        'limit',
        `Those without any ${rowsLabel(fitting.index, rank.by.model).toLowerCase()} are not ranked`,
      )
    const per = within(fitting, groups)
    const top: TopN = { count: rank.count, by, direction: rank.direction, per, ties: 'all' }
    return { orderBy: [{ by, direction: rank.direction }], limit: null, top }
  }
  if (order) return { ...none, orderBy: [orderBy(fitting, measures, groups)] }
  const [first] = measures
  if (timed && groups.some(({ grain }) => grain !== undefined)) return none
  if (!first) return none
  assume(fitting, 'order', `Largest ${first.label} first`)
  return { ...none, orderBy: [{ by: first.as, direction: 'desc' }] }
}

/** "the top seller in each region": where something is ranked, what it is grouped by besides is where that restarts. */
function within(fitting: Fitting, groups: readonly GroupBy[]): string[] {
  const asked = fitting.frame.groups
  if (!asked.some(({ shown }) => shown)) return []
  const outer = asked.filter(({ shown }) => !shown).flatMap((group) => columnsOfGroup(fitting, group))
  for (const column of outer)
    assume(fitting, 'limit', `Ranked within each ${columnLabel(fitting.index, column).toLowerCase()}`)
  return groups
    .filter(({ dimension }) =>
      outer.some(({ name }) => dimension === name || dimension.endsWith(`__${name}`)),
    )
    .map(({ dimension }) => dimension)
}

function orderBy(fitting: Fitting, measures: readonly Measured[], groups: readonly GroupBy[]): OrderBy {
  const { order } = fitting.frame
  if (!order) throw new Error('asked only where an order is')
  const direction = order.direction
  if (order.by.kind === 'column') {
    const column = order.by.column
    const group = groups.find(
      ({ dimension }) => dimension === column.name || dimension.endsWith(`__${column.name}`),
    )
    if (group) return { by: group.dimension, direction }
    doubt(fitting, `"${order.text}" is not among what is shown`, 0.3)
  }
  return { by: columnNameOf(fitting, measures, order.by), direction }
}
