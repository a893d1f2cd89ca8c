import type { CompileOptions } from '../compiled.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { dialects } from '../dialects/dialects.ts'
import { indexModel, type ModelIndex, remember } from '../graph/model-index.ts'
import type { Model } from '../model.ts'
import type { Plan, TimeRange } from '../plan.ts'
import type { NamedQuery, Query } from '../sql/nodes.ts'
import { type Guard, makeGuard } from './guard.ts'
import { type Notes, newNotes } from './notes.ts'
import type { Sampling } from './sample-keys.ts'

/** State of one compilation: named queries made so far, what is to be explained, who asks. */
export interface Session {
  readonly index: ModelIndex
  readonly options: CompileOptions
  readonly dialect: Dialect
  readonly guard: Guard
  readonly notes: Notes
  readonly ctes: NamedQuery[]
  readonly taken: Set<string>
  /** Row-filtered scans made so far, by relation, and identity maps. */
  readonly scans: Map<string, string>
  readonly nested: Nested
  /** The range the query itself keeps a time within while that time is put into words of the engine. */
  readonly bounds?: TimeRange | null
  /** What is read of each fact; null = all of it. */
  readonly sampling: Sampling | null
  /** How many plans deep the one being compiled is; 1 = the outermost. */
  readonly depth: number
}

/** Ways back into the compiler, for filters that hold plans and metrics. */
export interface Nested {
  /** Compiles a plan one level deeper and names its query; gives its output columns in order. */
  plan(session: Session, plan: Plan): { readonly name: string; readonly columns: readonly string[] }
  /** Aggregates a metric by entities, unfiltered; the columns are the entities' in order, then the metric's. */
  metric(
    session: Session,
    metric: string,
    by: readonly string[],
  ): { readonly name: string; readonly keys: readonly string[]; readonly value: string }
}

export function newSession(model: Model, options: CompileOptions, nested: Nested): Session {
  const index = indexModel(model)
  return {
    index,
    options,
    dialect: dialects[options.dialect],
    guard: makeGuard(index, options.policies),
    notes: newNotes(),
    ctes: [],
    taken: new Set(relationNames(index)),
    scans: new Map(),
    nested,
    sampling: null,
    depth: 1,
  }
}

/** A query may not be called like a table, or it would be read in the table's place. */
const relationNames = (index: ModelIndex): readonly string[] =>
  remember(index, 'relation names', () =>
    [...index.model.semanticModels, ...index.model.timeSpines].map(({ relation }) =>
      relation.name.toLowerCase(),
    ),
  )

/** Names a query; the first choice of name where it is free. */
export function nameQuery(session: Session, wanted: string, query: Query): string {
  const name = freeName(session.taken, wanted.replaceAll(/[^A-Za-z0-9_]+/g, '_').slice(0, 60))
  session.ctes.push({ name, query })
  return name
}

/** Names a query that is computed anew wherever it is read. */
export function nameInline(session: Session, wanted: string, query: Query): string {
  const name = nameQuery(session, wanted, query)
  const last = session.ctes.pop()
  if (last) session.ctes.push({ ...last, inline: true })
  return name
}

export function freeName(taken: Set<string>, wanted: string): string {
  let name = wanted
  for (let at = 2; taken.has(name.toLowerCase()); at++) name = `${wanted}_${at}`
  taken.add(name.toLowerCase())
  return name
}
