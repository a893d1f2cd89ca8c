import { fail } from '../errors.ts'
import type { ModelIndex } from '../graph/model-index.ts'
import { findTarget } from '../graph/resolve-dimension.ts'
import type { Dimension } from '../model.ts'
import type { Field, Filter, Operand, Scalar } from '../plan.ts'
import {
  binary,
  boolean,
  column,
  combine,
  cte,
  equals,
  isNull,
  join,
  not,
  nothing,
  output,
  select,
  string,
} from '../sql/build.ts'
import { walk } from '../sql/children.ts'
import type { Expr, Template } from '../sql/nodes.ts'
import { columnsOn } from './columns-compared.ts'
import { describeFilter, describeTemplate } from './describe.ts'
import { readConjuncts, readExpression } from './expressions.ts'
import type { Condition } from './frame.ts'
import { amongMembers, maskOf } from './guard.ts'
import { isDateGrain, type Key, METRIC_TIME, type Ref, readRef } from './keys.ts'
import { formatMoment, parseMoment } from './moments.ts'
import { noteFilter } from './notes.ts'
import { bindTemplate, dimensionOf, expressionOf, lookUp, rawTarget, type Scope } from './scope.ts'
import { freeName } from './session.ts'
import { momentLiteral } from './time.ts'

/** Conditions as expressions over a scope, adding the joins they need. */
export const conditionsOn = (scope: Scope, conditions: readonly Condition[]): Expr[] =>
  conditions.map((condition) => {
    if (condition.kind === 'filter') {
      const only = condition.of === undefined ? '' : ` (for ${condition.of} only)`
      noteFilter(scope.session.notes, `${describeFilter(condition.filter)}${only}`, 'plan')
      return filterOn(scope, condition.filter)
    }
    noteFilter(
      scope.session.notes,
      describeTemplate(condition.text),
      condition.owner === null ? 'plan' : 'metric',
    )
    return templateOn(scope, condition)
  })

type Authored = Extract<Condition, { kind: 'template' }>

/** Authored conditions, split where AND joins them. @throws `semantic/bad-expression` */
export const authoredConditions = (
  index: ModelIndex,
  texts: readonly string[],
  owner: string | null,
): readonly Authored[] =>
  texts.flatMap((text) =>
    readConjuncts(index, text, ownerWords(owner)).map((_, part) => ({
      kind: 'template' as const,
      text,
      part,
      owner,
    })),
  )

/** Conditions of a plan, split where AND joins them. */
export const planConditions = (filters: readonly Filter[], of?: string): readonly Condition[] =>
  filters.flatMap((filter): readonly Condition[] =>
    filter.kind === 'and'
      ? planConditions(filter.filters, of)
      : [of === undefined ? { kind: 'filter', filter } : { kind: 'filter', filter, of }],
  )

const ownerWords = (owner: string | null): string => (owner === null ? 'the plan' : `the filter of ${owner}`)

function partOf(index: ModelIndex, { text, part, owner }: Authored): Expr {
  const expr = readConjuncts(index, text, ownerWords(owner))[part]
  if (!expr) throw new Error(`a condition lost part ${part} of ${text}`)
  return expr
}

/** An authored condition; `owner` = the metric it belongs to, null for one of the plan. */
function templateOn(scope: Scope, condition: Authored): Expr {
  const { index } = scope.session
  const { owner } = condition
  const expr = partOf(index, condition)
  const reference = (ref: Ref): Expr => {
    if (owner !== null) refuseMasked(scope, ref, owner)
    return expressionOf(scope, ref)
  }
  return bindTemplate(
    expr,
    ({ template }) =>
      template.of === 'metric'
        ? metricBy(scope, template.name, template.by)
        : reference(templateRef(scope, template)),
    (name) => reference(readRef(index, name, null, null)),
  )
}

const templateRef = (scope: Scope, template: Template): Ref =>
  readRef(scope.session.index, template.name, template.grain, template.datePart as Ref['datePart'])

