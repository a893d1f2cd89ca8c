import { fail } from '../errors.ts'
import { findTarget, resolveFrom } from '../graph/resolve-dimension.ts'
import type { SemanticModel } from '../model.ts'
import type { MetricsPlan } from '../plan.ts'
import { column, join, nothing, output, select } from '../sql/build.ts'
import { walk } from '../sql/children.ts'
import type { Source } from '../sql/nodes.ts'
import type { Answer } from './answer.ts'
import { calendarTime } from './calendar.ts'
import { conditionsOn, fieldsOf } from './conditions.ts'
import { readCondition } from './expressions.ts'
import { axisRange, keyColumns, openFact, openPaths } from './fact-rows.ts'
import { countedOf, headCount, SIZE } from './group-sizes.ts'
import { aliasesOf, frameOf, groupOn } from './groups.ts'
import { refuseRawRows } from './guard.ts'
import { type Key, METRIC_TIME, rankOf, readRef } from './keys.ts'
import { timeOf } from './metric-tree.ts'
import { rawTarget, type Scope, sourcesOf } from './scope.ts'
import type { Session } from './session.ts'
import { withoutSmallGroups } from './small-groups.ts'
import { declaredSpine } from './spine.ts'

/** The values that occur, read from the model that reaches all the group-bys by the fewest joins. */
export function distinctValues(session: Session, plan: MetricsPlan): Answer {
  const names = namesIn(session, plan)
  const home = homeOf(session, names)
  const groups = plan.groupBy.map((group) => groupOn(session, group, home, 'day'))
  const keys = groups.map((group) => group.key)
  const frame = frameOf(session, plan, keys, plan.time)
  const named = names.some((name) => name !== METRIC_TIME)
  const scope: Scope = openFact(session, { fact: home, time: timeOf(home, null) })
  scope.bounds = frame.time
  scope.outer = 'FULL'
  const spine = names.includes(METRIC_TIME) ? alongSpine(session, scope, keys) : null
  openPaths(scope, keys, frame.conditions)
  const columns = keyColumns(scope, keys)
  const where = [...conditionsOn(scope, frame.conditions), ...axisRange(scope, frame, METRIC_TIME)]
  const { from, joins } = sourcesOf(scope)
  const sources =
    spine === null
      ? { from, joins }
      : named
        ? { from, joins: [join('CROSS', spine, null), ...joins] }
        : { from: spine, joins: scope.extraJoins }
  const answer = { columns: groups.map((group) => group.column), aliases: aliasesOf(groups, []) }
  if (plan.distinct === false) refuseRawRows(session, home.name)
  else if (session.guard.minGroup && named) {
    if (spine)
      throw fail('not-supported', {
        what: 'The calendar beside other values, in a slice that leaves out small groups,',
        instead: 'ask for the values alone',
      })
    const counted = countedOf(session, home)
    const size = headCount(counted, counted === 'rows' ? nothing : rawTarget(scope, counted))
    const query = select({
      columns: [...columns, output(size, SIZE)],
      ...sourcesOf(scope),
      where,
      groupFirst: columns.length,
    })
    return withoutSmallGroups(session, { ...answer, query }, { figures: false })
  }
  return { ...answer, query: select({ distinct: plan.distinct !== false, columns, ...sources, where }) }
}

/** Without a metric, `metric_time` is the calendar itself: every period of the declared spine. */
function alongSpine(session: Session, scope: Scope, keys: readonly Key[]): Source | null {
  const grains = keys.filter((key) => key.name === METRIC_TIME).map((key) => key.grain ?? 'day')
  const finest = grains.reduce(
    (a, b) => (rankOf(session.index, b) < rankOf(session.index, a) ? b : a),
    'year',
  )
  const spine = declaredSpine(session, finest)
  if (!spine) return null
  scope.axis = { dimension: calendarTime(spine), expr: column('spine', spine.column) }
  return { kind: 'relation', ...spine.relation, alias: 'spine' }
}

const namesIn = (session: Session, plan: MetricsPlan): readonly string[] => [
  ...plan.groupBy.map(({ dimension }) => readRef(session.index, dimension, null, null).name),
  ...(session.options.authoredWhere ?? []).flatMap((text) => templateNames(session, text)),
  ...plan.where.flatMap((filter) =>
    fieldsOf(filter).flatMap((field) =>
      'metric' in field ? [] : [readRef(session.index, field.dimension, null, null).name],
    ),
  ),
]

function templateNames(session: Session, text: string): readonly string[] {
  const names: string[] = []
  walk(readCondition(session.index, text, 'the plan'), (node) => {
    if (node.kind === 'template' && node.template.of !== 'metric') names.push(node.template.name)
  })
  return names.map((name) => readRef(session.index, name, null, null).name)
}

/** @throws what the best candidate says when none reaches everything */
function homeOf(session: Session, names: readonly string[]): SemanticModel {
  const { index } = session
  const scored = [...index.semanticModels.values()].map((model) => ({
    model,
    hops: hopsTo(session, model, names),
  }))
  const fitting = scored.filter((one) => one.hops !== null).toSorted((a, b) => (a.hops ?? 0) - (b.hops ?? 0))
  if (fitting[0]) return fitting[0].model
  const [first] = names
  const owner = [...index.semanticModels.values()].find(
    (model) => first !== undefined && hopsTo(session, model, [first]) !== null,
  )
  for (const name of names) if (owner && name !== METRIC_TIME) resolveFrom(index, owner, name)
  const [any] = index.semanticModels.values()
  if (!any || first === undefined) throw fail('empty-plan', {})
  resolveFrom(index, owner ?? any, first)
  throw fail('no-path', { name: names.at(-1) ?? '', from: any.name, owner: 'another model' })
}

function hopsTo(session: Session, model: SemanticModel, names: readonly string[]): number | null {
  let hops = 0
  for (const name of names) {
    if (name === METRIC_TIME) {
      if (!timeOf(model, null) && !declaredSpine(session, 'day')) return null
      continue
    }
    try {
      const target = findTarget(session.index, model, name)
      if (!target) return null
      hops += target.hops
    } catch {
      return null
    }
  }
  return hops
}
