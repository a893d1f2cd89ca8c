import { fail } from '../../errors.ts'
import type { FunnelPlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  call,
  column,
  combine,
  cte,
  equals,
  join,
  number,
  order,
  output,
  select,
  special,
  string,
} from '../../sql/build.ts'
import type { Expr, Select, Source } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { describeFilter } from '../describe.ts'
import { refuseRawRows } from '../guard.ts'
import { nameQuery, type Session } from '../session.ts'
import { withoutSmallRows } from '../small-groups.ts'
import { checkFunnel } from './check-funnel.ts'
import { type Breakdown, breakdownOf, joinBreakdown, sameValues } from './first-touch.ts'
import { chainedSteps } from './funnel-chain.ts'
import { funnelEvents } from './funnel-events.ts'
import { passedSteps, strictSteps, unorderedSteps } from './funnel-passes.ts'
import { allDisjoint, stepClasses } from './step-overlap.ts'
import { ENTITY, entityColumn, openStream } from './stream.ts'

const [STEP, NAME, ENTITIES, TOOK] = ['step', 'name', 'entities', 'took'] as const

/** How many entities reach each step, or which ones do. */
export function funnelAnswer(session: Session, plan: FunnelPlan): Answer {
  checkFunnel(plan)
  if (plan.members) return membersOf(session, plan, plan.members)
  const breakdown = breakdownOf(session, plan.stream, plan)
  const reached = reachedBy(session, plan)
  const counts = nameQuery(session, 'counts', countQuery(breakdown, reached))
  const steps = nameQuery(session, 'funnel', stepQuery(session, plan, breakdown, counts))
  const names = breakdown.columns.map(({ name }) => name)
  const query = select({
    columns: [
      ...[...names, STEP, NAME, ENTITIES].map((name) => output(column(steps, name), name)),
      output(shareOf(steps, names, 'LAG'), 'from_previous'),
      output(shareOf(steps, names, 'FIRST_VALUE'), 'from_first'),
      output(column(steps, 'median_time'), 'median_time'),
    ],
    from: cte(steps),
    orderBy: session.depth > 1 ? [] : [...names, STEP].map((name) => order(column(null, name), 'asc')),
  })
  const shown = withoutSmallRows(session, query, steps, [ENTITIES])
  return { query: shown, columns: columnsOf(session, plan, breakdown), aliases: new Map() }
}

/** Named query: an entity and a step it reached, each once. */
function reachedBy(session: Session, plan: FunnelPlan): string {
  return nameQuery(session, 'reached', { kind: 'union', queries: waysOf(session, plan) })
}

function waysOf(session: Session, plan: FunnelPlan): readonly Select[] {
  if (plan.order === 'strict') return strictSteps(funnelEvents(session, plan, 'numbered'))
  if (plan.order === 'unordered') {
    if (!stepClasses(plan.steps))
      throw fail('not-supported', {
        what: 'An unordered funnel in which one event may satisfy two different steps',
        instead: 'make the steps exclude each other by the values they ask for',
      })
    return unorderedSteps(funnelEvents(session, plan, 'once'))
  }
  const disjoint = allDisjoint(plan.steps)
  const plain = plan.exclusions.length === 0 && plan.graceSeconds === 0
  if (plan.entry === 'any' && disjoint && plain) return passedSteps(funnelEvents(session, plan, 'once'))
  return chainedSteps(funnelEvents(session, plan, disjoint ? 'apart' : 'numbered'), !disjoint)
}

function countQuery(breakdown: Breakdown, reached: string): Select {
  const seconds = binary('/', special({ name: 'toDouble' }, column(reached, TOOK)), number(1_000_000))
  const keys = breakdown.columns.map(({ name }) => output(column(breakdown.query, name), name))
  return select({
    columns: [
      ...keys,
      output(column(reached, STEP), STEP),
      output(call('COUNT', { kind: 'star' }), ENTITIES),
      output(
        special({ name: 'percentile', fraction: 0.5, discrete: false, approximate: false }, seconds),
        'median_time',
      ),
    ],
    from: cte(reached),
    joins: joinBreakdown(breakdown, reached),
    groupFirst: keys.length + 1,
  })
}

