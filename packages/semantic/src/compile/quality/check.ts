import { fail } from '../../errors.ts'
import type { Check, CheckPlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  call,
  cast,
  column,
  combine,
  cte,
  isNull,
  nothing,
  number,
  order,
  output,
  select,
  special,
  string,
} from '../../sql/build.ts'
import type { Expr, Select } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { relationKey } from '../guard.ts'
import { boundExpression, rawTarget, type Scope, sourcesOf, tableOf } from '../scope.ts'
import { nameQuery, type Session } from '../session.ts'
import { withoutSmallRows } from '../small-groups.ts'
import { momentLiteral, truncateLocal } from '../time.ts'
import { comparable, lookAt, openRows, rowsAsked } from './scanned-rows.ts'

/** One row of the answer: what it is about, and its figures as aggregates of the scan (or of a query of its own). */
interface Finding {
  readonly check: string
  readonly subject: string
  /** null = of the shared scan. */
  readonly from: string | null
  readonly checked: Expr | null
  readonly violations: Expr | null
  readonly seconds: Expr | null
}

/** Every check of a plan as a row; checks of single rows share one scan. */
export function checkAnswer(session: Session, plan: CheckPlan): Answer {
  if (plan.checks.length === 0) throw fail('empty-plan', {})
  const scope = openRows(session, plan)
  const findings = plan.checks.flatMap((check) => findingsOf(scope, plan, check))
  const shared = findings.filter(({ from }) => from === null)
  const scan = shared.length > 0 ? nameQuery(session, 'measured', scanOf(scope, plan, shared)) : ''
  const rows = findings.map((finding, at) =>
    rowOf(finding, at, finding.from ?? scan, shared.indexOf(finding)),
  )
  const name = nameQuery(session, 'checks', { kind: 'union', queries: rows })
  const share = special({ name: 'ratio' }, column(name, 'violations'), column(name, 'checked'))
  const query = select({
    columns: [
      ...['check', 'subject', 'checked', 'violations'].map((one) => output(column(name, one), one)),
      output(share, 'share'),
      output(column(name, 'seconds'), 'seconds'),
    ],
    from: cte(name),
    orderBy: [order(column(name, 'position'), 'asc')],
  })
  return {
    query: withoutSmallRows(session, query, name, ['checked', 'violations']),
    columns: columnsOf(plan),
    aliases: new Map(),
  }
}

const all = call('COUNT', { kind: 'star' })
const counted = (condition: Expr): Expr => ({ ...all, filter: condition })
const FIGURES = ['checked', 'violations', 'seconds'] as const

function scanOf(scope: Scope, plan: CheckPlan, findings: readonly Finding[]): Select {
  const where = rowsAsked(scope, plan)
  const columns = findings.flatMap((finding, at) =>
    FIGURES.flatMap((figure) => {
      const expr = finding[figure]
      return expr ? [output(expr, `${figure}_${at + 1}`)] : []
    }),
  )
  return select({ columns, ...sourcesOf(scope), where })
}

function rowOf(finding: Finding, position: number, from: string, shared: number): Select {
  const figure = (name: (typeof FIGURES)[number]): Expr => {
    const type = name === 'seconds' ? 'double' : 'bigint'
    const known = finding[name]
    if (!known) return cast(nothing, type)
    return cast(finding.from === null ? column(from, `${name}_${shared + 1}`) : known, type)
  }
  return select({
    columns: [
      output(number(position + 1), 'position'),
      output(string(finding.check), 'check'),
      output(string(finding.subject), 'subject'),
      ...FIGURES.map((name) => output(figure(name), name)),
    ],
    from: cte(from),
  })
}

function findingsOf(scope: Scope, plan: CheckPlan, check: Check): readonly Finding[] {
  switch (check.kind) {
    case 'nulls': {
      const { expr, target } = lookAt(scope, check.dimension)
      return [rowCheck('nulls', target.ref, all, counted(isNull(expr)))]
    }
    case 'duplicates':
      return [duplicates(scope.session, plan, check.dimensions)]
    case 'orphans':
      return [orphans(scope, check.entity)]
    case 'order':
      return [inOrder(scope, check)]
    case 'lag':
      return lags(scope, check)
    case 'gaps':
      return [gaps(scope.session, plan, check)]
    case 'freshness':
      return [freshness(scope, check)]
  }
}

const rowCheck = (check: string, subject: string, checked: Expr, violations: Expr): Finding => ({
  check,
  subject,
  from: null,
  checked,
  violations,
  seconds: null,
})

function duplicates(session: Session, plan: CheckPlan, names: readonly string[]): Finding {
  const scope = openRows(session, plan)
  const keys = names.map((name) => lookAt(scope, name))
  const where = [...rowsAsked(scope, plan), ...keys.map(({ expr }) => isNull(expr, true))]
  const query = select({
    columns: [...keys.map(({ expr }, at) => output(expr, `key_${at + 1}`)), output(all, 'copies')],
    ...sourcesOf(scope),
    where,
    groupFirst: keys.length,
  })
  const from = nameQuery(session, 'copies', query)
  const sum = call('COALESCE', call('SUM', column(from, 'copies')), number(0))
  return {
    check: 'duplicates',
    subject: keys.map(({ target }) => target.ref).join(', '),
    from,
    checked: sum,
    violations: binary('-', sum, all),
    seconds: null,
  }
}

