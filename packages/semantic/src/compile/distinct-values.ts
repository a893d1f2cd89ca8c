import { fail } from '../errors.ts'
import { findTarget, resolveFrom } from '../graph/resolve-dimension.ts'
import type { SemanticModel } from '../model.ts'
import type { MetricsPlan } from '../plan.ts'
import { column, select } from '../sql/build.ts'
import type { Answer } from './answer.ts'
import { conditionsOn, fieldsOf } from './conditions.ts'
import { METRIC_TIME, readRef } from './keys.ts'
import { timeOf } from './metric-tree.ts'
import { aliasesOf, frameOf, groupOn } from './metrics-plan.ts'
import { axisRange, keyColumns, openFact } from './rows-unit.ts'
import { openScope, type Scope, sourcesOf } from './scope.ts'
import type { Session } from './session.ts'
import { declaredSpine, spineAxis } from './spine.ts'

/** The values that occur, read from the model that reaches all the group-bys by the fewest joins. */
export function distinctValues(session: Session, plan: MetricsPlan): Answer {
  const names = namesIn(session, plan)
  const home = homeOf(session, names)
  const groups = plan.groupBy.map((group) => groupOn(session, group, home, 'day'))
  const keys = groups.map((group) => group.key)
  const frame = frameOf(session, plan, keys, plan.time)
  const onlyTime = names.every((name) => name === METRIC_TIME)
  const spine = onlyTime ? declaredSpine(session, 'day') : null
  const time = timeOf(home, null)
  const scope: Scope = openFact(session, { fact: home, time })
  if (spine && time) {
    const calendar = {
      source: { kind: 'relation', ...spine.relation, alias: 'spine' } as const,
      time: column('spine', spine.column),
      grain: spine.grain,
    }
    const along: Scope = { ...openScope(session, home), axis: spineAxis(calendar, { ...time, grain: null }) }
    const columns = keyColumns(along, keys)
    const where = [...conditionsOn(along, frame.conditions), ...axisRange(along, frame, METRIC_TIME)]
    const query = select({ distinct: true, columns, from: calendar.source, joins: along.extraJoins, where })
    return { query, columns: groups.map((group) => group.column), aliases: aliasesOf(groups, []) }
  }
  const columns = keyColumns(scope, keys)
  const where = [...conditionsOn(scope, frame.conditions), ...axisRange(scope, frame, METRIC_TIME)]
  const query = select({ distinct: true, columns, ...sourcesOf(scope), where })
  return { query, columns: groups.map((group) => group.column), aliases: aliasesOf(groups, []) }
}

const namesIn = (session: Session, plan: MetricsPlan): readonly string[] => [
  ...plan.groupBy.map(({ dimension }) => readRef(session.index, dimension, null, null).name),
  ...plan.where.flatMap((filter) =>
    fieldsOf(filter).flatMap((field) =>
      'metric' in field ? [] : [readRef(session.index, field.dimension, null, null).name],
    ),
  ),
]

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
      if (!timeOf(model, null)) return null
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
