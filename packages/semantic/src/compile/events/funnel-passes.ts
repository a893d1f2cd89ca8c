import { binary, call, column, cte, number, output, select } from '../../sql/build.ts'
import type { Expr, Select, WhenClause } from '../../sql/nodes.ts'
import { nameQuery } from '../session.ts'
import { ENTERS, type FunnelEvents, known, reachedColumns, stepColumn } from './funnel-events.ts'
import { stepClasses } from './step-overlap.ts'
import { AT, ENTITY } from './stream.ts'

const entered = (at: number): string => `entered_${at + 1}`
const [NEAR, REACHED, FIRST] = ['neighbour_at', 'steps_done', 'first_at'] as const
const when = (condition: Expr, result: Expr): WhenClause => ({ kind: 'when', condition, result })
const only = (condition: Expr, result: Expr): Expr => ({
  kind: 'case',
  operand: null,
  whens: [when(condition, result)],
  otherwise: null,
})

/**
 * Ordered steps that exclude each other, over all entries: one pass a step carries the latest entry that can reach it.
 * A later entry leaves more of the window, so no other one has to be remembered.
 */
export function passedSteps({ session, plan, name, windowUs }: FunnelEvents): readonly Select[] {
  const steps = [...plan.steps.keys()]
  let source = name
  for (const at of steps) {
    const rest = steps.slice(at + 1).map(stepColumn)
    const earlier = steps.slice(0, at).map(entered)
    const reached = at === 0 ? only(column(source, ENTERS), column(source, AT)) : carried(source, at)
    source = nameQuery(
      session,
      `pass_${at + 1}`,
      select({
        columns: [
          ...[ENTITY, AT, ...rest, ...earlier].map((one) => output(column(source, one), one)),
          output(reached, entered(at)),
        ],
        from: cte(source),
      }),
    )
  }
  return steps.map((at) => {
    const entry = column(source, entered(at))
    const took = call('MIN', binary('-', column(source, AT), entry))
    return select({
      columns: reachedColumns(column(source, ENTITY), at + 1, took),
      from: cte(source),
      where: [known(entry)],
      groupFirst: 2,
    })
  })

  function carried(from: string, at: number): Expr {
    const latest: Expr = {
      kind: 'window',
      call: call('MAX', column(from, entered(at - 1))),
      partitionBy: [column(from, ENTITY)],
      orderBy: [{ kind: 'order', expr: column(from, AT), direction: 'asc', nulls: 'last' }],
      frame: { preceding: null, following: plan.ties === 'strict' ? -1 : 0 },
    }
    const soon = binary('<=', binary('-', column(from, AT), latest), number(windowUs))
    return only(binary('AND', column(from, stepColumn(at)), soon), latest)
  }
}

/** Steps that stand next to each other with nothing between: each is looked for that many events further on. */
export function strictSteps({ session, plan, name, windowUs }: FunnelEvents): readonly Select[] {
  const steps = [...plan.steps.keys()]
  const sequence = [{ kind: 'order', expr: column(name, 'place'), direction: 'asc', nulls: 'last' }] as const
  const ahead = (one: string, count: number): Expr => ({
    kind: 'window',
    call: call('LEAD', column(name, one), number(count)),
    partitionBy: [column(name, ENTITY)],
    orderBy: sequence,
  })
  const entry: Expr = {
    kind: 'window',
    call: call('row_number'),
    partitionBy: [column(name, ENTITY), column(name, ENTERS)],
    orderBy: sequence,
  }
  const later = steps.slice(1)
  const runs = nameQuery(
    session,
    'runs',
    select({
      columns: [
        ...[ENTITY, AT, ENTERS].map((one) => output(column(name, one), one)),
        output(entry, 'entry'),
        ...later.flatMap((at) => [
          output(ahead(stepColumn(at), at), stepColumn(at)),
          output(ahead(AT, at), `${NEAR}_${at + 1}`),
        ]),
      ],
      from: cte(name),
    }),
  )
  const moment = (at: number): Expr => column(runs, at === 0 ? AT : `${NEAR}_${at + 1}`)
  const first = plan.entry === 'first' ? [binary('=', column(runs, 'entry'), number(1))] : []
  const follows = (at: number): readonly Expr[] => [
    column(runs, stepColumn(at)),
    ...(plan.ties === 'strict' ? [binary('>', moment(at), moment(at - 1))] : []),
  ]
  return steps.map((at) => {
    const took = binary('-', moment(at), moment(0))
    return select({
      columns: reachedColumns(column(runs, ENTITY), at + 1, call('MIN', took)),
      from: cte(runs),
      where: [
        column(runs, ENTERS),
        ...first,
        ...steps.slice(1, at + 1).flatMap(follows),
        ...(at === 0 ? [] : [binary('<=', took, number(windowUs))]),
      ],
      groupFirst: 2,
    })
  })
}

/** Steps in any order: from each event, how many are done before the window is over; the best of them counts. */
export function unorderedSteps({ session, plan, name, windowUs }: FunnelEvents): readonly Select[] {
  const classes = stepClasses(plan.steps) ?? []
  const over = { partitionBy: [column(name, ENTITY)] }
  const done = classes.map(({ step, times }): Expr => {
    const one: Expr = {
      kind: 'case',
      operand: null,
      whens: [when(column(name, stepColumn(step)), number(1))],
      otherwise: number(0),
    }
    const counted: Expr = {
      kind: 'window',
      call: call('SUM', one),
      ...over,
      orderBy: [{ kind: 'order', expr: column(name, AT), direction: 'asc', nulls: 'last' }],
      frame: { preceding: 0, following: windowUs },
    }
    return call('LEAST', counted, number(times))
  })
  const [head = number(0), ...tail] = done
  const first: Expr = {
    kind: 'window',
    call: call('MIN', only(column(name, ENTERS), column(name, AT))),
    ...over,
    orderBy: [],
  }
  const starts = nameQuery(
    session,
    'starts',
    select({
      columns: [
        ...[ENTITY, AT, ENTERS].map((one) => output(column(name, one), one)),
        output(first, FIRST),
        output(
          tail.reduce((sum, one) => binary('+', sum, one), head),
          REACHED,
        ),
      ],
      from: cte(name),
    }),
  )
  const begins = plan.entry === 'first' ? [binary('=', column(starts, AT), column(starts, FIRST))] : []
  return plan.steps.map((_, at) =>
    select({
      distinct: true,
      columns: reachedColumns(column(starts, ENTITY), at + 1, null),
      from: cte(starts),
      where: [column(starts, ENTERS), ...begins, binary('>=', column(starts, REACHED), number(at + 1))],
    }),
  )
}
