import type { Model, Relation, SemanticModel, TimeSpine } from '../model.ts'
import type { DbtChoice } from './choose-models.ts'
import type { DbtImport } from './dbt-import.ts'
import type { DbtNode, DbtProject } from './dbt-project.ts'
import { importRecord } from './import-record.ts'
import { mergeModels } from './merge-models.ts'
import { withOldMetrics } from './old-metrics.ts'
import { type Measurements, personal, proposeModels, withMeasuredColumns } from './propose-models.ts'
import { pruneModel } from './prune-model.ts'
import { readSemantics } from './read-semantics.ts'
import { relationId, sameRelation } from './semantic-relations.ts'

export interface DbtContent {
  readonly model: Model
  /** What `dbt.json` keeps; its `objects` are filled when the files are written. */
  readonly record: DbtImport
  /** What a reader should know of what was and was not taken over, one sentence each. */
  readonly notes: readonly string[]
  /** Names of the semantic models that are proposals. */
  readonly proposed: readonly string[]
}

export interface ContentOptions {
  /** The `target/` folder, as `dbt.json` remembers it. */
  readonly from: string
  /** As given by `--models`; null = by convention. */
  readonly select: readonly string[] | null
  readonly measured?: Measurements
  /** How the project's connection names a relation of the warehouse. */
  readonly place: (relation: Relation) => Relation
}

/**
 * The model of a Numize project over the chosen dbt models: authored semantic objects that stand on them, and proposals
 * for those that have none. Nothing else of the dbt project is in it, so nothing else can be asked about.
 */
export function dbtContent(
  project: DbtProject,
  choices: readonly DbtChoice[],
  options: ContentOptions,
): DbtContent {
  const measured = options.measured ?? nothingMeasured
  const known = choices.map((choice) => ({ ...choice, node: withMeasuredColumns(choice.node, measured) }))
  const chosen = known.filter(({ isChosen }) => isChosen).map(({ node }) => node)
  const { model: read, oldMetrics, notes } = readSemantics(project.semantics)
  const authored = standingOn(read, chosen)
  const covered = new Set(authored.semanticModels.map(({ relation }) => relationId(relation)))
  const bare = chosen.filter(({ relation }) => relation && !covered.has(relationId(relation)))
  const offered = proposeModels(chosen, {
    tests: project.tests,
    nodes: project.nodes,
    measured,
    bare,
  })
  const merged = mergeModels(
    authored,
    offered.model,
    new Set(bare.flatMap(({ relation }) => (relation ? [relationId(relation)] : []))),
  )
  const nameOf = (id: string) => modelNameOf(id, chosen, merged)
  const grown = withOldMetrics(merged, oldMetrics, nameOf)
  const pruned = pruneModel({ ...grown.model, timeSpines: spinesOf(read, project.nodes) })
  const model = placed(pruned.model, options.place)
  return {
    model,
    record: importRecord(project, known, options),
    notes: [
      ...project.notes,
      ...notes,
      ...leftOut(read, authored),
      ...offered.notes,
      ...grown.notes,
      ...pruned.notes,
    ],
    proposed: model.semanticModels
      .filter(({ extras }) => extras['proposed'] === true)
      .map(({ name }) => name),
  }
}

const nothingMeasured: Measurements = { profiles: [], inclusions: [] }

/** Authored semantic models on chosen relations; columns that dbt marks as personal data stay marked. */
function standingOn(model: Model, chosen: readonly DbtNode[]): Model {
  const byRelation = new Map(
    chosen.flatMap((node) => (node.relation ? [[relationId(node.relation), node] as const] : [])),
  )
  return {
    ...model,
    semanticModels: model.semanticModels.flatMap((one) => {
      const node = byRelation.get(relationId(one.relation))
      return node ? [withMarks(one, node)] : []
    }),
  }
}

function withMarks(model: SemanticModel, node: DbtNode): SemanticModel {
  const marked = new Map(
    node.columns.flatMap((column) =>
      personal(column)['pii'] ? [[column.name.toLowerCase(), personal(column)] as const] : [],
    ),
  )
  if (marked.size === 0) return model
  return {
    ...model,
    dimensions: model.dimensions.map((one) => ({
      ...one,
      extras: { ...one.extras, ...marked.get(one.expr.replaceAll('"', '').toLowerCase()) },
    })),
  }
}

function leftOut(read: Model, kept: Model): readonly string[] {
  const names = new Set(kept.semanticModels.map(({ name }) => name))
  const gone = read.semanticModels.filter(({ name }) => !names.has(name)).map(({ name }) => name)
  return gone.length === 0
    ? []
    : [
        `Semantic models on models that are not chosen are left out: ${gone.slice(0, 10).join(', ')}${gone.length > 10 ? ` and ${gone.length - 10} more` : ''}.`,
      ]
}

function modelNameOf(id: string, chosen: readonly DbtNode[], model: Model): string | undefined {
  const relation = chosen.find((node) => node.id === id)?.relation
  if (!relation) return undefined
  return model.semanticModels.find((one) => sameRelation(one.relation, relation))?.name
}

/** The manifest's own, where a semantic manifest does not say them. */
function spinesOf(read: Model, nodes: readonly DbtNode[]): readonly TimeSpine[] {
  if (read.timeSpines.length > 0) return read.timeSpines
  return nodes.flatMap(({ timeSpine, relation, columns }) => {
    if (!timeSpine || !relation) return []
    const column =
      columns.some(({ name }) => name === timeSpine.column) || columns.length === 0
        ? timeSpine.column
        : (columns[0]?.name ?? timeSpine.column)
    return [{ relation, column, grain: timeSpine.grain, customGrains: timeSpine.customGrains }]
  })
}

const placed = (model: Model, place: ContentOptions['place']): Model => ({
  ...model,
  semanticModels: model.semanticModels.map((one) => ({ ...one, relation: place(one.relation) })),
  timeSpines: model.timeSpines.map((one) => ({ ...one, relation: place(one.relation) })),
})