/** A masked column inside a metric's own definition would change the metric silently: it is refused instead. */
function refuseMasked(scope: Scope, ref: Ref, owner: string): void {
  const { guard, index } = scope.session
  if (guard.masks.size === 0) return
  const target = ref.name === METRIC_TIME ? 'axis' : lookUp(scope, ref)
  if (target === 'axis') {
    const time =
      scope.axis && maskOf(guard, scope.fact.relation, readExpression(index, scope.axis.dimension.expr))
    if (time) throw fail('masked-measure', { name: owner, column: time.dimension })
    return
  }
  const model = index.semanticModels.get(target.model)
  const raw = rawTarget(scope, target)
  if (model && maskOf(guard, model.relation, raw))
    throw fail('masked-measure', { name: owner, column: target.ref })
}

/** Whether a condition speaks of the unit's own time (then it applies to the shifted or rolled time, not to rows). */
export function mentionsAxis(scope: Scope, condition: Condition): boolean {
  if (condition.kind === 'template') return templateMentionsAxis(scope, condition)
  return fieldsOf(condition.filter).some((field) => isAxis(scope, field))
}

/** Whether a condition speaks of the unit's own time and of nothing else. */
export function mentionsOnlyAxis(scope: Scope, condition: Condition): boolean {
  if (condition.kind === 'filter') return fieldsOf(condition.filter).every((field) => isAxis(scope, field))
  return namesIn(partOf(scope.session.index, condition)).every(
    (name) => name !== null && isAxis(scope, { dimension: name }),
  )
}

const templateMentionsAxis = (scope: Scope, condition: Authored): boolean =>
  namesIn(partOf(scope.session.index, condition)).some(
    (name) => name !== null && isAxis(scope, { dimension: name }),
  )

/** The dimensions an authored condition names; null stands for a metric. */
function namesIn(expr: Expr): readonly (string | null)[] {
  const names: (string | null)[] = []
  walk(expr, (node) => {
    if (node.kind === 'template') names.push(node.template.of === 'metric' ? null : node.template.name)
    if (node.kind === 'column' && node.table === null) names.push(node.name)
  })
  return names
}

function isAxis(scope: Scope, field: Field): boolean {
  if ('metric' in field) return false
  return lookUp(scope, readRef(scope.session.index, field.dimension, null, null)) === 'axis'
}

/** The dimensions a condition names. */
export const refsOf = (index: ModelIndex, condition: Condition): readonly Ref[] =>
  condition.kind === 'template'
    ? namesIn(partOf(index, condition)).flatMap((name) => (name ? [readRef(index, name, null, null)] : []))
    : fieldsOf(condition.filter).flatMap((field) =>
        'metric' in field ? [] : [readRef(index, field.dimension, field.grain, field.datePart)],
      )

export function fieldsOf(filter: Filter): readonly Field[] {
  if ('filters' in filter) return filter.filters.flatMap(fieldsOf)
  if (filter.kind === 'columns') return [filter.field, filter.to]
  return filter.kind === 'not' ? fieldsOf(filter.filter) : [filter.field]
}

export function filterOn(scope: Scope, filter: Filter): Expr {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return (
        combine(
          filter.kind === 'and' ? 'AND' : 'OR',
          filter.filters.map((one) => filterOn(scope, one)),
        ) ?? boolean(filter.kind === 'and')
      )
    case 'not':
      return not(filterOn(scope, filter.filter))
    case 'compare':
      return compareOn(scope, filter)
    case 'in':
      return inOn(scope, filter)
    case 'inPlan':
      return inPlanOn(scope, filter)
    case 'text':
      return textOn(scope, filter)
    case 'columns':
      return columnsOn(scope, filter)
    case 'null':
      return isNull(fieldOn(scope, filter.field).expr, filter.negate === true)
  }
}

interface BoundField {
  readonly expr: Expr
  readonly name: string
  readonly dimension: Dimension | null
  readonly grain: string | null
  readonly datePart: string | null
}

