import type { Aggregation, CompareOp, Field, Filter, Operand } from '@numize/semantic'
import { emptyListPlan, emptyMetricsPlan } from '@numize/semantic'
import { subjectOf } from '../complete/subject.ts'
import type { Column } from '../index/thing.ts'
import type { Bound, Condition, Frame } from '../structure/frame.ts'
import { opposite } from '../structure/opposite.ts'
import { allFilter } from './all-of.ts'
import { assume, CannotFit, type Fitting } from './context.ts'
import { measured } from './counting.ts'
import { rowsLabel } from './labels.ts'
import { needRef } from './refs.ts'
import { resolveQuantity } from './resolve-quantity.ts'
import { timingOf } from './time.ts'

/** Neighbours joined by "or" become one filter. */
export function joinOr(parts: readonly { readonly filter: Filter; readonly or: boolean }[]): Filter[] {
  const groups: Filter[][] = []
  for (const { filter, or } of parts) {
    const last = groups.at(-1)
    if (or && last) last.push(filter)
    else groups.push([filter])
  }
  return groups.map((group) => (group.length === 1 && group[0] ? group[0] : { kind: 'or', filters: group }))
}

/** One condition as a filter on rows of `root`. */
export function nearFilter(fitting: Fitting, root: string, condition: Condition): Filter {
  if (condition.kind === 'exists') {
    const { schema } = fitting.index
    const key = schema.key(condition.model) ?? schema.display(condition.model)[0]
    if (!key)
      throw new CannotFit('no-path', `${rowsLabel(fitting.index, condition.model)} have no key to look for.`)
    return { kind: 'null', field: { dimension: needRef(fitting, root, key) }, negate: true }
  }
  if (condition.kind === 'all') return allFilter(fitting, root, condition.model)
  if (condition.kind === 'either') return eitherFilter(fitting, root, condition.ways)
  if (condition.kind === 'compare') return compareFilter(fitting, root, condition)
  const field = { dimension: needRef(fitting, root, condition.column) }
  if (condition.kind === 'missing') return { kind: 'null', field, negate: condition.negate }
  if (condition.kind === 'columns') {
    const { op, apart } = condition
    const to = { dimension: needRef(fitting, root, condition.to) }
    return { kind: 'columns', field, op, to, ...(apart ? { apart } : {}) }
  }
  if (condition.kind === 'text')
    return { kind: 'text', field, match: condition.match, value: condition.value, negate: condition.negate }
  const [only] = condition.values
  if (condition.values.length === 1 && only !== undefined)
    return { kind: 'compare', field, op: condition.negate ? '!=' : '=', value: only }
  return { kind: 'in', field, values: condition.values, negate: condition.negate }
}

function eitherFilter(fitting: Fitting, root: string, ways: readonly (readonly Condition[])[]): Filter {
  const filters = ways.map((way): Filter => {
    const all = way.map((one) => nearFilter(fitting, root, one))
    const [only] = all
    return all.length === 1 && only ? only : { kind: 'and', filters: all }
  })
  return { kind: 'or', filters }
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
  if (bound.kind === 'now') return fitting.now.slice(0, 10)
  if (bound.kind === 'ranked') return firstOf(fitting, column, bound)
  needRowsNamed(fitting, column, bound.aggregation)
  const { ref } = measured(fitting, { kind: 'aggregate', aggregation: bound.aggregation, column }, null)
  const plan = { ...emptyMetricsPlan, metrics: [ref] }
  if (bound.over) return { plan: { ...plan, where: rowsOver(fitting, column.model, bound.over) } }
  assume(
    fitting,
    'filter',
    `The ${bound.aggregation} is over all ${rowsLabel(fitting.index, column.model).toLowerCase()}`,
  )
  return { plan }
}

/** "clubs with fees above the average of all clubs": what each has together is meant, not one row that is above. */
function needRowsNamed({ frame, index }: Fitting, { model }: Column, aggregation: Aggregation): void {
  const head = subjectOf(frame)
  const named = frame.items.some(
    (item) => item.kind === 'thing' && item.thing.kind === 'entity' && item.thing.model === model,
  )
  const extreme = aggregation === 'min' || aggregation === 'max'
  if (extreme || named || head === null || head === model || index.graph.distance(model, head) === null)
    return
  const [rows, owners] = [model, head].map((one) => rowsLabel(index, one).toLowerCase())
  throw new CannotFit(
    'not-supported',
    `I cannot compare what each of the ${owners} has in all with an average over the ${owners} yet: ask for the ${rows} above their average, or for the amount by each of the ${owners}.`,
  )
}

/** "the average age of vans bought in 2025": what narrows the rows an aggregate is over. */
function rowsOver(fitting: Fitting, model: string, over: Frame): readonly Filter[] {
  const inner: Fitting = { ...fitting, frame: over }
  const { conditions, unknown, unused, stranded, wants, rank, share, clauses } = over
  const plain = [...unknown, ...unused, ...stranded, ...wants].length === 0 && !rank && !share
  if (!plain || clauses.some(({ negate }) => negate) || over.entities[0]?.model !== model)
    throw new CannotFit('not-supported', 'I cannot compare with an amount of those rows yet.')
  const timing = timingOf(inner, { kind: 'rows', model })
  if (timing.grain !== null || timing.compare !== null || timing.time !== null)
    throw new CannotFit('not-supported', 'I cannot compare with an amount told by period yet.')
  const filters = conditions.map((one) => ({ filter: nearFilter(inner, model, one), or: one.or }))
  return [...joinOr(filters), ...timing.where]
}

/** "heavier than the van with the most seats": what the one row has that comes first. */
function firstOf(
  fitting: Fitting,
  column: Column,
  { by, direction }: Extract<Bound, { kind: 'ranked' }>,
): Operand {
  const quantity = resolveQuantity(fitting, by, column.model)
  if (quantity.kind !== 'column')
    throw new CannotFit('not-supported', 'I cannot compare with a ranking of groups yet.')
  const root = column.model
  return {
    plan: {
      ...emptyListPlan(root),
      columns: [{ dimension: needRef(fitting, root, column) }],
      orderBy: [{ by: needRef(fitting, root, quantity.column), direction }],
      limit: 1,
    },
  }
}

/** The same filter, denied. */
export function negated(filter: Filter): Filter {
  if (filter.kind === 'in' || filter.kind === 'inPlan' || filter.kind === 'text' || filter.kind === 'null')
    return { ...filter, negate: filter.negate !== true }
  if (filter.kind === 'compare') return { ...filter, op: opposite[filter.op] }
  return { kind: 'not', filter }
}
/** The column a condition is about; null where it is about rows as such. */
export function columnOfCondition(fitting: Fitting, condition: Condition): Column | null {
  if (condition.kind === 'exists' || condition.kind === 'all' || condition.kind === 'either') return null
  if (condition.kind !== 'compare') return condition.column
  const quantity = resolveQuantity(fitting, condition.quantity)
  return quantity.kind === 'column' || quantity.kind === 'aggregate' ? quantity.column : null
}
/** The model a condition is about. */
export function modelOf(condition: Condition): string | null {
  if (condition.kind === 'exists' || condition.kind === 'all') return condition.model
  if (condition.kind === 'either') return null
  if (condition.kind === 'compare')
    return condition.quantity.kind === 'column' || condition.quantity.kind === 'aggregate'
      ? condition.quantity.column.model
      : condition.quantity.kind === 'count'
        ? condition.quantity.model
        : null
  return condition.column.model
}
