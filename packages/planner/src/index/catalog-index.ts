import type { Catalog } from '../catalog.ts'
import { type Deadline, deadlinesOf } from './deadlines.ts'
import { createGraph, type Graph } from './graph.ts'
import { linkWordsOf } from './link-words.ts'
import { buildPhrases, type PhraseIndex } from './phrases.ts'
import { type Roles, rolesOf } from './roles.ts'
import { createSchema, type Schema } from './schema.ts'
import { type SubtypeAmount, subtypeAmounts } from './subtypes.ts'
import { createNearWords, type NearWords } from './typos.ts'
import { buildValues, type ValueIndex } from './values.ts'

/** A catalog made fast to ask: built once per planner. */
export interface CatalogIndex {
  readonly catalog: Catalog
  readonly schema: Schema
  readonly graph: Graph
  readonly roles: Roles
  readonly subtypes: readonly SubtypeAmount[]
  readonly phrases: PhraseIndex
  readonly values: ValueIndex
  readonly nearWords: NearWords
  /** Stems of verbs that only say how two tables belong together. */
  readonly linkWords: ReadonlySet<string>
  readonly deadlines: readonly Deadline[]
}

export function indexCatalog(catalog: Catalog): CatalogIndex {
  const phrases = buildPhrases(catalog)
  const values = buildValues(catalog)
  const schema = createSchema(catalog.model)
  return {
    catalog,
    schema,
    graph: createGraph(catalog.model),
    roles: rolesOf(catalog.model),
    subtypes: subtypeAmounts(catalog.model),
    phrases,
    values,
    linkWords: linkWordsOf(catalog.model),
    deadlines: catalog.model.semanticModels.flatMap(deadlinesOf),
    nearWords: createNearWords(new Set([...phrases.words, ...values.words])),
  }
}
