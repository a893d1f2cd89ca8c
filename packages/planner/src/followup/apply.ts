import type { GroupBy, MetricsPlan, QuestionPlan } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import type { Part } from '../outcome.ts'
import { assume, CannotFit, type Fitting } from '../readings/context.ts'
import { type Measured, measured } from '../readings/counting.ts'
import { rowFilters } from '../readings/filters.ts'
import { columnLabel, rowsLabel } from '../readings/labels.ts'
import { likeForLike } from '../readings/like-for-like.ts'
import { statedParts } from '../readings/parts.ts'
import { needRef, refOf } from '../readings/refs.ts'
import { isAggregate, resolveQuantity } from '../readings/resolve-quantity.ts'
import { type Clock, timeGroup, timingOf } from '../readings/time.ts'
import type { Group } from '../structure/frame.ts'
import type { Hang } from './detect.ts'
import { columnOfRefName, fieldsOf, isPositive, labelOfRef } from './fields.ts'
import { columnOfRef, dropParts, factsOf, type State } from './state.ts'

type Step = (state: State, fitting: Fitting, hang: Hang) => State

/** What a follow-up may change, in the order it takes effect. */
const steps: readonly Step[] = [
  changeMeasures,
  changeGroups,
  changeFilters,
  changeTime,
  changeLimits,
  changeRank,
  changeOrder,
  changeLooks,
]

/** The thread's state with everything the follow-up says in force. @throws `CannotFit` inside fitting */
export function applyFrame(state: State, fitting: Fitting, hang: Hang): State {
  const changed = steps.reduce((here, step) => step(here, fitting, hang), state)
  return {
    ...changed,
    stated: statedParts(fitting, changed.plan),
    assumed: [...stillAssumed(changed, fitting), ...fitting.assumed],
    dropped: [...changed.dropped, ...fitting.dropped],
  }
}

/** What was assumed of a period goes with it when another takes its place. */
const stillAssumed = ({ assumed }: State, { frame }: Fitting): readonly Part[] =>
  frame.periods.some(({ match }) => match.kind === 'range')
    ? assumed.filter(({ kind }) => kind !== 'period')
    : assumed

function clockOf(plan: QuestionPlan, facts: readonly string[]): Clock {
  const refs = plan.kind === 'metrics' ? plan.metrics : []
  const metrics = refs.flatMap((ref) => ('metric' in ref ? [ref.metric] : []))
  return refs.length > 0 && metrics.length === refs.length
    ? { kind: 'metrics', metrics }
    : { kind: 'rows', model: facts[0] ?? '' }
}

/** Other metrics in place of those before, or beside them; what they cannot be shown by is dropped. */
function changeMeasures(state: State, fitting: Fitting, hang: Hang): State {
  const wants = fitting.frame.wants
    .map(({ quantity }) => resolveQuantity(fitting, quantity))
    .filter((one) => one.kind !== 'column')
  const names = hang === 'change' && fitting.frame.conditions.length > 0
  if (wants.length === 0 || names || state.plan.kind === 'list') return state
  const measures = wants.map((one) => measured(fitting, one, null))
  const { plan } = state
  const metrics =
    hang === 'add' ? [...plan.metrics, ...measures.map(({ ref }) => ref)] : measures.map(({ ref }) => ref)
  const replaced = hang === 'add' ? state : dropMetricParts(state)
  return dropUnreachable(
    { ...replaced, plan: renameColumns({ ...plan, metrics }, plan, hang) },
    fitting,
    measures,
  )
}

/** A metric that another took the place of is no loss worth a warning: it is simply no longer kept. */
const dropMetricParts = (state: State): State => ({
  ...state,
  kept: state.kept.filter(({ kind }) => kind !== 'metric'),
})

/** Order, rank and thresholds follow the first metric when it changes. */
function renameColumns(plan: MetricsPlan, before: MetricsPlan, hang: Hang): MetricsPlan {
  const [old, now] = [before.metrics[0], plan.metrics[0]]
  if (hang === 'add' || !old || !now) return plan
  const renamed = (name: string): string =>
    before.metrics.some((ref) => columnOfRef(ref) === name) ? columnOfRef(now) : name
  return {
    ...plan,
    orderBy: plan.orderBy.map((one) => ({ ...one, by: renamed(one.by) })),
    having: plan.having.map((one) => ({ ...one, column: renamed(one.column) })),
    top: plan.top && { ...plan.top, by: renamed(plan.top.by) },
  }
}

