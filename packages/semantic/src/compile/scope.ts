import { fail } from '../errors.ts'
import type { Join } from '../graph/joins.ts'
import { lastName, type Target } from '../graph/reachable.ts'
import { resolveFrom } from '../graph/resolve-dimension.ts'
import type { Dimension, SemanticModel } from '../model.ts'
import type { TimeRange } from '../plan.ts'
import { binary, column, combine, equals, isNull, join, output, select } from '../sql/build.ts'
import { contains, rewrite } from '../sql/children.ts'
import type { Expr, JoinClause, Source } from '../sql/nodes.ts'
import { readCondition, readExpression } from './expressions.ts'
import { applyMask, becomesText, bindTo, columnsOf, maskOf, refuseHiddenReads, relationKey } from './guard.ts'
import { columnName, isCustom, METRIC_TIME, type Ref } from './keys.ts'
import { noteColumn, noteFilter, noteMask, notePolicy } from './notes.ts'
import { freeName, nameQuery, type Session } from './session.ts'
import { checkGrainOf, datePartOf, truncateTime, withinRange } from './time.ts'

/** The time a unit counts by: the expression behind `metric_time`, and the fact's own dimension it replaces. */
export interface Axis {
  readonly dimension: Dimension
  readonly expr: Expr
}

/** One fact with the joins that its query turned out to need; sources are written once all of them are known. */
export interface Scope {
  readonly session: Session
  readonly fact: SemanticModel
  readonly alias: string
  readonly tables: Map<string, TableUse>
  readonly extraJoins: JoinClause[]
  readonly taken: Set<string>
  axis: Axis | null
  /** An entity whose several ids are merged: what is shown, grouped and filtered in its place. */
  merged: { readonly target: Target; readonly expr: Expr } | null
  /** Time of the fact's own row, also where the axis is a shifted one; validity windows are met by it. */
  rowTime: Expr | null
  /** Range the rows of this query keep the axis within. */
  bounds: TimeRange | null
  /** How relations are joined: FULL where the values of all of them are wanted. */
  outer: 'LEFT' | 'FULL'
}

interface TableUse {
  readonly model: SemanticModel
  readonly alias: string
  readonly on: Expr | null
  /** Opaque expressions, computed where only this relation's columns are in sight. */
  readonly computed: { readonly name: string; readonly text: string }[]
  /** Keys of relations further along that met the fact's own partition or moment: without them the path is not there. */
  readonly gates: Expr[]
}

export function openScope(session: Session, fact: SemanticModel): Scope {
  const taken = new Set<string>()
  const alias = freeName(taken, fact.relation.name)
  const tables = new Map<string, TableUse>([['', { model: fact, alias, on: null, computed: [], gates: [] }]])
  return {
    session,
    fact,
    alias,
    tables,
    extraJoins: [],
    taken,
    axis: null,
    merged: null,
    rowTime: null,
    bounds: null,
    outer: 'LEFT',
  }
}

/** An authored expression of a joined (or the own) model, its columns bound; unmasked, for joins and row logic. */
export function boundExpression(scope: Scope, table: TableUse, text: string): Expr {
  const expr = readExpression(scope.session.index, text)
  const relation = relationKey(table.model.relation)
  for (const name of columnsOf(expr) ?? []) noteColumn(scope.session.notes, relation, name)
  if (expr.kind !== 'opaque') return bindTo(expr, table.alias)
  refuseHiddenReads(scope.session.guard, table.model, text)
  let computed = table.computed.find((one) => one.text === text)
  if (!computed) {
    computed = { name: `computed_${table.computed.length + 1}`, text }
    table.computed.push(computed)
  }
  return column(table.alias, computed.name)
}

export const factTable = (scope: Scope): TableUse => {
  const table = scope.tables.get('')
  if (!table) throw new Error('a scope always has its fact')
  return table
}

