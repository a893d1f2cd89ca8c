import { call, column, cte, equals, join, output, select } from '../sql/build.ts'
import type { Select } from '../sql/nodes.ts'
import { entityOn } from './conditions.ts'
import { keyColumns, openFact, rowConditions } from './fact-rows.ts'
import type { Frame } from './frame.ts'
import { timeOf } from './metric-tree.ts'
import { sampledRows } from './sampling.ts'
import { sourcesOf } from './scope.ts'
import { nameQuery, type Session } from './session.ts'
import type { BridgeUnit } from './units.ts'

const MET = 'met'

/** The different entities that the fact's rows lead to, by the keys, each with the metric's value for it, added up. */
export function renderBridge(session: Session, unit: BridgeUnit, frame: Frame): Select {
  const scope = openFact(session, { fact: unit.fact, time: timeOf(unit.fact, null) })
  const keys = keyColumns(scope, frame.keys)
  const met = entityOn(scope, unit.entity)
  const where = [...rowConditions(scope, unit, frame), ...sampledRows(scope)]
  const rows = nameQuery(
    session,
    `${unit.fact.name}_by_${unit.entity.split('__').at(-1)}`,
    select({ distinct: true, columns: [...keys, output(met, MET)], ...sourcesOf(scope), where }),
  )
  const values = session.nested.metric(session, unit.metric, [unit.entity.split('__').at(-1) ?? unit.entity])
  return select({
    columns: [
      ...frame.keys.map((key) => output(column(rows, key.column), key.column)),
      output(call('SUM', column(values.name, values.value)), unit.column),
    ],
    from: cte(rows),
    joins: [
      join('INNER', cte(values.name), equals(column(rows, MET), column(values.name, values.keys[0] ?? ''))),
    ],
    groupFirst: frame.keys.length,
  })
}
