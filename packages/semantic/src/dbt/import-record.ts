import type { DbtChoice } from './choose-models.ts'
import type { DbtImport, ImportedModel, ImportedTest, UpstreamNode } from './dbt-import.ts'
import type { DbtNode, DbtProject, DbtTest } from './dbt-project.ts'
import { upstreamOf } from './lineage.ts'
import type { Measurements } from './propose-models.ts'

interface RecordOptions {
  readonly from: string
  readonly select: readonly string[] | null
  readonly measured?: Measurements
  readonly place: (relation: ImportedModel['relation']) => ImportedModel['relation']
}

export function importRecord(
  project: DbtProject,
  choices: readonly DbtChoice[],
  { from, select, place, measured }: RecordOptions,
): DbtImport {
  const byId = new Map(project.nodes.map((node) => [node.id, node]))
  const chosen = choices.filter(({ isChosen }) => isChosen)
  const testsOf = testsByNode(project.tests)
  const owners = new Map(project.groups.map(({ name, owner }) => [name, owner]))
  const upstream = upstreamOf(
    chosen.map(({ node }) => node.id),
    byId,
  )
  return {
    version: 1,
    from,
    select,
    isMeasured: measured !== undefined,
    dbtVersion: project.dbtVersion,
    generatedAt: project.generatedAt,
    models: chosen
      .flatMap(({ node, reason }): readonly ImportedModel[] =>
        node.relation === null
          ? []
          : [
              {
                id: node.id,
                label: node.label,
                relation: place(node.relation),
                reason,
                description: node.description,
                owner: node.group === null ? null : (owners.get(node.group) ?? node.group),
                columns: node.columns.map(({ name, nativeType, description }) => ({
                  name,
                  type: nativeType,
                  description,
                })),
                tests: (testsOf.get(node.id) ?? []).map(testRecord),
                parents: node.parents.filter((id) => byId.has(id)),
                lastRun: node.lastRun,
              },
            ],
      )
      .toSorted((a, b) => (a.label < b.label ? -1 : 1)),
    upstream: Object.fromEntries(upstream.map((node) => [node.id, upstreamRecord(node, byId)])),
    objects: {},
  }
}

function testsByNode(tests: readonly DbtTest[]): ReadonlyMap<string, readonly DbtTest[]> {
  const found = new Map<string, DbtTest[]>()
  for (const test of tests)
    for (const id of test.kind === 'singular' ? test.nodes : test.nodes.slice(0, 1))
      found.set(id, [...(found.get(id) ?? []), test])
  return found
}

const testRecord = ({ id, kind, column, severity, state, name }: DbtTest): ImportedTest => ({
  id,
  kind: kind === 'singular' || kind === 'unit' ? `${kind} test ${name}` : kind,
  column,
  severity,
  state,
})

const upstreamRecord = (
  { kind, label, parents, freshness, id }: DbtNode,
  byId: ReadonlyMap<string, DbtNode>,
): UpstreamNode => ({
  label: kind === 'source' ? id.split('.').slice(-2).join('.') : label,
  kind,
  parents: parents.filter((one) => byId.has(one)),
  freshness,
})

/** What an earlier import knew of tests and freshness and this one says nothing of: the last run may have been another command. */
export function keepStates(next: DbtImport, before: DbtImport): DbtImport {
  const tests = new Map(before.models.flatMap((model) => model.tests.map((test) => [test.id, test.state])))
  return {
    ...next,
    models: next.models.map((model) => ({
      ...model,
      lastRun: model.lastRun ?? before.models.find(({ id }) => id === model.id)?.lastRun ?? null,
      tests: model.tests.map((test) => ({ ...test, state: test.state ?? tests.get(test.id) ?? null })),
    })),
    upstream: Object.fromEntries(
      Object.entries(next.upstream).map(([id, node]) => [
        id,
        { ...node, freshness: node.freshness ?? before.upstream[id]?.freshness ?? null },
      ]),
    ),
  }
}
