import type { Compiled, CompileOptions } from '../compiled.ts'
import { fail } from '../errors.ts'
import type { Model } from '../model.ts'
import type { Plan } from '../plan.ts'
import { binary, call, column, cte, number, output, select } from '../sql/build.ts'
import type { Expr, OutputColumn, Select } from '../sql/nodes.ts'
import { printStatement } from '../sql/print.ts'
import type { Answer } from './answer.ts'
import { funnelAnswer } from './events/funnel.ts'
import { retentionAnswer } from './events/retention.ts'
import { listAnswer } from './list-plan.ts'
import { metricNode, newTree } from './metric-tree.ts'
import { metricsAnswer } from './metrics-plan.ts'
import { explanationOf } from './notes.ts'
import { onceCompiled } from './once-compiled.ts'
import { checkAnswer } from './quality/check.ts'
import { profileAnswer } from './quality/profile.ts'
import { relationOf } from './relation.ts'
import { type Nested, nameQuery, newSession, type Session } from './session.ts'
import { HIDDEN, HIDDEN_GROUPS } from './small-groups.ts'

const MAX_DEPTH = 3

/**
 * A plan as SQL for one engine, with what its columns mean and how it came to be. Pure: the same plan, model and
 * options give the same text.
 * @throws `semantic/…` for whatever the plan asks that the model cannot give; the first problem found
 */
export const compile = (plan: Plan, model: Model, options: CompileOptions): Compiled =>
  onceCompiled({ plan, model, options }, () => compileAnew(plan, model, options))

function compileAnew(plan: Plan, model: Model, options: CompileOptions): Compiled {
  const session = newSession(model, options, nested)
  const { query, columns } = answerOf(session, plan)
  const hidden = hiddenGroups(session)
  const body = hidden ? { ...query, columns: [...query.columns, hidden] } : query
  const print = (answer: Select): string =>
    printStatement({ ctes: session.ctes, body: answer }, session.dialect)
  return {
    stages: [{ name: 'answer', sql: print(body) }],
    columns,
    explanation: explanationOf(session.notes, plan.kind === 'metrics' ? plan.sample?.share : undefined),
    relations: [...session.notes.relations],
    ...(hidden ? { hiddenSql: print(select({ columns: [hidden] })) } : {}),
  }
}

/** How many groups the answer leaves out as too small; null where none can be. */
function hiddenGroups({ notes }: Session): OutputColumn | null {
  const counts = notes.hidden.map((name): Expr => {
    const total = call('COALESCE', call('SUM', column(name, HIDDEN)), number(0))
    return { kind: 'query', query: select({ columns: [output(total, 'hidden')], from: cte(name) }) }
  })
  const [first, ...rest] = counts
  return first
    ? output(
        rest.reduce((a, b) => binary('+', a, b), first),
        HIDDEN_GROUPS,
      )
    : null
}

function answerOf(session: Session, plan: Plan): Answer {
  switch (plan.kind) {
    case 'metrics':
      return metricsAnswer(session, plan)
    case 'list':
      return listAnswer(session, plan)
    case 'retention':
      return retentionAnswer(session, plan)
    case 'funnel':
      return funnelAnswer(session, plan)
    case 'check':
      return checkAnswer(session, plan)
    case 'profile':
      return profileAnswer(session, plan)
  }
}

const nested: Nested = {
  plan(session, plan) {
    const depth = session.depth + 1
    if (depth > MAX_DEPTH) throw fail('too-deep', { depth })
    const answer = answerOf({ ...session, depth, sampling: null }, plan)
    const name = nameQuery(
      session,
      plan.kind === 'list' ? `listed_${plan.root}` : 'inner_answer',
      answer.query,
    )
    return { name, columns: answer.columns.map((one) => one.name) }
  },
  metric(session, metric, by) {
    const depth = session.depth + 1
    if (depth > MAX_DEPTH) throw fail('too-deep', { depth })
    const inner = { ...session, depth, sampling: null }
    const tree = newTree(inner)
    const shown = [{ column: metric, node: metricNode(tree, metric) }]
    const keys = by.map((name) => ({ name, grain: null, datePart: null, column: name }))
    const query = relationOf(inner, shown, { keys, conditions: [], time: null })
    const wanted = `${metric}_by_${by.map((name) => name.split('__').at(-1)).join('_')}`
    return { name: nameQuery(session, wanted, query), keys: keys.map((key) => key.column), value: metric }
  },
}