function dropUnreachable(state: State, fitting: Fitting, measures: readonly Measured[]): State {
  if (state.plan.kind === 'list') return state
  const facts = measures.flatMap((one) => one.facts)
  const known = (name: string): boolean =>
    name === 'metric_time' || facts.every((fact) => isRef(fitting, fact, name))
  const groupBy = state.plan.groupBy.filter(({ dimension }) => known(dimension))
  const where = state.plan.where.filter((filter) => fieldsOf(filter).every(known))
  const lost = [
    ...state.plan.groupBy.filter((one) => !groupBy.includes(one)).map(({ dimension }) => dimension),
    ...state.plan.where.filter((one) => !where.includes(one)).flatMap(fieldsOf),
  ]
  const gone = new Set(lost.map((ref) => labelOfRef(fitting.index, ref)))
  return dropParts({ ...state, plan: { ...state.plan, groupBy, where } }, (part) =>
    [...gone].some((label) => part.reading.startsWith(label)),
  )
}

const isRef = (fitting: Fitting, fact: string, ref: string): boolean => {
  const column = columnOfRefName(fitting.index, ref)
  return column !== null && refOf(fitting, fact, column) !== null
}

/** New groups take the place of the old, unless they are to be added; a grain alone changes only the time. */
function changeGroups(state: State, fitting: Fitting, hang: Hang): State {
  const { groups } = fitting.frame
  if (state.plan.kind === 'list') return changeColumns(state, fitting)
  if (groups.length === 0) return state
  const fact = factsOf(state.plan, fitting.index)[0] ?? ''
  const wanted = groups
    .flatMap((group) => columnsOf(fitting, group))
    .map((column): GroupBy => ({ dimension: needRef(fitting, fact, column) }))
  if (hang === 'add' || saysAdd(fitting)) {
    const fresh = wanted.filter(({ dimension }) => !isGrouped(state.plan, dimension))
    return { ...state, plan: { ...state.plan, groupBy: [...state.plan.groupBy, ...fresh] } }
  }
  const cleared = dropParts(state, (part) => part.kind === 'dimension' || part.kind === 'grain')
  const plan = state.plan
  const orderBy = plan.orderBy.filter(({ by }) => plan.metrics.some((ref) => columnOfRef(ref) === by))
  const largest =
    orderBy.length > 0 || plan.metrics.length === 0
      ? orderBy
      : [{ by: columnOfRef(plan.metrics[0] as never), direction: 'desc' as const }]
  return { ...cleared, plan: { ...plan, groupBy: wanted, orderBy: largest } }
}

const saysAdd = (fitting: Fitting): boolean =>
  ['split', 'break', 'broken', 'further', 'also'].some((word) => fitting.spoken.has(word))

const isGrouped = (plan: QuestionPlan, dimension: string): boolean =>
  plan.kind === 'metrics' && plan.groupBy.some((one) => one.dimension === dimension)

function columnsOf(fitting: Fitting, { target }: Group): readonly Column[] {
  if (target.kind === 'column') return [target.column]
  const key = fitting.index.schema.key(target.model)
  return [...(key ? [key] : []), ...fitting.index.schema.display(target.model)]
}

/** A list shows the columns named beside those it has. */
function changeColumns(state: State, fitting: Fitting): State {
  const { plan } = state
  if (plan.kind !== 'list') return state
  const wanted = fitting.frame.groups
    .flatMap((group) => columnsOf(fitting, group))
    .map((column) => needRef(fitting, plan.root, column))
  const fresh = wanted.filter((ref) => !plan.columns.some(({ dimension }) => dimension === ref))
  return {
    ...state,
    plan: { ...plan, columns: [...plan.columns, ...fresh.map((dimension) => ({ dimension }))] },
  }
}

/** New filters join the old; one on a column already fixed takes its place, and the old one is shown as dropped. */
function changeFilters(state: State, fitting: Fitting): State {
  const facts = factsOf(state.plan, fitting.index)
  const [first, ...others] = facts.map((fact) => rowFilters(fitting, fact, isAggregate))
  if (!first || first.length === 0) return state
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
    throw new CannotFit('no-path', 'The condition means different things for the metrics shown together.')
  const positive = new Set(first.filter(isPositive).flatMap(fieldsOf))
  const same = new Set(first.map((filter) => JSON.stringify(filter)))
  const kept = state.plan.where.filter(
    (filter) =>
      !same.has(JSON.stringify(filter)) &&
      !(isPositive(filter) && fieldsOf(filter).every((field) => positive.has(field))),
  )
  const replaced = new Set([...positive].map((field) => labelOfRef(fitting.index, field)))
  const parts = (part: Part): boolean =>
    part.kind === 'filter' &&
    [...replaced].some(
      (label) => part.reading.startsWith(`${label} is `) && !part.reading.startsWith(`${label} is not `),
    )
  return dropParts({ ...state, plan: { ...state.plan, where: [...kept, ...first] } }, parts)
}

