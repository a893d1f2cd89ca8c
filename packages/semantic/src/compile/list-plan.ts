import { fail } from '../errors.ts'
import { findModel } from '../graph/model-index.ts'
import { resolveFrom } from '../graph/resolve-dimension.ts'
import type { Dimension, SemanticModel } from '../model.ts'
import type { GroupBy, ListedRows, ListPlan, OrderBy } from '../plan.ts'
import type { ResultColumn } from '../result.ts'
import { call, column, cte, output, select } from '../sql/build.ts'
import type { Expr, Select } from '../sql/nodes.ts'
import { type Answer, findColumn } from './answer.ts'
import { conditionsOn } from './conditions.ts'
import { labelOf } from './describe.ts'
import { readExpression } from './expressions.ts'
import { axisRange, openFact, openPaths } from './fact-rows.ts'
import { finish } from './finish.ts'
import { aliasesOf, type Group, groupOn, rangeFilters } from './groups.ts'
import { maskOf, refuseRawRows } from './guard.ts'
import { METRIC_TIME, type Ref, readRef } from './keys.ts'
import { timeOf } from './metric-tree.ts'
import { noteFilter } from './notes.ts'
import { dimensionOf, expressionOf, lookUp, maskedTarget, type Scope, sourcesOf } from './scope.ts'
import { freeName, nameQuery, type Session } from './session.ts'
import { checkRange, localTime } from './time.ts'

/**
 * Rows of one model with columns of what it refers to; a row never appears twice by a join.
 * @throws `semantic/raw-rows-off`
 */
export function listAnswer(session: Session, plan: ListPlan): Answer {
  refuseRawRows(session, plan.root)
  if (plan.also && plan.also.length > 0) return stackedAnswer(session, plan, plan.also)
  const { rows, columns, aliases, ordering } = rowsOf(session, plan, plan.orderBy)
  const { query, hidden } =
    plan.distinct && ordering.length > 0
      ? distinctInOrder(session, { ...rows, distinct: true }, ordering)
      : {
          query: { ...rows, distinct: plan.distinct },
          hidden: new Map(ordering.map(({ by, expr }) => [by, expr])),
        }
  const { orderBy, limit } = plan
  return finish(session, { query, columns, aliases }, { having: [], top: null, orderBy, limit, hidden })
}

interface Rows extends Omit<Answer, 'query'> {
  readonly rows: Select
  /** By what is not shown. */
  readonly ordering: readonly Ordering[]
}

function rowsOf(session: Session, plan: ListedRows, orderBy: readonly OrderBy[]): Rows {
  const root = findModel(session.index, plan.root)
  const scope = openFact(session, { fact: root, time: timeOf(root, null) })
  if (plan.time?.dimension === undefined || plan.time.dimension === METRIC_TIME) scope.bounds = plan.time
  const asked = plan.columns.length > 0 ? plan.columns : visibleColumns(session, root)
  const conditions = plan.where.map((filter) => ({ kind: 'filter', filter }) as const)
  openPaths(
    scope,
    asked.map((one) => readRef(session.index, one.dimension, one.grain, one.datePart)),
    conditions,
  )
  const shown = asked.map((one) => columnOf(scope, one))
  const where = conditionsOn(scope, conditions)
  where.push(...timeConditions(scope, plan))
  const columns = shown.map((one) => one.column)
  const aliases = aliasesOf(
    shown.map((one) => one.group),
    [],
  )
  const ordering = orderBy
    .filter(({ by }) => findColumn({ columns, aliases }, by) === undefined)
    .map((one) => ({ ...one, expr: columnOf(scope, { dimension: one.by }).expr }))
  const rows = select({
    columns: shown.map((one) => output(one.expr, one.column.name)),
    ...sourcesOf(scope),
    where,
  })
  return { rows, columns, aliases, ordering }
}

/** Rows of several lists one under the other, in the columns of the first. */
function stackedAnswer(session: Session, plan: ListPlan, also: readonly ListedRows[]): Answer {
  const { rows: first, columns, aliases } = rowsOf(session, plan, [])
  const others = also.map((part) => {
    const { rows, columns: own } = rowsOf(session, part, [])
    checkAlike(part.root, columns, own)
    return {
      ...rows,
      columns: rows.columns.map((one, at) => output(one.expr, columns[at]?.name ?? one.name)),
    }
  })
  const name = nameQuery(session, 'listed', { kind: 'union', queries: [first, ...others] })
  const query = select({
    distinct: plan.distinct,
    columns: columns.map((one) => output(column(name, one.name), one.name)),
    from: cte(name),
  })
  const { orderBy, limit } = plan
  return finish(session, { query, columns, aliases }, { having: [], top: null, orderBy, limit })
}

