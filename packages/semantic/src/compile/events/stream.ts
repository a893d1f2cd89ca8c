import { fail } from '../../errors.ts'
import { findModel } from '../../graph/model-index.ts'
import { resolveFrom } from '../../graph/resolve-dimension.ts'
import type { Dimension, EventStream, SemanticModel } from '../../model.ts'
import type { EventRange, Filter } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  boolean,
  call,
  column,
  combine,
  cte,
  equals,
  isNull,
  join,
  number,
  order,
  output,
  select,
} from '../../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../../sql/nodes.ts'
import { conditionsOn, filterOn } from '../conditions.ts'
import { humanise } from '../describe.ts'
import { readExpression } from '../expressions.ts'
import { openFact } from '../fact-rows.ts'
import { maskOf } from '../guard.ts'
import { noteFilter } from '../notes.ts'
import { openScope, rawTarget, type Scope, sourcesOf } from '../scope.ts'
import { nameQuery, type Session } from '../session.ts'
import { checkRange, momentLiteral } from '../time.ts'

/** Columns every query over events has. */
export const ENTITY = 'entity'
export const AT = 'at'

/** A declared event stream, opened for one scan: whose event a row is, and when it happened. */
export interface Stream {
  readonly session: Session
  readonly declared: EventStream
  readonly model: SemanticModel
  readonly scope: Scope
  readonly entity: Expr
  /** As it is stored. */
  readonly at: Expr
  readonly time: Dimension
  /** The entity may not be shown. */
  readonly masked: boolean
}

/** @throws `semantic/no-event-stream`, and what a stream names that the model does not have */
export function openStream(session: Session, name: string): Stream {
  const model = findModel(session.index, name)
  const declared = model.extras.eventStream
  if (!declared) throw fail('no-event-stream', { model: name })
  const time = ownTime(session, model, declared)
  const scope = openFact(session, { fact: model, time })
  if (!scope.axis) throw fail('no-time', { metric: name, model: name })
  const target = resolveFrom(session.index, model, declared.entity)
  const raw = rawTarget(scope, target)
  const entity = declared.identity ? mergedEntity(scope, declared.identity, raw) : raw
  const owner = findModel(session.index, target.model)
  const last = target.ref.split('__').at(-1)
  const authored = [...owner.entities, ...owner.dimensions].find((one) => one.name === last)?.expr ?? ''
  const masked = maskOf(session.guard, owner.relation, readExpression(session.index, authored)) !== null
  if (!masked) scope.merged = { target, expr: entity }
  return { session, declared, model, scope, entity, at: scope.axis.expr, time, masked }
}

function ownTime(session: Session, model: SemanticModel, declared: EventStream): Dimension {
  const target = resolveFrom(session.index, model, declared.time)
  const time = model.dimensions.find((one) => target.hops === 0 && one.name === target.dimension)
  if (time?.kind !== 'time') throw fail('no-time', { metric: model.name, model: model.name })
  return time
}

/** An id the identity map knows is the id it maps to; any other is itself. */
function mergedEntity(scope: Scope, identity: NonNullable<EventStream['identity']>, raw: Expr): Expr {
  const { session } = scope
  const ids = openScope(session, findModel(session.index, identity.model))
  const expression = (name: string): Expr => rawTarget(ids, resolveFrom(session.index, ids.fact, name))
  const columns = [
    output(expression(identity.from), 'known_as'),
    output(call('MIN', expression(identity.to)), 'merged_into'),
  ]
  const query = select({ columns, ...sourcesOf(ids), groupFirst: 1 })
  const key = `identity ${identity.model} ${identity.from} ${identity.to}`
  const name = session.scans.get(key) ?? nameQuery(session, 'identities', query)
  session.scans.set(key, name)
  scope.extraJoins.push(join('LEFT', cte(name), equals(raw, column(name, 'known_as'))))
  return call('COALESCE', column(name, 'merged_into'), raw)
}

/** Which events a query reads, and what it wants to know of each. */
export interface Events {
  readonly where: readonly Filter[]
  readonly columns: readonly OutputColumn[]
  /** Bounds on the stored time, and conditions on columns, that only narrow the scan. */
  readonly bounds: readonly Expr[]
}

/** A query of events: the entity, the stored time, then the columns wanted. Of rows with one id the earliest counts. */
export function eventsOf(stream: Stream, events: Events): Select {
  const { scope, session, declared } = stream
  const conditions = conditionsOn(
    scope,
    events.where.map((filter) => ({ kind: 'filter', filter })),
  )
  const id =
    declared.id === null ? null : rawTarget(scope, resolveFrom(session.index, stream.model, declared.id))
  const repeat: Expr | null = id && {
    kind: 'window',
    call: call('row_number'),
    partitionBy: [id],
    orderBy: [order(stream.at, 'asc')],
  }
  return select({
    columns: [output(stream.entity, ENTITY), ...events.columns],
    ...sourcesOf(scope),
    where: [...conditions, isNull(stream.entity, true), isNull(stream.at, true), ...events.bounds],
    qualify: repeat && id ? binary('OR', isNull(id), equals(repeat, number(1))) : null,
  })
}

/** Whether a row is one of the events that filters pick; all are where there are none. */
export function picks(stream: Stream, filters: readonly Filter[]): Expr {
  const conditions = filters.map((filter) => filterOn(stream.scope, filter))
  return combine('AND', conditions) ?? boolean(true)
}

/** `[start, end)` as bounds of the stored time, each null where open. */
export function rangeBounds(
  stream: Stream,
  range: EventRange | null,
): { start: Expr | null; end: Expr | null } {
  if (!range) return { start: null, end: null }
  checkRange(range)
  const from = range.start === null ? '' : ` from ${range.start}`
  noteFilter(
    stream.session.notes,
    `time${from}${range.end === null ? '' : ` until before ${range.end}`}`,
    'plan',
  )
  const literal = (text: string | null): Expr | null =>
    text === null ? null : momentLiteral(stream.session, stream.time, text)
  return { start: literal(range.start), end: literal(range.end) }
}

/** The stream's entity as a column of an answer. @throws `semantic/masked-dimension` */
export function entityColumn(stream: Stream): ResultColumn {
  const name = stream.declared.entity
  if (stream.masked) throw fail('masked-dimension', { name })
  const label = humanise(name.split('__').at(-1) ?? name)
  return { name, label, type: 'other', unit: null, role: 'entity', grain: null, source: name }
}
