import { semanticModelFromManifest } from '../load/manifest.ts'
import type { Relation } from '../model.ts'
import type { DbtNode, DbtProject } from './dbt-project.ts'

/** Relations are the same where schema and name are, in any case: a project knows one database. */
export const sameRelation = (a: Relation, b: Relation): boolean => relationId(a) === relationId(b)

export const relationId = ({ schema, name }: Relation): string => `${schema ?? ''}.${name}`.toLowerCase()

/** Ids of the nodes that semantic models, or metrics of the older spec, stand on. */
export function relationsOfSemantics({ semantics, nodes }: DbtProject): ReadonlySet<string> {
  const byRelation = new Map(
    nodes.flatMap(({ id, relation }) => (relation ? [[relationId(relation), id] as const] : [])),
  )
  const standing = semantics.semanticModels.flatMap((one) => {
    const relation = relationOf(one)
    return relation ? (byRelation.get(relationId(relation)) ?? []) : []
  })
  const measured = semantics.metrics.flatMap((one) => {
    const depends = (one as { readonly depends_on?: { readonly nodes?: readonly string[] } }).depends_on
      ?.nodes
    return Array.isArray(depends)
      ? depends.filter((id) => typeof id === 'string' && id.startsWith('model.'))
      : []
  })
  return new Set([...standing, ...measured])
}

/** A model for each relation that semantic models stand on. */
export function nodesBehind(semanticModels: readonly unknown[]): readonly DbtNode[] {
  const found = new Map(
    semanticModels.flatMap((one) => {
      const relation = relationOf(one)
      return relation ? [[relationId(relation), nodeOf(relation)] as const] : []
    }),
  )
  return [...found.values()]
}

function relationOf(semanticModel: unknown): Relation | null {
  try {
    return semanticModelFromManifest({ semantic_models: [semanticModel] }).semanticModels[0]?.relation ?? null
  } catch {
    return null
  }
}

const nodeOf = (relation: Relation): DbtNode => ({
  id: `model.${relation.name}`,
  kind: 'model',
  name: relation.name,
  label: relation.name,
  packageName: '',
  path: '',
  relation,
  description: null,
  tags: [],
  meta: {},
  access: null,
  group: null,
  isLatest: true,
  columns: [],
  primaryKey: [],
  foreignKeys: [],
  parents: [],
  timeSpine: null,
  lastRun: null,
  freshness: null,
})