/** A time without a grain is compared as it is stored, so that bounds are converted, not the column. */
function fieldOn(scope: Scope, field: Field, stored = false): BoundField {
  if ('metric' in field)
    return {
      expr: metricBy(scope, field.metric, field.by),
      name: field.metric,
      dimension: null,
      grain: null,
      datePart: null,
    }
  const ref = readRef(scope.session.index, field.dimension, field.grain, field.datePart)
  const target = lookUp(scope, ref)
  const dimension = dimensionOf(scope, target)
  const bare = stored && dimension?.kind === 'time' && !ref.grain && !ref.datePart
  const expr = bare ? storedTime(scope, ref) : expressionOf(scope, ref)
  return { expr, name: ref.name, dimension, grain: ref.grain, datePart: ref.datePart }
}

function storedTime(scope: Scope, ref: Ref): Expr {
  const target = lookUp(scope, ref)
  if (target === 'axis' && scope.axis) return scope.axis.expr
  const model = target === 'axis' ? null : scope.session.index.semanticModels.get(target.model)
  if (target === 'axis' || !model) throw new Error('an axis without its expression')
  const raw = rawTarget(scope, target)
  return maskOf(scope.session.guard, model.relation, raw) ? expressionOf(scope, ref) : raw
}

function compareOn(scope: Scope, filter: Extract<Filter, { kind: 'compare' }>): Expr {
  const field = fieldOn(scope, filter.field, true)
  return binary(filter.op, field.expr, operandOn(scope, field, filter.value))
}

function operandOn(scope: Scope, field: BoundField, value: Operand): Expr {
  if (typeof value !== 'object') return literalFor(scope, field, value)
  const { name, columns } = scope.session.nested.plan(scope.session, value.plan)
  const [first] = columns
  if (first === undefined || columns.length !== 1)
    throw fail('bad-plan', {
      problem: `a plan used as a value must give one column, and it gives ${columns.length}`,
    })
  return { kind: 'query', query: select({ columns: [output(column(name, first), first)], from: cte(name) }) }
}

function inOn(scope: Scope, filter: Extract<Filter, { kind: 'in' }>): Expr {
  const negate = filter.negate === true
  if (filter.values.length === 0) return boolean(negate)
  const field = fieldOn(scope, filter.field, true)
  const items = filter.values.map((value) => literalFor(scope, field, value))
  return items.length === 1 && items[0]
    ? binary(negate ? '!=' : '=', field.expr, items[0])
    : { kind: 'in', operand: field.expr, items, negate }
}

/** Rows whose field is (not) among a plan's values; an unknown field is in neither. */
function inPlanOn(scope: Scope, filter: Extract<Filter, { kind: 'inPlan' }>): Expr {
  const { expr } = fieldOn(scope, filter.field)
  const { session } = scope
  const { name, columns } = session.nested.plan(
    { ...session, guard: amongMembers(session.guard) },
    filter.plan,
  )
  const wanted = filter.column ?? columns[0]
  if (wanted === undefined || !columns.includes(wanted))
    throw fail('unknown-column', { name: filter.column ?? '', near: columns })
  const value = column(name, wanted)
  const query = select({ columns: [output(value, wanted)], from: cte(name), where: [isNull(value, true)] })
  return { kind: 'inQuery', operand: expr, query, negate: filter.negate === true }
}

/** Text is matched without regard to case, as a reader means it. */
function textOn(scope: Scope, filter: Extract<Filter, { kind: 'text' }>): Expr {
  const { expr } = fieldOn(scope, filter.field)
  const value = filter.value.replaceAll(/[\\%_]/g, (found) => `\\${found}`)
  const pattern = {
    contains: `%${value}%`,
    startsWith: `${value}%`,
    endsWith: `%${value}`,
    equalsIgnoringCase: value,
  }[filter.match]
  const escape = value === filter.value ? null : string('\\')
  return {
    kind: 'like',
    operand: expr,
    pattern: string(pattern),
    caseless: true,
    negate: filter.negate === true,
    escape,
  }
}

/** @throws `semantic/type-mismatch` where the column's type is known and the value is not of it */
function literalFor(scope: Scope, field: BoundField, value: Scalar): Expr {
  if (typeof value === 'number' && !Number.isFinite(value)) throw mismatch(field, 'a number', value)
  if (isTime(field)) return timeLiteral(scope, field, value)
  const type = field.datePart ? 'integer' : (field.dimension?.dataType ?? null)
  if (type === 'boolean' && typeof value !== 'boolean') throw mismatch(field, 'yes or no', value)
  if (isNumeric(type)) return numberLiteral(field, value)
  if (type === 'string') return string(String(value))
  return plainLiteral(value)
}