/** Adds the joins that lead to a target and gives its table. */
export function tableOf(scope: Scope, joins: readonly Join[]): TableUse {
  let table = factTable(scope)
  const passed: TableUse[] = []
  let path = ''
  for (const [at, step] of joins.entries()) {
    path += `/${step.left.name}>${step.to.name}`
    let next = scope.tables.get(path)
    if (!next) {
      const wanted = joins.slice(0, at + 1).map((one) => one.left.name)
      const alias = freeName(scope.taken, wanted.join('__'))
      const opened: TableUse = { model: step.to, alias, on: null, computed: [], gates: [] }
      next = { ...opened, on: joinCondition(scope, table, opened, step) }
      scope.tables.set(path, next)
      if (meetsFact(scope, table, opened))
        for (const one of passed) one.gates.push(boundExpression(scope, opened, step.right.expr))
      scope.session.notes.joins.add(
        `${step.from.name} to ${step.to.name} by ${step.left.name} (at most one row each)`,
      )
    }
    table = next
    passed.push(next)
  }
  return table
}

/** Whether a relation beyond the first is met by the fact's own partition or moment. */
const meetsFact = (scope: Scope, left: TableUse, right: TableUse): boolean =>
  left.model !== scope.fact &&
  (right.model.dimensions.some((one) => one.validity !== null) ||
    partitionPairs(scope, left, right).some(({ holder }) => holder.model === scope.fact))

/** A column of a path that is there as a whole or not at all. */
const gated = (table: TableUse, expr: Expr): Expr =>
  table.gates.length === 0
    ? expr
    : {
        kind: 'case',
        operand: null,
        whens: [
          {
            kind: 'when',
            condition: combine(
              'AND',
              table.gates.map((key) => isNull(key, true)),
            ) as Expr,
            result: expr,
          },
        ],
        otherwise: null,
      }

function joinCondition(scope: Scope, left: TableUse, right: TableUse, step: Join): Expr {
  const conditions = [
    equals(boundExpression(scope, left, step.left.expr), boundExpression(scope, right, step.right.expr)),
  ]
  conditions.push(...samePartition(scope, left, right))
  conditions.push(...validity(scope, right))
  return combine('AND', conditions) as Expr
}

/** Partitioned relations meet within a partition: that of the neighbour, or of the fact where the neighbour has none. */
const samePartition = (scope: Scope, left: TableUse, right: TableUse): Expr[] =>
  partitionPairs(scope, left, right).map(({ holder, other, partition }) =>
    equals(boundExpression(scope, holder, other.expr), boundExpression(scope, right, partition.expr)),
  )

function partitionPairs(scope: Scope, left: TableUse, right: TableUse) {
  const partitions = right.model.dimensions.filter((dimension) => dimension.isPartition)
  return partitions.flatMap((partition) => {
    const holder = [left, factTable(scope)].find(({ model }) =>
      model.dimensions.some((one) => one.isPartition && one.name === partition.name),
    )
    const other = holder?.model.dimensions.find((one) => one.name === partition.name)
    return holder && other ? [{ holder, other, partition }] : []
  })
}

/** A slowly changing row counts while it was valid: `time >= start AND (time < end OR end IS NULL)`. */
function validity(scope: Scope, table: TableUse): Expr[] {
  const bound = (which: 'start' | 'end'): Expr | null => {
    const dimension = table.model.dimensions.find((one) => one.validity === which)
    return dimension ? boundExpression(scope, table, dimension.expr) : null
  }
  const [start, end] = [bound('start'), bound('end')]
  if (!start || !end) return []
  const time = scope.rowTime
  if (!time) throw fail('no-time', { metric: table.model.name, model: scope.fact.name })
  return [binary('>=', time, start), binary('OR', binary('<', time, end), isNull(end))]
}

/** What a reference means for this fact; `metric_time` and the fact's own time are its axis. */
export function lookUp(scope: Scope, ref: Ref): Target | 'axis' {
  if (ref.name === METRIC_TIME) {
    if (!scope.axis) throw fail('no-time', { metric: METRIC_TIME, model: scope.fact.name })
    return 'axis'
  }
  const target = resolveFrom(scope.session.index, scope.fact, ref.name, scope.session.options.names)
  return target.hops === 0 && target.dimension !== null && target.dimension === scope.axis?.dimension.name
    ? 'axis'
    : target
}

