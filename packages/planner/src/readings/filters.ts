import type {
  CompareOp,
  Field,
  Filter,
  MetricsPlan,
  Operand,
  QuestionPlan,
  TimeRange,
} from '@numize/semantic'
import { emptyListPlan, emptyMetricsPlan } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import type { Bound, Clause, Condition } from '../structure/frame.ts'
import { opposite } from '../structure/opposite.ts'
import { assume, CannotFit, doubt, type Fitting } from './context.ts'
import { type Measured, measured } from './counting.ts'
import { columnLabel, rowsLabel } from './labels.ts'
import { needRef, refOf } from './refs.ts'
import { isAggregate, resolveQuantity } from './resolve-quantity.ts'
import { timeColumn } from './time.ts'

/** Filters on rows of `root` for all conditions on rows of a frame; conditions on groups are left to the caller. */
export function rowFilters(
  fitting: Fitting,
  root: string,
  skip: (condition: Condition) => boolean,
): Filter[] {
  const parts: Filter[][] = []
  for (const clause of fitting.frame.clauses) {
    const all = fitting.frame.conditions.filter((one) => one.clause === clause.id)
    const conditions = all.filter((one) => !skip(one))
    if (clause.members) {
      parts.push([notAmong(fitting, root, clause.members, conditions)])
      continue
    }
    const existing = existence(fitting, root, clause, conditions)
    const filters = clauseFilters(fitting, root, clause, [...conditions, ...existing])
    if (clause.negate && filters.length === 0 && all.length === 0)
      doubt(fitting, 'what is negated could not be told', 1)
    const before = parts.at(-1)
    if (conditions[0]?.or && before && before.length > 0 && filters.length > 0)
      parts[parts.length - 1] = [{ kind: 'or', filters: [allOf(before), allOf(filters)] }]
    else parts.push(filters)
  }
  return parts.flat()
}

/** Members of a column that have no row for which the conditions hold. */
function notAmong(fitting: Fitting, root: string, members: Column, conditions: readonly Condition[]): Filter {
  const inner = joinOr(
    conditions.map((one) => ({ filter: nearFilter(fitting, members.model, one), or: one.or })),
  )
  const column = { dimension: needRef(fitting, members.model, members) }
  const known: Filter = { kind: 'null', field: column, negate: true }
  const plan: QuestionPlan = {
    ...emptyListPlan(members.model),
    columns: [column],
    distinct: true,
    where: [...inner, known],
  }
  return { kind: 'inPlan', field: { dimension: needRef(fitting, root, members) }, plan, negate: true }
}

const allOf = (filters: readonly Filter[]): Filter =>
  filters.length === 1 && filters[0] ? filters[0] : { kind: 'and', filters }

/** Entities a clause names without saying anything of them: rows of theirs must exist (or must not). */
function existence(
  fitting: Fitting,
  root: string,
  clause: Clause,
  conditions: readonly Condition[],
): Condition[] {
  const { frame, index } = fitting
  if (clause.id === 0) return []
  return frame.entities
    .filter((entity) => entity.clause === clause.id && entity.model !== root)
    .filter((entity) => !conditions.some((one) => modelOf(one) === entity.model))
    .filter(
      (entity) =>
        !conditions.some(
          (one) => modelOf(one) !== null && leads(index, entity.model, modelOf(one) ?? '', root),
        ),
    )
    .filter(
      ({ model }) => clause.negate || conditions.length === 0 || index.graph.distance(root, model) === null,
    )
    .map(({ text, span, model }) => ({
      text,
      span,
      kind: 'exists',
      model,
      negate: false,
      or: false,
      clause: clause.id,
    }))
}

/** A condition on a model behind the entity already says that the entity's rows exist. */
const leads = (index: Fitting['index'], entity: string, model: string, root: string): boolean =>
  index.graph.distance(root, model) === null && index.graph.distance(entity, model) !== null

function modelOf(condition: Condition): string | null {
  if (condition.kind === 'exists') return condition.model
  if (condition.kind === 'compare')
    return condition.quantity.kind === 'column' || condition.quantity.kind === 'aggregate'
      ? condition.quantity.column.model
      : condition.quantity.kind === 'count'
        ? condition.quantity.model
        : null
  return condition.column.model
}