const isTime = ({ dimension, datePart }: BoundField): boolean =>
  !datePart &&
  (dimension?.kind === 'time' || dimension?.dataType === 'date' || dimension?.dataType === 'timestamp')

function numberLiteral(field: BoundField, value: Scalar): Expr {
  if (typeof value === 'boolean' || value === '' || Number.isNaN(Number(value)))
    throw mismatch(field, 'a number', value)
  return numeral(value)
}

const plainLiteral = (value: Scalar): Expr => {
  if (typeof value === 'boolean') return boolean(value)
  return typeof value === 'number' ? numeral(value) : string(value)
}

const isNumeric = (type: string | null): boolean =>
  type === 'integer' || type === 'decimal' || type === 'double'

/** Digits as they were given where they are plain, so that a long number keeps all of them. */
const numeral = (value: string | number): Expr => ({
  kind: 'number',
  text: /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : String(Number(value)),
})

const mismatch = (field: BoundField, expected: string, value: Scalar) =>
  fail('type-mismatch', {
    name: field.name,
    expected,
    given: typeof value === 'string' ? 'a text' : `a ${typeof value}`,
  })

/** A period is compared by its first day or moment; a stored time by the moment itself, zone applied. */
function timeLiteral(scope: Scope, field: BoundField, value: Scalar): Expr {
  const { dimension } = field
  if (typeof value !== 'string') throw mismatch(field, 'a time', value)
  if (!field.grain && dimension) return momentLiteral(scope.session, dimension, value)
  const type = field.grain && !isDateGrain(scope.session.index, field.grain) ? 'timestamp' : 'date'
  const ms = parseMoment(value)
  const text = formatMoment(ms)
  return { kind: 'moment', type: text.length === 10 ? type : 'timestamp', value: text }
}

/** A metric aggregated by entities beforehand and met on them: the value of each row's own entity. */
function metricBy(scope: Scope, metric: string, by: readonly string[]): Expr {
  if (by.length === 0)
    throw fail('bad-plan', {
      problem: `the filter on metric ${metric} does not say by which entity it is counted`,
    })
  const { session } = scope
  const sub = session.nested.metric(session, metric, by)
  const alias = freeName(scope.taken, sub.name)
  const on = by.map((entity, at) => equals(entityOn(scope, entity), column(alias, sub.keys[at] ?? '')))
  scope.extraJoins.push(join(scope.outer, cte(sub.name, alias), combine('AND', on) ?? nothing))
  return column(alias, sub.value)
}

/** An entity of this fact, named by its path or only by the end of it. */
export function entityOn(scope: Scope, path: string): Expr {
  const { index } = scope.session
  const last = path.slice(path.lastIndexOf('__') + (path.includes('__') ? 2 : 1))
  const target = findTarget(index, scope.fact, path) ?? findTarget(index, scope.fact, last)
  return target ? rawTarget(scope, target) : expressionOf(scope, { name: path, grain: null, datePart: null })
}

/** Conditions whose every field is a shown column, over those columns. */
export function shownConditions(
  scope: Scope,
  conditions: readonly Condition[],
  columns: { readonly keys: readonly Key[]; readonly shown: (key: Key) => Expr },
): readonly Expr[] {
  return conditions.flatMap((condition) => {
    if (condition.kind === 'filter' || mentionsAxis(scope, condition)) return []
    const expr = partOf(scope.session.index, condition)
    const missing: string[] = []
    const keyFor = (name: string, grain: string | null): Expr => {
      const ref = readRef(scope.session.index, name, grain, null)
      const key = columns.keys.find((one) => one.name === ref.name && (ref.grain ?? one.grain) === one.grain)
      if (!key) missing.push(name)
      return key ? columns.shown(key) : nothing
    }
    const bound = bindTemplate(
      expr,
      ({ template }) => (template.of === 'metric' ? keyFor('', null) : keyFor(template.name, template.grain)),
      (name) => keyFor(name, null),
    )
    return missing.length === 0 ? [bound] : []
  })
}