/** The expression of a reference as it is projected, grouped or filtered: masked, and cut to its grain or date part. */
export function expressionOf(scope: Scope, ref: Ref): Expr {
  const target = lookUp(scope, ref)
  const raw = target === 'axis' ? axisExpression(scope) : maskedTarget(scope, target)
  const dimension = dimensionOf(scope, target)
  if (!dimension || dimension.kind !== 'time') {
    if (ref.grain || ref.datePart) throw fail('not-a-time', { dimension: ref.name })
    return raw
  }
  const session = target === 'axis' ? { ...scope.session, bounds: scope.bounds } : scope.session
  if (ref.datePart) return datePartOf(session, raw, dimension, ref)
  const grain = ref.grain ?? dimension.grain
  if (grain === null) return raw
  checkGrainOf(scope.session, dimension, grain, ref)
  if (isCustom(scope.session.index, grain)) return customGrain(scope, raw, dimension, grain)
  return truncateTime(session, raw, dimension, grain)
}

const axisExpression = (scope: Scope): Expr => {
  if (!scope.axis) throw new Error('an axis was looked up, so it is there')
  return scope.axis.expr
}

/** A dimension as it may be seen: where a mask makes a text of it, it is a text. */
export function dimensionOf(scope: Scope, target: Target | 'axis'): Dimension | null {
  if (target === 'axis') return scope.axis?.dimension ?? null
  const dimension = ownDimension(scope, target)
  const model = scope.session.index.semanticModels.get(target.model)
  const mask =
    dimension &&
    model &&
    maskOf(scope.session.guard, model.relation, readExpression(scope.session.index, dimension.expr))
  return mask && becomesText(mask, dimension)
    ? { ...dimension, kind: 'categorical', dataType: 'string', grain: null }
    : dimension
}

const ownDimension = ({ session }: Scope, target: Target): Dimension | null =>
  session.index.semanticModels.get(target.model)?.dimensions.find(({ name }) => name === target.dimension) ??
  null

/** The bound expression of a target without grain, under whatever mask its columns carry. */
export function maskedTarget(scope: Scope, target: Target): Expr {
  if (scope.merged && isSame(scope.merged.target, target)) return scope.merged.expr
  const table = tableOf(scope, target.joins)
  const text = authoredExpression(table.model, target)
  const bound = whereJoined(scope, table, target, gated(table, boundExpression(scope, table, text)))
  const mask = maskOf(scope.session.guard, table.model.relation, readExpression(scope.session.index, text))
  if (!mask) return bound
  noteMask(scope.session.notes, mask)
  const masked =
    readExpression(scope.session.index, text).kind === 'opaque' ? ({ kind: 'opaque', text } as const) : bound
  return applyMask(mask, masked, ownDimension(scope, target), target.ref)
}

const isSame = (a: Target, b: Target): boolean =>
  a.model === b.model && a.dimension === b.dimension && a.hops === b.hops && lastName(a) === lastName(b)

/** The bound, unmasked expression of a target: for join keys and time windows only. */
export const rawTarget = (scope: Scope, target: Target): Expr => {
  const table = tableOf(scope, target.joins)
  const bound = boundExpression(scope, table, authoredExpression(table.model, target))
  return whereJoined(scope, table, target, gated(table, bound))
}

/** What a joined row says is unknown where there is none, also for an expression that never is null (`has_refund: 1`). */
function whereJoined(scope: Scope, table: TableUse, target: Target, bound: Expr): Expr {
  const last = target.joins.at(-1)
  if (!last || !saysWithoutRow(bound)) return bound
  const key = boundExpression(scope, table, last.right.expr)
  const when = { kind: 'when', condition: isNull(key, true), result: bound } as const
  return { kind: 'case', operand: null, whens: [when], otherwise: null }
}

const saysWithoutRow = (bound: Expr): boolean =>
  columnsOf(bound)?.length === 0 ||
  contains(
    bound,
    (node) =>
      node.kind === 'case' ||
      node.kind === 'is' ||
      (node.kind === 'call' && /^(coalesce|ifnull|nvl)$/i.test(node.name)),
  )