/** @throws `semantic/filter-not-placed` where rows hidden from the asker cannot be told from missing ones */
function orphans(scope: Scope, entity: string): Finding {
  const { index, guard } = scope.session
  const { target } = lookAt(scope, entity)
  const last = target.ref.split('__').at(-1) ?? entity
  const step = (index.joins.get(scope.fact.name) ?? []).find((join) => join.left.name === last)
  if (!step || target.hops > 0)
    throw fail('no-path', { name: entity, from: scope.fact.name, owner: 'no model of its own' })
  if (guard.rowFilters.has(relationKey(step.to.relation)))
    throw fail('filter-not-placed', {
      model: step.to.name,
      problem: 'a row hidden from you cannot be told from a missing one',
    })
  const own = rawTarget(scope, target)
  const theirs = boundExpression(scope, tableOf(scope, [step]), step.right.expr)
  const missing = combine('AND', [isNull(own, true), isNull(theirs)]) as Expr
  return rowCheck('orphans', `${target.ref} in ${step.to.name}`, call('COUNT', own), counted(missing))
}

function inOrder(scope: Scope, check: Extract<Check, { kind: 'order' }>): Finding {
  const [earlier, later] = [lookAt(scope, check.earlier), lookAt(scope, check.later)]
  const [first, second] = comparable(earlier, later)
  const both = combine('AND', [isNull(first, true), isNull(second, true)]) as Expr
  const subject = `${earlier.target.ref} before ${later.target.ref}`
  return rowCheck('order', subject, counted(both), counted(binary('<', second, first)))
}

const seconds = (micros: Expr): Expr => binary('/', special({ name: 'toDouble' }, micros), number(1_000_000))
const micros = (time: Expr): Expr => special({ name: 'micros' }, time)

function lags(scope: Scope, check: Extract<Check, { kind: 'lag' }>): readonly Finding[] {
  const [event, recorded] = [lookAt(scope, check.event), lookAt(scope, check.recorded)]
  const [from, to] = comparable(event, recorded)
  const lag = seconds(binary('-', micros(to), micros(from)))
  return [50, 95, 99].map((percent) => ({
    check: `lag, ${percent}th percentile`,
    subject: `${event.target.ref} to ${recorded.target.ref}`,
    from: null,
    checked: call('COUNT', lag),
    violations: null,
    seconds: special(
      { name: 'percentile', fraction: percent / 100, discrete: false, approximate: false },
      lag,
    ),
  }))
}

function gaps(session: Session, plan: CheckPlan, check: Extract<Check, { kind: 'gaps' }>): Finding {
  const scope = openRows(session, plan)
  const { expr, target, dimension } = lookAt(scope, check.dimension)
  if (dimension?.kind !== 'time') throw fail('not-a-time', { dimension: target.ref })
  const query = select({
    distinct: true,
    columns: [output(truncateLocal(session, expr, check.grain), 'period')],
    where: [...rowsAsked(scope, plan), isNull(expr, true)],
    ...sourcesOf(scope),
  })
  const from = nameQuery(session, `${check.grain}s_seen`, query)
  const period = column(from, 'period')
  const span = special({ name: 'periods', grain: check.grain }, call('MIN', period), call('MAX', period))
  const expected = binary('+', span, number(1))
  return {
    check: 'gaps',
    subject: `${target.ref} by ${check.grain}`,
    from,
    checked: expected,
    violations: binary('-', expected, all),
    seconds: null,
  }
}

function freshness(scope: Scope, check: Extract<Check, { kind: 'freshness' }>): Finding {
  const { stored, target, dimension } = lookAt(scope, check.dimension)
  if (dimension?.kind !== 'time') throw fail('not-a-time', { dimension: target.ref })
  const asOf = momentLiteral(scope.session, dimension, check.asOf)
  return {
    check: 'freshness',
    subject: target.ref,
    from: null,
    checked: call('COUNT', stored),
    violations: null,
    seconds: seconds(binary('-', micros(asOf), micros(call('MAX', stored)))),
  }
}

function columnsOf(plan: CheckPlan): readonly ResultColumn[] {
  const base = { unit: null, grain: null, source: plan.model } as const
  const text = (name: string, label: string): ResultColumn => ({
    ...base,
    name,
    label,
    type: 'string',
    role: 'dimension',
  })
  const count = (name: string, label: string): ResultColumn => ({
    ...base,
    name,
    label,
    type: 'integer',
    unit: { kind: 'count' },
    role: 'metric',
  })
  return [
    text('check', 'Check'),
    text('subject', 'Of'),
    count('checked', 'Checked'),
    count('violations', 'Violations'),
    { ...base, name: 'share', label: 'Share', type: 'double', unit: { kind: 'percent' }, role: 'metric' },
    {
      ...base,
      name: 'seconds',
      label: 'Time',
      type: 'double',
      unit: { kind: 'duration', unit: 'second' },
      role: 'metric',
    },
  ]
}