function changeTime(state: State, fitting: Fitting, hang: Hang): State {
  const { frame } = fitting
  if (frame.periods.length === 0 && !frame.trend) return state
  const facts = factsOf(state.plan, fitting.index)
  const clock = clockOf(state.plan, facts)
  const timing = timingOf(fitting, clock)
  const ranged = timing.time === null ? state : dropParts(state, ({ kind }) => kind === 'period')
  const time = timing.time ?? state.plan.time
  const where = [...ranged.plan.where, ...timing.where]
  if (ranged.plan.kind === 'list') return { ...ranged, plan: { ...ranged.plan, time, where } }
  const compared = timing.compare === null ? ranged : dropParts(ranged, ({ kind }) => kind === 'comparison')
  const compare = timing.compare ?? ranged.plan.compare
  const clipped = likeForLike(time, compare, fitting.now)
  if (clipped.said !== null) assume(fitting, 'period', clipped.said)
  const plan: MetricsPlan = { ...ranged.plan, time: clipped.time, where, compare }
  return timing.grain === null
    ? { ...compared, plan }
    : withGrain({ ...compared, plan }, fitting, { clock, grain: timing.grain, hang })
}

interface GrainAsked {
  readonly clock: Clock
  readonly grain: string
  readonly hang: Hang
}

/** The grain changes where there is one; else time joins the groups, or takes their place with "instead". */
function withGrain(state: State, fitting: Fitting, { clock, grain, hang }: GrainAsked): State {
  if (state.plan.kind === 'list') return state
  const group = timeGroup(fitting, clock, grain)
  if (!group) throw new CannotFit('no-path', `There is no date to show this by ${grain}.`)
  const only = hang === 'replace' && fitting.frame.groups.length === 0
  const rest = only ? [] : state.plan.groupBy.filter((one) => one.grain === undefined)
  const cleared = dropParts(state, (part) => part.kind === 'grain' || (only && part.kind === 'dimension'))
  return {
    ...cleared,
    plan: { ...state.plan, groupBy: [group, ...rest], orderBy: rest.length === 0 ? [] : state.plan.orderBy },
  }
}

/** Thresholds on what is shown: "only those above 1000". */
function changeLimits(state: State, fitting: Fitting): State {
  const { plan } = state
  if (plan.kind === 'list') return state
  const having = fitting.frame.conditions.filter(isAggregate).flatMap((condition) => {
    if (condition.kind !== 'compare' || condition.bound.kind !== 'value') return []
    const named = condition.quantity.kind === 'metric' ? condition.quantity.name : null
    const ref = plan.metrics.find((one) => columnOfRef(one) === named) ?? plan.metrics[0]
    return ref ? [{ column: columnOfRef(ref), op: condition.op, value: condition.bound.value }] : []
  })
  return having.length === 0 ? state : { ...state, plan: { ...plan, having: [...plan.having, ...having] } }
}

function changeRank(state: State, fitting: Fitting): State {
  const { rank } = fitting.frame
  const { plan } = state
  if (!rank) return state
  const cleared = dropParts(state, ({ kind }) => kind === 'limit')
  if (plan.kind === 'list') return { ...cleared, plan: { ...plan, limit: rank.count } }
  const ref =
    plan.metrics.find((one) => rank.by.kind === 'metric' && columnOfRef(one) === rank.by.name) ??
    plan.metrics[0]
  if (!ref) return state
  if (plan.groupBy.length === 0)
    throw new CannotFit('not-supported', 'There is nothing to rank: the answer has one row.')
  const by = columnOfRef(ref)
  const top = { count: rank.count, by, direction: rank.direction, per: [], ties: 'first' as const }
  return { ...cleared, plan: { ...plan, top, orderBy: [{ by, direction: rank.direction }] } }
}

function changeOrder(state: State, fitting: Fitting): State {
  const { order } = fitting.frame
  if (!order) return state
  const cleared = dropParts(state, ({ kind }) => kind === 'order')
  const { plan } = state
  const column = order.by.kind === 'column' ? order.by.column : null
  const fact = factsOf(plan, fitting.index)[0] ?? ''
  const shown = plan.kind === 'list' ? plan.columns : plan.groupBy
  const fallback =
    plan.kind === 'list' ? shown[0]?.dimension : plan.metrics[0] && columnOfRef(plan.metrics[0])
  const by = column ? needRef(fitting, fact, column) : order.by.kind === 'metric' ? order.by.name : fallback
  if (by === undefined) return state
  if (column && !shown.some(({ dimension }) => dimension === by))
    throw new CannotFit(
      'not-supported',
      `${columnLabel(fitting.index, column)} is not shown, so ${rowsLabel(fitting.index, fact).toLowerCase()} cannot be sorted by it.`,
    )
  return { ...cleared, plan: { ...plan, orderBy: [{ by, direction: order.direction }] } }
}

function changeLooks(state: State, fitting: Fitting): State {
  const { presentation } = fitting.frame
  return presentation
    ? { ...dropParts(state, ({ kind }) => kind === 'presentation'), presentation: presentation.as }
    : state
}
