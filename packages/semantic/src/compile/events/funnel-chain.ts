import {
  binary,
  call,
  column,
  combine,
  cte,
  equals,
  isNull,
  join,
  number,
  output,
  select,
} from '../../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../../sql/nodes.ts'
import { nameQuery } from '../session.ts'
import {
  ENTERS,
  exclusionColumn,
  type FunnelEvents,
  reachedColumns,
  SEQUENCE,
  stepColumn,
} from './funnel-events.ts'
import { areDisjoint } from './step-overlap.ts'
import { AT, ENTITY } from './stream.ts'

const [ENTRY, CLOCK, BEFORE] = ['entered_at', 'reached_at', 'before'] as const
const used = (at: number): string => `used_${at + 1}`

/**
 * Ordered steps followed from each entry: the earliest next step in the window, one join a step. An event already used
 * by an earlier step that it could satisfy is passed over.
 */
export function chainedSteps(events: FunnelEvents, numbered: boolean): readonly Select[] {
  const { plan, session } = events
  const names: string[] = []
  for (const at of plan.steps.keys()) {
    const before = names.at(-1)
    const query =
      before === undefined ? entries(events, numbered) : nextStep(events, { before, at, numbered })
    names.push(nameQuery(session, `reached_${at + 1}`, query))
  }
  return names.map((name, at) => {
    const took = binary('-', column(name, CLOCK), column(name, ENTRY))
    return plan.entry === 'first'
      ? select({ columns: reachedColumns(column(name, ENTITY), at + 1, took), from: cte(name) })
      : select({
          columns: reachedColumns(column(name, ENTITY), at + 1, call('MIN', took)),
          from: cte(name),
          groupFirst: 2,
        })
  })
}

function entries({ plan, name }: FunnelEvents, numbered: boolean): Select {
  const [entity, at, place] = [ENTITY, AT, SEQUENCE].map((one) => column(name, one)) as [Expr, Expr, Expr]
  const from = { from: cte(name), where: [column(name, ENTERS)] }
  if (plan.entry === 'any')
    return select({
      distinct: !numbered,
      columns: [
        output(entity, ENTITY),
        output(at, ENTRY),
        ...(numbered ? [output(place, used(0))] : []),
        output(at, CLOCK),
      ],
      ...from,
    })
  return select({
    columns: [
      output(entity, ENTITY),
      output(call('MIN', at), ENTRY),
      ...(numbered ? [output(call('MIN', place), used(0))] : []),
      output(call('MIN', at), CLOCK),
    ],
    ...from,
    groupFirst: 1,
  })
}

interface Next {
  readonly before: string
  /** Which step, from 0. */
  readonly at: number
  readonly numbered: boolean
}

function nextStep(events: FunnelEvents, { before, at, numbered }: Next): Select {
  const { plan, name, windowUs, graceUs } = events
  const [time, clock] = [column(name, AT), column(before, CLOCK)]
  const unused = numbered
    ? plan.steps
        .slice(0, at)
        .flatMap((step, index) => (areDisjoint(step, plan.steps[at] ?? step) ? [] : [index]))
        .map((index) => binary('!=', column(name, SEQUENCE), column(before, used(index))))
    : []
  const earliest = graceUs > 0 ? binary('-', clock, number(graceUs)) : clock
  const fits = [
    column(name, stepColumn(at)),
    binary(plan.ties === 'strict' ? '>' : '>=', time, earliest),
    ...unused,
  ]
  const inWindow = binary('<=', time, binary('+', column(before, ENTRY), number(windowUs)))
  const excluded = exclusionsAt(events, at)
  const same = equals(column(name, ENTITY), column(before, ENTITY))
  const keys: OutputColumn[] = [
    ENTITY,
    ENTRY,
    ...(numbered ? plan.steps.slice(0, at).map((_, index) => used(index)) : []),
  ].map((one) => output(column(before, one), one))
  if (graceUs > 0) keys.push(output(clock, BEFORE))
  const condition = combine('AND', fits) as Expr
  const barred = excluded && binary('AND', excluded, binary('>', time, clock))
  const on = barred
    ? combine('AND', [same, inWindow, binary('OR', condition, barred)])
    : combine('AND', [same, ...fits, inWindow])
  const least = (expr: Expr): Expr => ({ ...call('MIN', expr), filter: barred ? condition : null })
  const reached = graceUs > 0 ? call('GREATEST', clock, least(time)) : least(time)
  return select({
    columns: [
      ...keys,
      ...(numbered ? [output(least(column(name, SEQUENCE)), used(at))] : []),
      output(reached, CLOCK),
    ],
    from: cte(before),
    joins: [join('INNER', cte(name), on)],
    groupFirst: keys.length,
    having: barred ? notBarred(least(time), { ...call('MIN', time), filter: barred }) : [],
  })
}

/** The step is there, and nothing that ends the entry stands before it. */
const notBarred = (step: Expr, barrier: Expr): readonly Expr[] => [
  isNull(step, true),
  binary('OR', isNull(barrier), binary('>=', barrier, step)),
]

/** What ends an entry on its way to a step (from 0). */
function exclusionsAt({ plan, name }: FunnelEvents, at: number): Expr | null {
  const { length } = plan.steps
  const active = plan.exclusions.flatMap(({ after = 1, before = length }, index) =>
    at >= after && at < before ? [column(name, exclusionColumn(index))] : [],
  )
  return combine('OR', active)
}