/** The expression a target was written with. */
export function authoredExpression(model: SemanticModel, target: Target): string {
  const name = lastName(target)
  const found =
    target.dimension === null
      ? model.entities.find((entity) => entity.name === name)
      : model.dimensions.find((dimension) => dimension.name === name)
  if (!found) throw new Error(`${model.name} lost ${name}`)
  return found.expr
}

/** A custom grain is a column of its time spine, met on the spine's own grain. */
function customGrain(scope: Scope, raw: Expr, dimension: Dimension, grain: string): Expr {
  const custom = scope.session.index.customGrains.get(grain)
  if (!custom) throw new Error(`${grain} was checked to be a custom grain`)
  const alias = freeName(scope.taken, columnName(dimension.name, grain, null))
  const { relation, column: key, grain: spineGrain } = custom.spine
  const on = equals(truncateTime(scope.session, raw, dimension, spineGrain), column(alias, key))
  scope.extraJoins.push(join('LEFT', { kind: 'relation', ...relation, alias }, on))
  return column(alias, custom.column)
}

/** FROM and JOINs of a scope: tables in the order they were needed, then spines and sub-queries. */
export function sourcesOf(scope: Scope): { from: Source; joins: readonly JoinClause[] } {
  const [fact, ...joined] = scope.tables.values()
  if (!fact) throw new Error('a scope always has its fact')
  return {
    from: scanOf(scope.session, fact),
    joins: [
      ...joined.map((table) => join(scope.outer, scanOf(scope.session, table), table.on)),
      ...scope.extraJoins,
    ],
  }
}

/** A relation as it may be read: under its row filters and windows, with opaque expressions computed. */
function scanOf(session: Session, table: TableUse): Source {
  const plain: Source = { kind: 'relation', ...table.model.relation, alias: table.alias }
  const key = relationKey(table.model.relation)
  session.notes.relations.add(key)
  const { rowFilters, windows } = session.guard
  const source = ownRows(
    session,
    table,
    rowFilters.has(key) || windows.has(key) ? filteredScan(session, table) : plain,
  )
  if (table.computed.length === 0) return source
  const computed = table.computed.map(({ name, text }) => output({ kind: 'opaque', text }, name))
  const query = select({ columns: [output({ kind: 'star' }, '*'), ...computed], from: source })
  return { kind: 'derived', query, alias: table.alias }
}

/** Only the rows that belong to the model, where it says which do. */
function ownRows(session: Session, { model, alias }: TableUse, from: Source): Source {
  const { rows } = model.extras
  if (rows === undefined) return from
  noteFilter(session.notes, rows, 'metric')
  const where = [readCondition(session.index, rows, `the rows of ${model.name}`)]
  return { kind: 'derived', query: select({ columns: [output({ kind: 'star' }, '*')], from, where }), alias }
}

function filteredScan(session: Session, table: TableUse): Source {
  const { relation } = table.model
  const key = relationKey(relation)
  const filters = session.guard.rowFilters.get(key) ?? []
  const windows = session.guard.windows.get(key) ?? []
  for (const policy of [...filters.map((one) => one.policy), ...windows.map((one) => one.window)])
    notePolicy(session.notes, policy)
  const made =
    session.scans.get(key) ??
    nameQuery(
      session,
      `visible_${relation.name}`,
      select({
        columns: [output({ kind: 'star' }, '*')],
        from: { kind: 'relation', ...relation, alias: relation.name },
        where: [
          ...filters.map(({ condition }) => condition),
          ...windows.flatMap(({ window, dimension }) =>
            withinRange(session, readExpression(session.index, dimension.expr), dimension, window),
          ),
        ],
      }),
    )
  session.scans.set(key, made)
  return { kind: 'cte', name: made, alias: table.alias }
}

/** A column reference in an authored where-template that is no template: the name of a group-by (`metric_time__day`). */
export const bindTemplate = (
  expr: Expr,
  bind: (node: Extract<Expr, { kind: 'template' }>) => Expr,
  bare: (name: string) => Expr,
): Expr =>
  rewrite(expr, (node) => {
    if (node.kind === 'template') return bind(node)
    return node.kind === 'column' && node.table === null ? bare(node.name) : node
  })
