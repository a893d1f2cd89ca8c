import type { Grant } from '@numize/access'
import { NumizeError } from '@numize/base'
import type { GovernedRelation } from '@numize/engines'
import { emptyListPlan, type GroupBy, type ResultColumn, type SemanticModel } from '@numize/semantic'
import { compileOn, type Ground } from './ground.ts'
import { withinSlice } from './within-slice.ts'

/** A table of a slice as whoever writes SQL meets it. */
export interface GovernedTable {
  readonly model: SemanticModel
  /** Its relation's name, where that is another and free. */
  readonly alias: string | null
  /** With the slice's filters and masks inside. */
  readonly sql: string
  readonly columns: readonly ResultColumn[]
}

/**
 * The tables of a slice for a person who writes SQL: each visible semantic model under its own name and, where that is
 * free, under its relation's, as the list of its rows that a plan would give: filtered, masked, without what is hidden.
 */
export const governedRelations = (ground: Ground, grant: Grant): readonly GovernedRelation[] => {
  const tables = governedTables(ground, grant)
  return [
    ...tables.map(({ model, sql }) => ({ name: model.name, sql })),
    ...tables.flatMap(({ alias, sql }) => (alias === null ? [] : [{ name: alias, sql }])),
  ]
}

/** The same with what is in them. */
export function governedTables(ground: Ground, grant: Grant): readonly GovernedTable[] {
  const tables = grant.visible.semanticModels.flatMap((model) => {
    const rows = rowsOf(model, ground, grant)
    return rows === null ? [] : [{ model, ...rows }]
  })
  const taken = new Set(tables.map(({ model }) => model.name.toLowerCase()))
  return tables.map((table) => {
    const { name } = table.model.relation
    const isFree = !taken.has(name.toLowerCase())
    taken.add(name.toLowerCase())
    return { ...table, alias: isFree ? name : null }
  })
}

type Rows = Pick<GovernedTable, 'sql' | 'columns'>

/** Null where a model has no column to show. @throws where no column can be, for the reason of the first */
function rowsOf(model: SemanticModel, ground: Ground, grant: Grant): Rows | null {
  const rowsWith = (some: readonly GroupBy[]) => compiled(model, some, { ground, grant })
  const columns = columnsOf(model, ground, grant)
  if (columns.length === 0) return null
  const all = rowsWith(columns)
  if (!(all instanceof NumizeError)) return all
  const shown = columns.filter((one) => !(rowsWith([one]) instanceof NumizeError))
  const some = shown.length > 0 ? rowsWith(shown) : all
  if (some instanceof NumizeError) throw some
  return some
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
): Rows | NumizeError {
  try {
    const plan = withinSlice({ ...emptyListPlan(model.name), columns }, grant)
    const { policies } = grant
    const statement = compileOn(plan, ground, policies, { order: 'any' })
    const sql = statement.stages.at(-1)?.sql ?? ''
    const isFenced = policies.rowFilters.length + (policies.windows?.length ?? 0) > 0
    return {
      sql: isFenced ? `SELECT * FROM (${sql}\n) AS fenced${FENCE}` : sql,
      columns: statement.columns,
    }
  } catch (error) {
    if (error instanceof NumizeError) return error
    throw error
  }
}
