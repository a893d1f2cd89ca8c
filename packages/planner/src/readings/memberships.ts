import type { Filter, MetricsPlan, QuestionPlan, TimeRange } from '@numize/semantic'
import { emptyListPlan, emptyMetricsPlan } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import type { Condition } from '../structure/frame.ts'
import { opposite } from '../structure/opposite.ts'
import { apart } from './apart.ts'
import { chained, type Way } from './chained.ts'
import { assume, CannotFit, doubt, type Fitting } from './context.ts'
import { type Measured, measured } from './counting.ts'
import { columnLabel, rowsLabel } from './labels.ts'
import { needRef, refOf } from './refs.ts'
import { isAggregate, resolveQuantity } from './resolve-quantity.ts'
import { columnOfCondition, joinOr, modelOf, nearFilter } from './row-filter.ts'
import { timeColumn } from './time.ts'

/** Conditions on rows that lead to the root: membership of the root's key in a plan over them. */
export function farFilters(
  fitting: Fitting,
  root: string,
  far: readonly Condition[],
  negate: boolean,
): Filter[] {
  const aggregates = far.filter(isAggregate)
  const plain = far.filter((one) => !isAggregate(one))
  const riders = plain.filter((one) => aggregates.some((counted) => narrowsCount(fitting, counted, one)))
  const free = plain.filter((one) => !riders.includes(one))
  const opposed = free.filter((one) => isNegated(one))
  const positive = free.filter((one) => !isNegated(one))
  return [
    ...memberships(fitting, root, positive, negate),
    ...opposed.flatMap((one) =>
      memberships(fitting, root, [{ ...one, negate: false } as Condition], !negate),
    ),
    ...aggregates.map((one) => {
      const own = riders.filter((rider) => narrowsCount(fitting, one, rider))
      return countMembership(fitting, root, { condition: one, riders: own }, negate)
    }),
  ]
}

/** "more than 2 growers from Kent": what is said of the counted rows right behind them. */
export function narrowsCount(fitting: Fitting, counted: Condition, { span, ...rider }: Condition): boolean {
  if (counted.kind !== 'compare' || counted.quantity.kind !== 'count' || counted.quantity.column) return false
  const between = fitting.frame.items.filter(
    (item) => item.span[0] >= counted.span[1] && item.span[1] <= span[0],
  )
  const joined = between.some(({ kind }) => kind === 'operator' || kind === 'comma')
  const linked = between.every((item) => item.kind !== 'operator' || item.op.op !== 'and')
  const column = columnOfCondition(fitting, { span, ...rider })
  return (
    span[0] > counted.span[0] &&
    !rider.or &&
    (!joined || linked) &&
    column !== null &&
    refOf(fitting, counted.quantity.model, column) !== null
  )
}

/** "do not own cats": of rows that lead here, none may be such. */
const isNegated = (condition: Condition): boolean => 'negate' in condition && condition.negate

function memberships(
  fitting: Fitting,
  root: string,
  conditions: readonly Condition[],
  negate: boolean,
): Filter[] {
  const parts = negate ? [conditions] : apart(conditions.map(allNamed))
  return parts
    .flatMap((part) => groupByRoot(fitting, root, part))
    .map(({ via, conditions: some, inner: known }) => {
      if (known) return membership(fitting, root, { via, inner: known }, negate)
      const said = some.filter((one) => !(one.kind === 'exists' && one.model === via))
      const inner = joinOr(said.map((one) => ({ filter: nearFilter(fitting, via, one), or: one.or })))
      return membership(fitting, root, { via, inner }, negate)
    })
}

/** "speak French and Dutch": of rows that lead here, there is one of each. */
const allNamed = (condition: Condition): Condition =>
  condition.kind === 'values' && condition.joined === 'and' ? { ...condition, every: true } : condition

/** Models that lead both to the root and to what the conditions are about; conditions of one way are kept together. */
function groupByRoot(
  fitting: Fitting,
  root: string,
  conditions: readonly Condition[],
): readonly (Partial<Way> & { readonly via: string; readonly conditions: readonly Condition[] })[] {
  const led = conditions.map((one) => chained(fitting, root, one, true))
  if (led.some((one) => one !== null))
    return conditions.flatMap((condition, at) => {
      const way = led[at]
      return way ? [{ ...way, conditions: [condition] }] : groupByRoot(fitting, root, [condition])
    })
  const all = viaOf(fitting, root, conditions)
  if (all !== null) return conditions.length === 0 ? [] : [{ via: all, conditions }]
  return conditions.map((condition) => {
    const via = viaOf(fitting, root, [condition])
    const way = via === null ? chained(fitting, root, condition) : null
    if (way) return { ...way, conditions: [condition] }
    if (via === null)
      throw new CannotFit(
        'no-path',
        `Nothing joins ${rowsLabel(fitting.index, root)} to "${condition.text}".`,
      )
    return { via, conditions: [condition] }
  })
}

function viaOf(fitting: Fitting, root: string, conditions: readonly Condition[]): string | null {
  const said = conditions.flatMap((one) => (one.kind === 'either' ? one.ways.flat() : [one]))
  const targets = said.map((one) => columnOfCondition(fitting, one)?.model ?? modelOf(one) ?? root)
  const roles = said.flatMap((one) => columnOfCondition(fitting, one)?.role ?? [])
  return nearestNamed(fitting, [root, ...targets], roles)
}

