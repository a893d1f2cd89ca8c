import { md5Text } from '@numize/base'
import type { DbtExposure, DbtProject, DbtTest } from './dbt-project.ts'
import { exposureShape, manifestShape, nodeShape, type RawNode, testShape } from './manifest-shapes.ts'
import { readNode, refTargets } from './read-node.ts'
import { readTest, readUnitTest } from './read-test.ts'
import { members, text } from './shapes.ts'

/** `manifest.json` on its own: without types of the catalog and states of the last run. */
export interface ManifestFile {
  readonly kind: 'manifest'
  readonly version: number
  readonly counts: Readonly<Record<string, number>>
  readonly project: DbtProject
}

const WITH_ROWS = new Set(['model', 'seed', 'snapshot', 'source'])

export function readManifestFile(json: Readonly<Record<string, unknown>>, version: number): ManifestFile {
  const raw = manifestShape.parse(json)
  const all = members(raw.nodes)
  const withRows = [
    ...all.filter(([, one]) => WITH_ROWS.has(String(one['resource_type']))),
    ...members(raw.sources),
  ]
  const parsed = withRows.map(([, one]) => nodeShape.parse(one))
  const twice = new Set(
    repeated(
      parsed.filter((one) => one.resource_type !== 'source').map((one) => `${one.name}.${one.version ?? ''}`),
    ),
  )
  const enabled = parsed.filter(({ config }) => config?.enabled !== false)
  const refs = refTargets(enabled)
  const tests = all
    .filter(([, one]) => one['resource_type'] === 'test')
    .map(([, one]): DbtTest => readTest(testShape.parse(one), refs))
  const metrics = members(raw.metrics).map(([, one]) => one)
  return {
    kind: 'manifest',
    version,
    counts: countsOf(raw, all),
    project: {
      name: raw.metadata.project_name ?? hashedName(raw.metadata.project_id, parsed),
      adapter: raw.metadata.adapter_type,
      dbtVersion: raw.metadata.dbt_version,
      generatedAt: raw.metadata.generated_at,
      nodes: enabled.map((one) => readNode(one, { twice, refs })),
      tests: [...tests, ...members(raw.unit_tests).map(([id, one]) => readUnitTest(id, one))],
      exposures: members(raw.exposures).map(([, one]) => readExposure(one)),
      groups: members(raw.groups).map(([, one]) => ({
        name: text.parse(one['name']) ?? '',
        owner: ownerOf(one['owner']),
      })),
      semantics: {
        semanticModels: members(raw.semantic_models).map(([, one]) => one),
        metrics,
        savedQueries: members(raw.saved_queries).map(([, one]) => one),
        projectConfiguration: null,
      },
      notes: [],
    },
  }
}

function countsOf(
  raw: Readonly<Record<string, unknown>>,
  nodes: ReturnType<typeof members>,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [, one] of nodes) {
    const kind = String(one['resource_type'])
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  for (const [kind, key] of BESIDE_NODES) {
    const count = members(raw[key]).length
    if (count > 0) counts[kind] = count
  }
  return counts
}

const BESIDE_NODES = [
  ['source', 'sources'],
  ['exposure', 'exposures'],
  ['metric', 'metrics'],
  ['group', 'groups'],
  ['semantic_model', 'semantic_models'],
  ['saved_query', 'saved_queries'],
  ['unit_test', 'unit_tests'],
] as const

/** Before v10 only the hash of the project's name is written; one of its nodes tells the name. */
const hashedName = (hash: string | null, nodes: readonly RawNode[]): string | null =>
  [...new Set(nodes.flatMap((node) => node.package_name ?? []))].find((name) => md5Text(name) === hash) ??
  null

function readExposure(one: Readonly<Record<string, unknown>>): DbtExposure {
  const raw = exposureShape.parse(one)
  return {
    id: raw.unique_id,
    name: raw.name,
    label: raw.label ?? raw.name,
    kind: raw.type,
    owner: raw.owner?.name ?? raw.owner?.email ?? null,
    nodes: raw.depends_on?.nodes ?? [],
  }
}

function ownerOf(owner: unknown): string | null {
  const found = members({ owner })[0]?.[1]
  return text.parse(found?.['name']) ?? text.parse(found?.['email'])
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.has(name) || !seen.add(name))
}
