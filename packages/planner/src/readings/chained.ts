import { emptyListPlan, type Filter } from '@numize/semantic'
import type { Condition } from '../structure/frame.ts'
import type { Fitting } from './context.ts'
import { refOf } from './refs.ts'
import { columnOfCondition, nearFilter } from './row-filter.ts'

/** Rows that lead to the root, and what must hold of them. */
export interface Way {
  readonly via: string
  readonly inner: readonly Filter[]
}

/**
 * "studios that made films in the genre noir": what no rows join to the root directly is reached over rows the question
 * names in between, nearest before the condition first; null where none of them leads on. With `near` only over rows that
 * the shortest way would pass by.
 */
export function chained(fitting: Fitting, root: string, condition: Condition, near = false): Way | null {
  const { graph, schema } = fitting.index
  const target = columnOfCondition(fitting, condition)?.model
  if (target === undefined) return null
  const middles = between(fitting, condition, [root, target])
  for (const middle of near ? middles.slice(0, 1) : middles) {
    if (near && !isPassedBy(fitting, root, { middle, target })) continue
    const key = schema.key(middle)
    const via = graph.roots([root, middle])[0]
    const further = graph.roots([middle, target])[0]
    if (!key || via === undefined || further === undefined) continue
    const here = refOf(fitting, via, key)
    const there = refOf(fitting, further, key)
    if (here === null || there === null) continue
    const plan = {
      ...emptyListPlan(further),
      columns: [{ dimension: there }],
      distinct: true,
      where: [nearFilter(fitting, further, condition)],
    }
    fitting.trail.push(`"${condition.text}" is reached over ${middle}`)
    return { via, inner: [{ kind: 'inPlan', field: { dimension: here }, plan, negate: false }] }
  }
  return null
}

/** Whether the shortest way to the target leaves out rows named between: theirs are meant. */
function isPassedBy(
  { index }: Fitting,
  root: string,
  { middle, target }: { readonly middle: string; readonly target: string },
): boolean {
  const direct = index.graph.roots([root, target])[0]
  return direct !== undefined && index.graph.distance(direct, middle) === null
}

/** Models the question names besides, the nearest before the condition first. */
function between({ frame }: Fitting, { span }: Condition, ends: readonly string[]): readonly string[] {
  const named = frame.entities.filter(({ model }) => !ends.includes(model))
  const far = (at: number): number => (at <= span[0] ? span[0] - at : Number.MAX_SAFE_INTEGER)
  return [...new Set(named.toSorted((a, b) => far(a.span[0]) - far(b.span[0])).map(({ model }) => model))]
}