/** @throws `semantic/unlike-lists` */
function checkAlike(root: string, columns: readonly ResultColumn[], own: readonly ResultColumn[]): void {
  const types = (some: readonly ResultColumn[]): string => some.map(({ type }) => type).join(', ')
  const isAlike = own.every(
    ({ type }, at) => [type, 'other'].includes(columns[at]?.type ?? '') || type === 'other',
  )
  if (own.length !== columns.length || !isAlike)
    throw fail('unlike-lists', { root, expected: types(columns), given: types(own) })
}

type Ordering = OrderBy & { readonly expr: Expr }

/** Distinct rows, each with the least (or greatest) of what it is ordered by. */
function distinctInOrder(session: Session, rows: Select, ordering: readonly Ordering[]) {
  const taken = new Set(rows.columns.map(({ name }) => name.toLowerCase()))
  const edges = ordering.map(({ by, direction, expr }) => ({
    by,
    edge: output(call(direction === 'asc' ? 'MIN' : 'MAX', expr), freeName(taken, 'ordered_by')),
  }))
  const name = nameQuery(session, 'distinct_rows', {
    ...rows,
    distinct: false,
    columns: [...rows.columns, ...edges.map(({ edge }) => edge)],
    groupFirst: rows.columns.length,
  })
  return {
    query: select({
      columns: rows.columns.map((one) => output(column(name, one.name), one.name)),
      from: cte(name),
    }),
    hidden: new Map(edges.map(({ by, edge }) => [by, column(name, edge.name)])),
  }
}

function timeConditions(scope: Scope, plan: ListedRows): readonly Expr[] {
  const { time } = plan
  if (!time) return []
  checkRange(time)
  const from = time.start === null ? '' : ` from ${time.start}`
  noteFilter(
    scope.session.notes,
    `time${from}${time.end === null ? '' : ` until before ${time.end}`}`,
    'plan',
  )
  if (time.dimension === undefined || time.dimension === METRIC_TIME)
    return axisRange(scope, { keys: [], conditions: [], time }, plan.root)
  return conditionsOn(
    scope,
    rangeFilters(time).map((filter) => ({ kind: 'filter', filter })),
  )
}

interface Listed {
  readonly expr: Expr
  readonly column: ResultColumn
  readonly group: Group
}

/** A time without a grain is listed as the moment it is, not cut to a period. */
function columnOf(scope: Scope, asked: GroupBy): Listed {
  const group = groupOn(scope.session, asked, scope.fact, scope.axis?.dimension.grain ?? 'day')
  const ref = readRef(scope.session.index, asked.dimension, asked.grain, asked.datePart)
  const dimension = dimensionOf(scope, lookUp(scope, ref))
  return dimension?.kind !== 'time' || ref.grain || ref.datePart
    ? { expr: expressionOf(scope, group.key), column: group.column, group }
    : momentColumn(scope, { ref, group, dimension })
}

function momentColumn(
  scope: Scope,
  listed: { readonly ref: Ref; readonly group: Group; readonly dimension: Dimension },
): Listed {
  const { ref, group, dimension } = listed
  const target = lookUp(scope, ref)
  const path = target === 'axis' ? ownName(scope.fact, dimension) : target.ref
  const name = group.asked.as ?? path
  const shown = {
    ...group.column,
    name,
    label: labelOf(dimension),
    grain: null,
    type: dimension.dataType ?? 'timestamp',
  }
  const raw = maskedTarget(scope, resolveFrom(scope.session.index, scope.fact, path))
  return {
    expr: localTime(scope.session, raw, dimension),
    column: shown,
    group: { ...group, key: { ...group.key, grain: null, column: name } },
  }
}

const ownName = (model: SemanticModel, dimension: Dimension): string =>
  [...(model.primaryEntity === null ? [] : [model.primaryEntity]), dimension.name].join('__')

/** Without columns: the entity, then every own dimension people are offered and may see. */
function visibleColumns(session: Session, root: SemanticModel): readonly GroupBy[] {
  const key = root.entities.find((entity) => entity.name === root.primaryEntity)
  const prefix = root.primaryEntity === null ? '' : `${root.primaryEntity}__`
  const open = root.dimensions.filter(
    (dimension) =>
      !dimension.extras.hidden &&
      maskOf(session.guard, root.relation, readExpression(session.index, dimension.expr))?.mask !== 'hide',
  )
  const columns = [
    ...(key ? [{ dimension: key.name }] : []),
    ...open.map((dimension) => ({ dimension: `${prefix}${dimension.name}` })),
  ]
  if (columns.length === 0) throw fail('empty-plan', {})
  return columns
}