function clauseFilters(
  fitting: Fitting,
  root: string,
  clause: Clause,
  conditions: readonly Condition[],
): Filter[] {
  const near = conditions.filter((one) => isNear(fitting, root, one))
  const far = conditions.filter((one) => !near.includes(one))
  const own = joinOr(near.map((one) => ({ filter: nearFilter(fitting, root, one), or: one.or })))
  const reached = farFilters(fitting, root, far, clause.negate)
  if (!clause.negate) {
    const anyFar = far.some((one) => one.or) && own.length > 0
    return anyFar ? [{ kind: 'or', filters: [...own, ...reached] }] : [...own, ...reached]
  }
  return [...own.map((filter): Filter => negated(filter)), ...reached]
}

function negated(filter: Filter): Filter {
  if (filter.kind === 'in' || filter.kind === 'inPlan' || filter.kind === 'text' || filter.kind === 'null')
    return { ...filter, negate: filter.negate !== true }
  if (filter.kind === 'compare') return { ...filter, op: opposite[filter.op] }
  return { kind: 'not', filter }
}

/** Said of rows of the root itself or of what they lead to. */
function isNear(fitting: Fitting, root: string, condition: Condition): boolean {
  if (isAggregate(condition)) return false
  if (condition.kind === 'exists') return fitting.index.graph.distance(root, condition.model) !== null
  const column = columnOfCondition(fitting, condition)
  return column !== null && refOf(fitting, root, column) !== null
}

function columnOfCondition(fitting: Fitting, condition: Condition): Column | null {
  if (condition.kind === 'exists') return null
  if (condition.kind !== 'compare') return condition.column
  const quantity = resolveQuantity(fitting, condition.quantity)
  return quantity.kind === 'column' || quantity.kind === 'aggregate' ? quantity.column : null
}

/** Neighbours joined by "or" become one filter. */
function joinOr(parts: readonly { readonly filter: Filter; readonly or: boolean }[]): Filter[] {
  const groups: Filter[][] = []
  for (const { filter, or } of parts) {
    const last = groups.at(-1)
    if (or && last) last.push(filter)
    else groups.push([filter])
  }
  return groups.map((group) => (group.length === 1 && group[0] ? group[0] : { kind: 'or', filters: group }))
}

/** One condition as a filter on rows of `root`. */
function nearFilter(fitting: Fitting, root: string, condition: Condition): Filter {
  if (condition.kind === 'exists') {
    const key = fitting.index.schema.key(condition.model)
    if (!key)
      throw new CannotFit('no-path', `${rowsLabel(fitting.index, condition.model)} have no key to look for.`)
    return { kind: 'null', field: { dimension: needRef(fitting, root, key) }, negate: true }
  }
  if (condition.kind === 'compare') return compareFilter(fitting, root, condition)
  const field: Field = { dimension: needRef(fitting, root, condition.column) }
  if (condition.kind === 'missing') return { kind: 'null', field, negate: condition.negate }
  if (condition.kind === 'text')
    return { kind: 'text', field, match: condition.match, value: condition.value, negate: condition.negate }
  const [only] = condition.values
  if (condition.values.length === 1 && only !== undefined)
    return { kind: 'compare', field, op: condition.negate ? '!=' : '=', value: only }
  return { kind: 'in', field, values: condition.values, negate: condition.negate }
}

function compareFilter(
  fitting: Fitting,
  root: string,
  condition: Extract<Condition, { kind: 'compare' }>,
): Filter {
  const quantity = resolveQuantity(fitting, condition.quantity)
  if (quantity.kind !== 'column') throw new Error('only columns are compared row by row')
  const field: Field = { dimension: needRef(fitting, root, quantity.column) }
  if (condition.bound.kind === 'period') return periodFilter(field, condition.op, condition.bound)
  return {
    kind: 'compare',
    field,
    op: condition.op,
    value: operand(fitting, quantity.column, condition.bound),
  }
}

function periodFilter(field: Field, op: CompareOp, bound: Extract<Bound, { kind: 'period' }>): Filter {
  const { start, end } = bound.match
  const from: Filter | null = start === null ? null : { kind: 'compare', field, op: '>=', value: start }
  const to: Filter | null = end === null ? null : { kind: 'compare', field, op: '<', value: end }
  if (op === '>' && end !== null) return { kind: 'compare', field, op: '>=', value: end }
  if (op === '<' && start !== null) return { kind: 'compare', field, op: '<', value: start }
  if (op === '>=' && from) return from
  if (op === '<=' && to) return to
  const both = [from, to].filter((filter) => filter !== null)
  return both.length === 1 && both[0] ? both[0] : { kind: 'and', filters: both }
}

