import type { Filter, QuestionPlan } from '@numize/semantic'
import { emptyListPlan } from '@numize/semantic'
import { isRowName } from '../index/row-names.ts'
import type { Column } from '../index/thing.ts'
import type { Clause, Condition } from '../structure/frame.ts'
import { apart } from './apart.ts'
import { doubt, type Fitting } from './context.ts'
import { listed } from './labels.ts'
import { farFilters, narrowsCount } from './memberships.ts'
import { needRef, refOf } from './refs.ts'
import { isAggregate } from './resolve-quantity.ts'
import { columnOfCondition, joinOr, modelOf, nearFilter, negated } from './row-filter.ts'

/** Filters on rows of `root` for all conditions on rows of a frame; conditions on groups are left to the caller. */
export function rowFilters(
  fitting: Fitting,
  root: string,
  skip: (condition: Condition) => boolean,
): Filter[] {
  const parts: Filter[][] = []
  const said = inOneClause(fitting, root)
  for (const clause of fitting.frame.clauses) {
    const all = said.filter((one) => one.clause === clause.id)
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

/** "depots with a yard above 5000 and depots with a yard below 3000": clauses no row meets together are read as one. */
function inOneClause(fitting: Fitting, root: string): readonly Condition[] {
  const { clauses } = fitting.frame
  const conditions = besideCounts(fitting, root)
  const plain = conditions.filter(
    (one) => clauses[one.clause]?.negate === false && !isAggregate(one) && isNear(fitting, root, one),
  )
  const [first] = plain
  if (!first || apart(plain.map(anyOf)).length < 2) return conditions
  return conditions.map((one) => (plain.includes(one) ? { ...one, clause: first.clause } : one))
}

/** "with more than 2 plots that have clay": what narrows the counted rows belongs to the clause that counts them. */
function besideCounts(fitting: Fitting, root: string): readonly Condition[] {
  const { conditions, clauses } = fitting.frame
  const denied = (one: Condition): boolean => clauses[one.clause]?.negate === true
  return conditions.map((one) => {
    if (denied(one) || isAggregate(one) || isNear(fitting, root, one)) return one
    const counted = conditions.findLast((other) => isAggregate(other) && narrowsCount(fitting, other, one))
    return counted && !denied(counted) ? { ...one, clause: counted.clause } : one
  })
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
function clauseFilters(
  fitting: Fitting,
  root: string,
  clause: Clause,
  conditions: readonly Condition[],
): Filter[] {
  const choices = choicesOf(conditions).filter(
    (some) => some.length > 1 && !some.every((one) => isNear(fitting, root, one)),
  )
  if (choices.length > 0 && !clause.negate) {
    const rest = conditions.filter((one) => !choices.some((some) => some.includes(one)))
    return [
      ...clauseFilters(fitting, root, clause, rest),
      ...choices.map((some) => anyOfThem(fitting, root, some)),
    ]
  }
  const mixed = conditions.filter((one) => isMixed(fitting, root, one))
  if (mixed.length > 0 && !clause.negate) {
    const rest = conditions.filter((one) => !mixed.includes(one))
    return [
      ...clauseFilters(fitting, root, clause, rest),
      ...mixed.flatMap((one) => eitherWay(fitting, root, one)),
    ]
  }
  const near = conditions.filter((one) => isNear(fitting, root, one))
  const far = conditions.filter((one) => !near.includes(one))
  const shared = sharedColumn(fitting, root)
  const parts = clause.negate ? [near] : apart(shared ? near : near.map(anyOf))
  const own =
    parts.length > 1
      ? inEach(fitting, root, { parts, shared })
      : joinOr(near.map((one) => ({ filter: nearFilter(fitting, root, one), or: one.or })))
  const reached = farFilters(fitting, root, far, clause.negate)
  if (clause.deed && !tellsOfDeeds(fitting, clause, conditions, reached))
    doubt(fitting, 'what they did is not a thing they are', 0.9)
  if (!clause.negate) return [...own, ...reached]
  return [...own.map((filter): Filter => negated(filter)), ...reached]
}

/** What is said of a deed is said of dated rows, not of the doers themselves nor of what they can do. */
function tellsOfDeeds(
  fitting: Fitting,
  clause: Clause,
  conditions: readonly Condition[],
  reached: readonly Filter[],
): boolean {
  const { schema, graph } = fitting.index
  const columns = conditions.flatMap((one) => ('column' in one ? [one.column] : []))
  const events = reached.flatMap((one) =>
    one.kind === 'inPlan' && one.plan.kind === 'list' ? [one.plan.root] : [],
  )
  const named = [...fitting.frame.entities.map(({ model }) => model), ...events]
  const foreign = columns.some(
    (one) => !one.role && !named.includes(one.model) && !isRowName(fitting.index, one),
  )
  const own = columns.some((one) => one.model === clause.head)
  const isDated = (model: string): boolean =>
    schema.time(model) !== null && graph.distance(model, clause.head ?? '') === 1
  const undated = [...schema.models.keys()].some(isDated) && events.some((one) => !isDated(one))
  return !own && !foreign && !undated
}

/** One of several ways is enough, and some of what they say is of other rows. */
const isMixed = (fitting: Fitting, root: string, condition: Condition): boolean =>
  condition.kind === 'either' &&
  !isNear(fitting, root, condition) &&
  condition.ways.flat().some((one) => isNear(fitting, root, one))

function eitherWay(fitting: Fitting, root: string, condition: Condition): readonly Filter[] {
  if (condition.kind !== 'either') return []
  const ways = condition.ways.map((way) =>
    allOf(
      way.flatMap((one) =>
        isNear(fitting, root, one)
          ? [nearFilter(fitting, root, one)]
          : farFilters(fitting, root, [one], false),
      ),
    ),
  )
  return [{ kind: 'or', filters: ways }]
}

/** Conditions joined by "or" to the one before them, together with it. */
function choicesOf(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  const groups: Condition[][] = []
  for (const condition of conditions) {
    const last = groups.at(-1)
    if (condition.or && last) last.push(condition)
    else groups.push([condition])
  }
  return groups
}

/** "with more than 3 yards or a crane": of conditions on different rows one is enough. */
function anyOfThem(fitting: Fitting, root: string, conditions: readonly Condition[]): Filter {
  const filters = conditions.flatMap((one): Filter[] =>
    isNear(fitting, root, one) ? [nearFilter(fitting, root, one)] : farFilters(fitting, root, [one], false),
  )
  return { kind: 'or', filters }
}

/** "countries with a buyer above 40 and a buyer below 30": values that rows of each kind have. */
function inEach(fitting: Fitting, root: string, { parts, shared }: Shared): Filter[] {
  const said = parts.map((part) => part.map(({ text }) => `"${text}"`).join(', '))
  if (!shared) doubt(fitting, `no row can be both ${listed(said)}`, 0.95)
  return parts.flatMap((part): Filter[] => {
    const where = joinOr(part.map((one) => ({ filter: nearFilter(fitting, root, one), or: one.or })))
    if (!shared) return where
    const column = { dimension: needRef(fitting, root, shared) }
    const plan: QuestionPlan = { ...emptyListPlan(root), columns: [column], distinct: true, where }
    return [{ kind: 'inPlan', field: column, plan }]
  })
}

interface Shared {
  readonly parts: readonly (readonly Condition[])[]
  readonly shared: Column | null
}

/** "growers from both Kent and Devon": of rows that have one value each, those of either. */
const anyOf = (condition: Condition): Condition =>
  condition.kind === 'values' ? { ...condition, every: false } : condition

/** What is shown or counted, where it does not name a single row. */
function sharedColumn({ frame, index }: Fitting, root: string): Column | null {
  const counted = frame.wants.flatMap(({ quantity }) => (quantity.kind === 'count' ? [quantity.column] : []))
  const shown = frame.groups.map(({ target }) => (target.kind === 'column' ? target.column : null))
  const [only, ...others] = [...counted, ...shown]
  if (!only || others.length > 0) return null
  return only.model === root && isRowName(index, only) ? null : only
}

/** Said of rows of the root itself or of what they lead to. */
function isNear(fitting: Fitting, root: string, condition: Condition): boolean {
  if (isAggregate(condition)) return false
  if (condition.kind === 'all') return true
  if (condition.kind === 'either') return condition.ways.flat().every((one) => isNear(fitting, root, one))
  if (condition.kind === 'exists') return fitting.index.graph.distance(root, condition.model) !== null
  const column = columnOfCondition(fitting, condition)
  return column !== null && refOf(fitting, root, column) !== null
}