/** Of the models equally near to all of some the one the question names, else the one that has the roles it names. */
function nearestNamed({ frame, index }: Fitting, targets: readonly string[], roles: readonly string[]) {
  const roots = index.graph.roots(targets)
  const far = (from: string): number =>
    targets.reduce((sum, target) => sum + (index.graph.distance(from, target) ?? 0), 0)
  const [first] = roots
  if (first === undefined) return null
  const near = roots.filter((one) => far(one) === far(first))
  const named = near.find((one) => frame.entities.some(({ model }) => model === one))
  const playing = near.find((one) =>
    roles.some((role) => index.schema.models.get(one)?.entities.some(({ name }) => name === role)),
  )
  return named ?? playing ?? first
}

const keyOf = (fitting: Fitting, root: string): Column => {
  const key = fitting.index.schema.key(root)
  if (!key) throw new CannotFit('no-path', `${rowsLabel(fitting.index, root)} have no key to join them by.`)
  return key
}

function membership(fitting: Fitting, root: string, { via, inner }: Way, negate: boolean): Filter {
  const key = keyOf(fitting, root)
  const column = { dimension: needRef(fitting, via, key) }
  const known: Filter[] = negate ? [{ kind: 'null', field: column, negate: true }] : []
  const plan: QuestionPlan = {
    ...emptyListPlan(via),
    columns: [column],
    distinct: true,
    where: [...inner, ...known],
  }
  return { kind: 'inPlan', field: { dimension: needRef(fitting, root, key) }, plan, negate }
}

/** "with more than 3 cards": keys of the root whose groups pass. */
interface Counted {
  readonly condition: Condition
  /** What the counted rows must be. */
  readonly riders: readonly Condition[]
}

function countMembership(
  fitting: Fitting,
  root: string,
  { condition, riders }: Counted,
  negate: boolean,
): Filter {
  if (condition.kind !== 'compare') throw new Error('only comparisons are on groups')
  const key = keyOf(fitting, root)
  const { quantity } = condition
  if (
    quantity.kind === 'count' &&
    quantity.column === null &&
    fitting.index.graph.distance(root, quantity.model) !== null
  )
    doubt(fitting, `"${condition.text}" counts what each row has one of`, 0.95)
  const few = fewOf(condition)
  const counted = groupPlan(fitting, key, few ?? condition)
  const narrowed = riders.map((one) =>
    nearFilter(fitting, quantity.kind === 'count' ? quantity.model : root, one),
  )
  const plan = { ...counted, where: [...counted.where, ...narrowed] }
  const where: Filter[] = plan.groupBy.map(({ dimension }) => ({
    kind: 'null',
    field: { dimension },
    negate: true,
  }))
  if (few) assume(fitting, 'filter', `${rowsLabel(fitting.index, root)} with none are included`)
  const known = few === null ? plan : { ...plan, where: [...plan.where, ...where] }
  return {
    kind: 'inPlan',
    field: { dimension: needRef(fitting, root, key) },
    plan: known,
    negate: negate !== (few !== null),
  }
}

/** "fewer than 3" is not "3 or more": so that those with none are among them. */
function fewOf(condition: Compared): Compared | null {
  const { quantity, op, bound } = condition
  if (quantity.kind !== 'count' || bound.kind !== 'value') return null
  if (op === '<' || op === '<=') return { ...condition, op: opposite[op] }
  return op === '=' && bound.value === 0 ? { ...condition, op: '>' } : null
}

type Compared = Extract<Condition, { kind: 'compare' }>

/** Groups of a key for which a quantity passes a comparison. */
function groupPlan(
  fitting: Fitting,
  key: Column,
  condition: Extract<Condition, { kind: 'compare' }>,
): MetricsPlan {
  const quantity = resolveQuantity(fitting, condition.quantity)
  if (condition.bound.kind !== 'value')
    throw new CannotFit(
      'not-supported',
      `I cannot compare "${condition.text}" to an aggregate of groups yet.`,
    )
  const fact =
    quantity.kind === 'count' ? (fitting.index.graph.roots([quantity.model, key.model])[0] ?? null) : null
  const measure = measured(fitting, quantity, fact)
  const from = measure.facts[0] ?? key.model
  return {
    ...emptyMetricsPlan,
    metrics: [measure.ref],
    groupBy: [{ dimension: needRef(fitting, from, key) }],
    having: [{ column: measure.as, op: condition.op, value: condition.bound.value }],
    time: condition.period ? happened(fitting, measure, condition.period) : null,
  }
}

/** When the counted rows happened, by the date they are counted by. */
function happened(fitting: Fitting, { ref, facts }: Measured, { start, end }: PeriodMatch): TimeRange {
  if ('metric' in ref) return { start, end }
  const from = facts[0] ?? ''
  const column = timeColumn(fitting, from)
  if (!column) throw new CannotFit('no-path', `${rowsLabel(fitting.index, from)} have no date.`)
  assume(fitting, 'period', `Counted by ${columnLabel(fitting.index, column)}`)
  return { start, end, dimension: needRef(fitting, from, column) }
}