/** Every step of every group, also where nobody got. */
function stepQuery(session: Session, plan: FunnelPlan, breakdown: Breakdown, counts: string): Select {
  const names = breakdown.columns.map(({ name }) => name)
  const steps: Source = {
    kind: 'values',
    rows: plan.steps.map((_, at) => [number(at + 1), string(stepName(plan, at))]),
    columns: [STEP, NAME],
    alias: 'steps',
  }
  const groups: string | null =
    names.length === 0
      ? null
      : nameQuery(
          session,
          'groups',
          select({
            distinct: true,
            columns: names.map((name) => output(column(counts, name), name)),
            from: cte(counts),
          }),
        )
  const on = combine('AND', [
    equals(column(counts, STEP), column('steps', STEP)),
    ...(groups === null ? [] : sameValues(names, counts, groups)),
  ])
  const took = column(counts, 'median_time')
  return select({
    columns: [
      ...names.map((name) => output(column(groups, name), name)),
      ...[STEP, NAME].map((name) => output(column('steps', name), name)),
      output(call('COALESCE', column(counts, ENTITIES), number(0)), ENTITIES),
      output(took, 'median_time'),
    ],
    from: steps,
    joins: [...(groups ? [join('CROSS', cte(groups), null)] : []), join('LEFT', cte(counts), on)],
  })
}

function shareOf(steps: string, names: readonly string[], which: 'LAG' | 'FIRST_VALUE'): Expr {
  const before: Expr = {
    kind: 'window',
    call: call(which, column(steps, ENTITIES)),
    partitionBy: names.map((name) => column(steps, name)),
    orderBy: [order(column(steps, STEP), 'asc')],
  }
  return special({ name: 'ratio' }, column(steps, ENTITIES), before)
}

/** Entities that reached a step; dropped = and went no further. */
function membersOf(session: Session, plan: FunnelPlan, members: NonNullable<FunnelPlan['members']>): Answer {
  refuseRawRows(session, plan.stream)
  const shown = entityColumn(openStream(session, plan.stream))
  const reached = reachedBy(session, plan)
  const [entity, step] = [column(reached, ENTITY), column(reached, STEP)]
  const which = number(members.step)
  const ordered = session.depth > 1 ? [] : [order(column(null, shown.name), 'asc')]
  const query =
    members.which === 'reached'
      ? select({
          columns: [output(entity, shown.name)],
          from: cte(reached),
          where: [equals(step, which)],
          orderBy: ordered,
        })
      : select({
          columns: [output(entity, shown.name)],
          from: cte(reached),
          groupFirst: 1,
          having: [equals(call('MAX', step), which)],
          orderBy: ordered,
        })
  return { query, columns: [shown], aliases: new Map() }
}

const stepName = (plan: FunnelPlan, at: number): string => {
  if (plan.order === 'unordered') return `Any ${at + 1} of ${plan.steps.length}`
  const step = plan.steps[at]
  return step?.name ?? (step?.where.map(describeFilter).join(' and ') || 'Any event')
}

function columnsOf(session: Session, plan: FunnelPlan, breakdown: Breakdown): readonly ResultColumn[] {
  const entity = openStream(session, plan.stream).declared.entity.split('__').at(-1) ?? ''
  const base = { unit: null, grain: null, source: plan.stream } as const
  const share = (name: string, label: string): ResultColumn => ({
    ...base,
    name,
    label,
    type: 'double',
    unit: { kind: 'percent' },
    role: 'metric',
  })
  return [
    ...breakdown.columns,
    { ...base, name: STEP, label: 'Step', type: 'integer', role: 'dimension' },
    { ...base, name: NAME, label: 'Name', type: 'string', role: 'dimension' },
    {
      ...base,
      name: ENTITIES,
      label: 'Reached',
      type: 'integer',
      unit: { kind: 'count', of: entity },
      role: 'metric',
    },
    share('from_previous', 'Of the step before'),
    share('from_first', 'Of the first step'),
    {
      ...base,
      name: 'median_time',
      label: 'Median time to reach',
      type: 'double',
      unit: { kind: 'duration', unit: 'second' },
      role: 'metric',
    },
  ]
}
