import { writeAnswer } from '@numize/blocks'
import { type Cell, emptyMetricsPlan, type Filter, type Plan, parsePlan, type Result } from '@numize/semantic'
import { assistantError } from '../errors.ts'
import { askOptions, type Call } from '../mind.ts'
import type { CatalogView } from './catalog-view.ts'
import type { Shown, ValuesWanted } from './shown.ts'

/** A plan made by hand (a form, a board, a program), run and told like an answer. @throws `semantic/bad-plan` and what `ask` throws */
export async function run(plan: unknown, call: Call): Promise<Shown> {
  const result = await fetchPlan(parsePlan(plan), call)
  return { result, answer: writeAnswer({ result, reading: { stated: [], assumed: [] } }) }
}

async function fetchPlan(plan: Plan, call: Call): Promise<Result> {
  const [result] = await call.parts.ask([plan], call.options.principal, askOptions(call))
  if (!result) throw new Error('ask gave no result for one plan')
  return result
}

/** Values of a dimension that enough rows have, in order, for somebody to choose from. @throws `assistant/unknown-name` and what `ask` throws */
export async function valuesOf(
  { path, search, most }: ValuesWanted,
  catalog: CatalogView,
  call: Call,
): Promise<readonly Cell[]> {
  const dimension = catalog.dimensions.find((candidate) => candidate.path === path)
  if (!dimension) throw assistantError('unknown-name', { name: path, near: [] })
  const field = { dimension: dimension.name }
  const where: readonly Filter[] = [
    { kind: 'null', field, negate: true },
    ...(search === null ? [] : [{ kind: 'text', field, match: 'contains', value: search } as const]),
  ]
  const { rows } = await fetchPlan(
    {
      ...emptyMetricsPlan,
      groupBy: [{ dimension: dimension.name, as: 'value' }],
      where,
      orderBy: [{ by: 'value', direction: 'asc' }],
      limit: most,
    },
    call,
  )
  return rows.map(([value]) => value ?? null)
}
