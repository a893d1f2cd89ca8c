import type { Grant } from '@numize/access'
import { NumizeError } from '@numize/base'
import type { GovernedRelation } from '@numize/engines'
import { emptyListPlan, type GroupBy, type SemanticModel } from '@numize/semantic'
import { compileOn, type Ground } from './ground.ts'
import { withinSlice } from './within-slice.ts'

/**
 * The tables of a slice for a person who writes SQL: each visible semantic model under its own name and, where that is
 * free, under its relation's, as the list of its rows that a plan would give: filtered, masked, without what is hidden.
 */
export function governedRelations(ground: Ground, grant: Grant): readonly GovernedRelation[] {
  const models = grant.visible.semanticModels.flatMap((model) => {
    const sql = rowsOf(model, ground, grant)
    return sql === null ? [] : [{ model, sql }]
  })
  const taken = new Set(models.map(({ model }) => model.name.toLowerCase()))
  const others = models.filter(({ model: { relation } }) => {
    const name = relation.name.toLowerCase()
    return !taken.has(name) && taken.add(name)
  })
  return [
    ...models.map(({ model, sql }) => ({ name: model.name, sql })),
    ...others.map(({ model, sql }) => ({ name: model.relation.name, sql })),
  ]
}

/** Null where a model has no column to show. @throws where no column can be, for the reason of the first */
function rowsOf(model: SemanticModel, ground: Ground, grant: Grant): string | null {
  const sqlOf = (some: readonly GroupBy[]) => compiled(model, some, { ground, grant })
  const columns = columnsOf(model, ground, grant)
  if (columns.length === 0) return null
  const all = sqlOf(columns)
  if (typeof all === 'string') return all
  const shown = columns.filter((one) => typeof sqlOf([one]) === 'string')
  const some = shown.length > 0 ? sqlOf(shown) : all
  if (typeof some === 'string') return some
  throw some
}

/** Keys under the name of their column, then dimensions. */
function columnsOf(model: SemanticModel, ground: Ground, { visible }: Grant): readonly GroupBy[] {
  const whole = ground.project.model.semanticModels.find(({ name }) => name === model.name)
  const shown = visible.semanticModels.find(({ name }) => name === model.name)?.dimensions ?? []
  const hidden = (whole?.dimensions ?? []).filter(({ name }) => !shown.some((one) => one.name === name))
  const prefix = model.primaryEntity === null ? '' : `${model.primaryEntity}__`
  const taken = new Set<string>()
  const isFree = (name: string): boolean =>
    !taken.has(name.toLowerCase()) && Boolean(taken.add(name.toLowerCase()))
  const keys = model.entities
    .filter(({ expr }) => !hidden.some((dimension) => dimension.expr === expr))
    .map(({ name, expr }) => ({ dimension: name, as: /^[a-z_]\w*$/i.test(expr) ? expr : name }))
  const dimensions = shown
    .filter(({ extras }) => extras.hidden !== true)
    .map(({ name }) => ({ dimension: `${prefix}${name}`, as: name }))
  return [...keys, ...dimensions].filter((one) => isFree(one.as))
}

/** A filtered table ends in a LIMIT beyond any table: no condition of the reader is tried on rows that are filtered out. */
const FENCE = '\nLIMIT 9223372036854775807'

function compiled(
  model: SemanticModel,
  columns: readonly GroupBy[],
  { ground, grant }: { ground: Ground; grant: Grant },
): string | NumizeError {
  try {
    const plan = withinSlice({ ...emptyListPlan(model.name), columns }, grant)
    const { policies } = grant
    const { stages } = compileOn(plan, ground, policies, { order: 'any' })
    const sql = stages.at(-1)?.sql ?? ''
    return policies.rowFilters.length + (policies.windows?.length ?? 0) > 0
      ? `SELECT * FROM (${sql}\n) AS fenced${FENCE}`
      : sql
  } catch (error) {
    if (error instanceof NumizeError) return error
    throw error
  }
}
