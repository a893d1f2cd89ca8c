import { NumizeError } from '@numize/base'
import type { Engine, Rows } from '@numize/engines'
import {
  type CompileOptions,
  compile,
  type DataType,
  type Dimension,
  emptyListPlan,
  type Model,
  noPolicies,
  type Project,
  type SemanticModel,
} from '@numize/semantic'

const DEADLINE_MS = 30_000

/**
 * The model with the type of each dimension as the engine gives it, found by listing one row of each semantic model
 * through the compiler. A dimension whose expression the engine refuses is told in `problems` and stays untyped.
 */
export async function typeModel(
  project: Project,
  engine: Engine,
): Promise<{ model: Model; problems: readonly string[] }> {
  const problems: string[] = []
  const options = { dialect: engine.dialect, calendar: project.calendar, policies: noPolicies }
  const typeOne = async (semanticModel: SemanticModel): Promise<SemanticModel> => {
    const look = { project, engine, options, semanticModel }
    const all = await typesOf(semanticModel.dimensions, look)
    const types = all instanceof Map ? all : await oneByOne(look, problems)
    return {
      ...semanticModel,
      dimensions: semanticModel.dimensions.map((dimension) => typed(dimension, types)),
    }
  }
  const semanticModels = await Promise.all(project.model.semanticModels.map(typeOne))
  return { model: { ...project.model, semanticModels }, problems: problems.toSorted() }
}

interface Look {
  readonly project: Project
  readonly engine: Engine
  readonly options: CompileOptions
  readonly semanticModel: SemanticModel
}

type Types = Map<string, DataType>

const typed = (dimension: Dimension, types: Types): Dimension => ({
  ...dimension,
  dataType: types.get(dimension.name) ?? dimension.dataType,
})

async function oneByOne(look: Look, problems: string[]): Promise<Types> {
  const types: Types = new Map()
  for (const dimension of look.semanticModel.dimensions) {
    const found = await typesOf([dimension], look)
    if (found instanceof Map) for (const [name, type] of found) types.set(name, type)
    else problems.push(`${look.semanticModel.name}.${dimension.name}: ${found.message}`)
  }
  return types
}

/** Types of some of a semantic model's own dimensions, or why the engine refused them. */
async function typesOf(dimensions: readonly Dimension[], look: Look): Promise<Types | NumizeError> {
  if (dimensions.length === 0) return new Map()
  const prefix = look.semanticModel.primaryEntity
  const names = dimensions.map(({ name }) => (prefix === null ? name : `${prefix}__${name}`))
  const plan = {
    ...emptyListPlan(look.semanticModel.name),
    columns: names.map((dimension) => ({ dimension })),
    limit: 1,
  }
  try {
    const { stages } = compile(plan, look.project.model, look.options)
    const columns = await columnsOf(look.engine, stages.at(-1)?.sql ?? '')
    return new Map(dimensions.map(({ name }, at) => [name, columns[at]?.type ?? 'other']))
  } catch (error) {
    if (error instanceof NumizeError) return error
    throw error
  }
}

/** The columns of a query: of one row of it, where the engine does not tell them for less. */
const columnsOf = async (engine: Engine, sql: string): Promise<Rows['columns']> =>
  engine.columns
    ? engine.columns(sql, { deadlineMs: DEADLINE_MS })
    : (await engine.run(sql, { deadlineMs: DEADLINE_MS, maxRows: 1 })).columns
