import type { Compiled } from '../compiled.ts'
import type { Relation } from '../model.ts'
import type { Origin } from '../result.ts'
import type { DbtImport, ImportedModel, ImportedTest, UpstreamNode } from './dbt-import.ts'
import { relationId } from './semantic-relations.ts'

/** The compiled plan with what dbt knows of the relations it reads: lineage, failing tests, stale sources. */
export function withOrigins(compiled: Compiled, dbt: DbtImport | undefined): Compiled {
  if (!dbt) return compiled
  const known = originsOf(dbt)
  const origins = compiled.relations.flatMap((relation) => {
    const origin =
      known.get(relation.split('.').slice(-2).join('.').toLowerCase()) ??
      known.get(`.${relation}`.toLowerCase())
    return origin ? [explained({ ...origin, relation }, compiled)] : []
  })
  return origins.length === 0 ? compiled : { ...compiled, explanation: { ...compiled.explanation, origins } }
}

/** What dbt knows of one relation, of which only `columns` may be named; null where dbt does not build it. */
export function originOfRelation(
  relation: Relation,
  columns: ReadonlySet<string>,
  dbt: DbtImport | undefined,
): Origin | null {
  const known = dbt ? originsOf(dbt).get(relationId(relation)) : undefined
  if (!known) return null
  const { node, always, ...origin } = known
  const failing = node.tests.flatMap((test) => failure(test, node.label, columns))
  return { ...origin, relation: relation.name, problems: [...new Set([...failing, ...always])] }
}

interface Known extends Omit<Origin, 'problems' | 'relation'> {
  readonly node: ImportedModel
  readonly always: readonly string[]
}

const byImport = new WeakMap<DbtImport, ReadonlyMap<string, Known>>()

/** By `schema.name`, made once of an import. */
function originsOf(dbt: DbtImport): ReadonlyMap<string, Known> {
  const made =
    byImport.get(dbt) ?? new Map(dbt.models.map((node) => [relationId(node.relation), originOf(node, dbt)]))
  byImport.set(dbt, made)
  return made
}

function originOf(node: ImportedModel, { upstream }: DbtImport): Known {
  const above = ancestors(node, upstream)
  return {
    node,
    model: node.label,
    upstream: above.filter(({ kind }) => kind !== 'source').map(({ label }) => label),
    sources: above.filter(({ kind }) => kind === 'source').map(({ label }) => label),
    always: [...failedRun(node), ...above.flatMap((one) => stale(one, node))],
  }
}

function ancestors(node: ImportedModel, upstream: DbtImport['upstream']): readonly UpstreamNode[] {
  const seen = new Set([node.id])
  const found: UpstreamNode[] = []
  for (let level = node.parents; level.length > 0; ) {
    const fresh = level.flatMap((id) => {
      const one = seen.has(id) ? undefined : upstream[id]
      seen.add(id)
      return one ?? []
    })
    found.push(...fresh)
    level = fresh.flatMap(({ parents }) => parents)
  }
  return found
}

const on = (at: string | null): string => (at === null ? '' : ` on ${at.slice(0, 10)}`)

const failedRun = ({ label, lastRun }: ImportedModel): readonly string[] =>
  lastRun?.status === 'error'
    ? [`dbt could not build ${label}${on(lastRun.at)}: its rows are older than that.`]
    : []

function stale({ label, freshness }: UpstreamNode, { label: model }: ImportedModel): readonly string[] {
  if (!freshness || freshness.status === 'pass') return []
  const loaded = freshness.loadedAt === null ? '' : `, last loaded${on(freshness.loadedAt)}`
  return [`The source ${label} behind ${model} is not fresh${loaded}.`]
}

/** A column that the answer does not read is not named: whoever asks may not know of it. */
function explained(
  { node, always, ...origin }: Known & Pick<Origin, 'relation'>,
  { explanation }: Compiled,
): Origin {
  const read = new Set(
    explanation.columns
      .filter(({ relation }) => relation === origin.relation)
      .map(({ column }) => column.toLowerCase()),
  )
  const failing = node.tests.flatMap((test) => failure(test, node.label, read))
  return { ...origin, problems: [...new Set([...failing, ...always])] }
}

function failure(
  { kind, column, state }: ImportedTest,
  model: string,
  read: ReadonlySet<string>,
): readonly string[] {
  if (!state || state.status === 'pass' || state.status === 'skipped') return []
  const where =
    column === null
      ? model
      : read.has(column.toLowerCase())
        ? `${model}.${column}`
        : `another column of ${model}`
  if (state.status === 'error') return [`The dbt test ${kind} on ${where} could not run${on(state.at)}.`]
  const rows =
    state.failures === null ? '' : ` for ${state.failures} ${state.failures === 1 ? 'row' : 'rows'}`
  const verb = state.status === 'warn' ? 'warned' : 'failed'
  return [`The dbt test ${kind} on ${where} ${verb}${rows}${on(state.at)}.`]
}
