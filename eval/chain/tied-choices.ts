import type { Plan } from '@numize/semantic'
import type { Answered } from './open-chain.ts'

type Rows = Answered['rows']

const MOST_CHOICES = 200

/**
 * Where gold cuts a ranking among equals any of them is right: every way to cut an answer that kept its ties. Nothing
 * for an answer without ties at its edge, or with so many that trying all would say little.
 */
export function tiedChoices(plan: Plan, { columns, rows }: Answered): readonly Rows[] {
  if (plan.kind !== 'metrics' || plan.top === null || plan.top.per.length > 0) return []
  const { count, by } = plan.top
  const at = columns.indexOf(by)
  const edge = rows[count - 1]?.[at]
  if (at < 0 || rows.length <= count || edge === undefined) return []
  const tied = rows.filter((row) => row[at] === edge)
  const better = rows.filter((row) => row[at] !== edge)
  const wanted = count - better.length
  if (wanted < 1 || countOf(tied.length, wanted) > MOST_CHOICES) return []
  return combinations(tied, wanted).map((some) => [...better, ...some])
}

/** In how many ways `wanted` of `size` can be taken. */
const countOf = (size: number, wanted: number): number =>
  Array.from({ length: wanted }, (_, at) => (size - at) / (at + 1)).reduce((product, one) => product * one, 1)

function combinations<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]]
  return items.flatMap((item, at) =>
    combinations(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]),
  )
}
