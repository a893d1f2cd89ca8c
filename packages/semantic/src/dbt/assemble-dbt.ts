import { fail } from '../errors.ts'
import { columnsNamed } from './columns-named.ts'

import type { DbtColumn, DbtNode, DbtProject } from './dbt-project.ts'
import type { CatalogColumn, CatalogTable } from './read-catalog.ts'
import type { DbtFile, SemanticManifestFile } from './read-dbt-file.ts'
import type { ManifestFile } from './read-manifest-file.ts'
import { type RunResult, testState } from './read-results.ts'

import { semanticsOf } from './read-semantics.ts'
import { nodesBehind } from './semantic-relations.ts'
import { dataTypeOfWarehouse } from './warehouse-types.ts'

/**
 * One project of the artifacts of a `target/` folder: models and lineage of the manifest, types of the catalog, states
 * of the last run. A semantic manifest alone gives the relations its semantic models stand on.
 * @throws `semantic/no-dbt-manifest`
 */
export function assembleDbt(files: readonly DbtFile[]): DbtProject {
  const manifest = files.find((file): file is ManifestFile => file.kind === 'manifest')
  const semantic = files.find((file): file is SemanticManifestFile => file.kind === 'semantic-manifest')
  if (!manifest && !semantic) throw fail('no-dbt-manifest')
  const base = manifest?.project ?? ofSemanticManifest(semantic as SemanticManifestFile)
  const tables = merged(files.flatMap((file) => (file.kind === 'catalog' ? [file.tables] : [])))
  const results = merged(files.flatMap((file) => (file.kind === 'run-results' ? [file.results] : [])))
  const freshness = merged(files.flatMap((file) => (file.kind === 'sources' ? [file.results] : [])))
  return {
    ...base,
    ...(semantic ? { semantics: semanticsOf(semantic.json) } : {}),
    nodes: base.nodes.map((node) => ({
      ...withTypes(node, tables.get(node.id)),
      lastRun: lastRun(results.get(node.id)),
      freshness: freshness.get(node.id) ?? null,
    })),
    tests: base.tests.map((test) => {
      const result = results.get(test.id)
      return { ...test, state: result ? testState(result) : null }
    }),
  }
}

const merged = <T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> =>
  new Map(maps.flatMap((map) => [...map]))

const lastRun = (result: RunResult | undefined): DbtNode['lastRun'] =>
  result ? { status: result.status, at: result.at } : null

function withTypes(node: DbtNode, table: CatalogTable | undefined): DbtNode {
  if (!table || table.columns.length === 0) return node
  const columns = columnsNamed(
    node,
    table.columns.map(({ name }) => name),
  )
  return {
    ...node,
    description: node.description ?? table.comment,
    columns: columns.map((column, at) => typed(column, table.columns[at])),
  }
}

const typed = (column: DbtColumn, found: CatalogColumn | undefined): DbtColumn => ({
  ...column,
  description: column.description ?? found?.comment ?? null,
  ...(found?.nativeType == null
    ? {}
    : { nativeType: found.nativeType, type: dataTypeOfWarehouse(found.nativeType) }),
})

/** Without a manifest every relation of a semantic model counts as a model of its name. */
function ofSemanticManifest({ json }: SemanticManifestFile): DbtProject {
  const semantics = semanticsOf(json)
  return {
    name: null,
    adapter: null,
    dbtVersion: null,
    generatedAt: null,
    nodes: nodesBehind(semantics.semanticModels),
    tests: [],
    exposures: [],
    groups: [],
    semantics,
    notes: ['There is no manifest.json, so nothing is known of tests and lineage.'],
  }
}
