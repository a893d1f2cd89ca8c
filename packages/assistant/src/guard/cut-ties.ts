import type { Plan, Result } from '@numize/semantic'
import { type CheckTools, type Finding, noted, passed } from './finding.ts'

const CHECK = 'ties'

/** Says where a limit cut rows that stand equal with the last one shown, or equals were kept beyond the number asked for. */
export async function cutTies({ result, fetch }: CheckTools): Promise<Finding | null> {
  const kept = keptTies(result)
  if (kept) return kept
  const { plan, rowCount } = result
  const wider = oneMore(plan)
  if (wider === null || !('limit' in plan) || rowCount !== plan.limit) return null
  const more = await fetch(wider)
  if (!more)
    return noted(
      CHECK,
      `Only ${rowCount.toLocaleString('en-US')} rows were asked for; others may stand equal with the last one.`,
    )
  if (more.rowCount <= rowCount) return passed(CHECK)
  const [last, next] = [more.rows[rowCount - 1], more.rows[rowCount]]
  const orders = orderPlaces(more)
  const equal = last && next && orders.length > 0 && orders.every((at) => last[at] === next[at])
  if (!equal) return passed(CHECK)
  return noted(
    CHECK,
    'The limit cuts rows that stand equal with the last one shown: which of them are shown is by chance.',
  )
}

function keptTies({ plan, rowCount }: Result): Finding | null {
  if (plan.kind !== 'metrics' || plan.top === null || plan.top.per.length > 0) return null
  if (plan.top.ties !== 'all' || plan.top.other === true || plan.limit !== null || plan.having.length > 0)
    return null
  const { count } = plan.top
  if (rowCount <= count || plan.compare !== null || plan.groupBy.length > 1) return null
  return noted(
    CHECK,
    `There are ${rowCount.toLocaleString('en-US')} rows instead of ${count}, because the last ones are equal.`,
  )
}

/** The same with a row more and what it is ordered by shown; null where nothing is cut by an order. */
function oneMore(plan: Plan): Plan | null {
  if (plan.kind !== 'list' && plan.kind !== 'metrics') return null
  if (plan.limit === null || plan.orderBy.length === 0) return null
  const limit = plan.limit + 1
  if (plan.kind === 'metrics') return { ...plan, limit }
  const shown = new Set(plan.columns.map(({ dimension, as }) => as ?? dimension))
  const hidden = plan.orderBy.filter(({ by }) => !shown.has(by))
  if (hidden.length > 0 && plan.distinct) return null
  return { ...plan, limit, columns: [...plan.columns, ...hidden.map(({ by }) => ({ dimension: by }))] }
}

/** Where the columns stand that a result is ordered by. */
function orderPlaces({ plan, columns }: Result): readonly number[] {
  if (!('orderBy' in plan)) return []
  return plan.orderBy.flatMap(({ by }) => {
    const at = columns.findIndex(({ name }) => name === by || name.endsWith(`__${by}`))
    return at < 0 ? [] : [at]
  })
}