function operand(fitting: Fitting, column: Column, bound: Exclude<Bound, { kind: 'period' }>): Operand {
  if (bound.kind === 'value') return bound.value
  const { ref } = measured(fitting, { kind: 'aggregate', aggregation: bound.aggregation, column }, null)
  assume(
    fitting,
    'filter',
    `The ${bound.aggregation} is over all ${rowsLabel(fitting.index, column.model).toLowerCase()}`,
  )
  return { plan: { ...emptyMetricsPlan, metrics: [ref] } }
}

/** Conditions on rows that lead to the root: membership of the root's key in a plan over them. */
function farFilters(fitting: Fitting, root: string, far: readonly Condition[], negate: boolean): Filter[] {
  const aggregates = far.filter(isAggregate)
  const plain = far.filter((one) => !isAggregate(one))
  const opposed = plain.filter((one) => isNegated(one))
  const positive = plain.filter((one) => !isNegated(one))
  return [
    ...memberships(fitting, root, positive, negate),
    ...opposed.flatMap((one) =>
      memberships(fitting, root, [{ ...one, negate: false } as Condition], !negate),
    ),
    ...aggregates.map((one) => countMembership(fitting, root, one, negate)),
  ]
}

/** "do not own cats": of rows that lead here, none may be such. */
const isNegated = (condition: Condition): boolean => 'negate' in condition && condition.negate

function memberships(
  fitting: Fitting,
  root: string,
  conditions: readonly Condition[],
  negate: boolean,
): Filter[] {
  const together = groupByRoot(
    fitting,
    root,
    conditions.filter((one) => !isEvery(one)),
  )
  const apart = conditions.filter(isEvery).flatMap((one) => splitEvery(fitting, root, one))
  return [...together, ...apart].map(({ via, conditions: some }) => {
    const said = some.filter((one) => !(one.kind === 'exists' && one.model === via))
    const inner = joinOr(said.map((one) => ({ filter: nearFilter(fitting, via, one), or: one.or })))
    return membership(fitting, root, { via, inner }, negate)
  })
}

const isEvery = (condition: Condition): boolean => condition.kind === 'values' && condition.every === true

/** "both a cat and a dog": each value is looked for by itself. */
function splitEvery(fitting: Fitting, root: string, condition: Condition) {
  if (condition.kind !== 'values') return []
  return condition.values.flatMap((value) =>
    groupByRoot(fitting, root, [{ ...condition, values: [value], every: false }]),
  )
}

/** Models that lead both to the root and to what the conditions are about; conditions of one way are kept together. */
function groupByRoot(fitting: Fitting, root: string, conditions: readonly Condition[]) {
  const all = viaOf(fitting, root, conditions)
  if (all !== null) return conditions.length === 0 ? [] : [{ via: all, conditions }]
  return conditions.map((condition) => {
    const via = viaOf(fitting, root, [condition])
    if (via === null)
      throw new CannotFit(
        'no-path',
        `Nothing joins ${rowsLabel(fitting.index, root)} to "${condition.text}".`,
      )
    return { via, conditions: [condition] }
  })
}

function viaOf(fitting: Fitting, root: string, conditions: readonly Condition[]): string | null {
  const targets = conditions.map((one) => columnOfCondition(fitting, one)?.model ?? modelOf(one) ?? root)
  return fitting.index.graph.roots([root, ...targets])[0] ?? null
}

const keyOf = (fitting: Fitting, root: string): Column => {
  const key = fitting.index.schema.key(root)
  if (!key) throw new CannotFit('no-path', `${rowsLabel(fitting.index, root)} have no key to join them by.`)
  return key
}

interface Way {
  readonly via: string
  readonly inner: readonly Filter[]
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
function countMembership(fitting: Fitting, root: string, condition: Condition, negate: boolean): Filter {
  if (condition.kind !== 'compare') throw new Error('only comparisons are on groups')
  const key = keyOf(fitting, root)
  const few = fewOf(condition)
  const plan = groupPlan(fitting, key, few ?? condition)
  const where: Filter[] = plan.groupBy.map(({ dimension }) => ({
    kind: 'null',
    field: { dimension },
    negate: true,
  }))
  if (few) assume(fitting, 'filter', `${rowsLabel(fitting.index, root)} with none are included`)
  const known = few === null ? plan : { ...plan, where }
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
