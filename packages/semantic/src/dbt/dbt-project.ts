import type { DataType, Extras, Relation } from '../model.ts'

/** What dbt knows of a project, whatever version wrote it. Ids are dbt's `unique_id`s. */
export interface DbtProject {
  /** The root package; null where the manifest does not say. */
  readonly name: string | null
  /** `postgres`, `bigquery`, … */
  readonly adapter: string | null
  readonly dbtVersion: string | null
  /** When the manifest was written, ISO. */
  readonly generatedAt: string | null
  readonly nodes: readonly DbtNode[]
  readonly tests: readonly DbtTest[]
  readonly exposures: readonly DbtExposure[]
  readonly groups: readonly { readonly name: string; readonly owner: string | null }[]
  readonly semantics: DbtSemantics
  /** What was not taken over, one sentence each. */
  readonly notes: readonly string[]
}

/** Semantic objects as the manifest carries them, still JSON: `readSemantics` turns them into a Model. */
export interface DbtSemantics {
  readonly semanticModels: readonly unknown[]
  readonly metrics: readonly unknown[]
  readonly savedQueries: readonly unknown[]
  readonly projectConfiguration: unknown
}

/** Something with rows, or that becomes part of something with rows (an ephemeral model). */
export interface DbtNode {
  readonly id: string
  readonly kind: 'model' | 'source' | 'seed' | 'snapshot'
  readonly name: string
  /** The name people call it by: with its version, or its package where two share a name. */
  readonly label: string
  readonly packageName: string
  /** Below `models/`, with slashes. */
  readonly path: string
  /** Null of an ephemeral model. */
  readonly relation: Relation | null
  readonly description: string | null
  readonly tags: readonly string[]
  readonly meta: Readonly<Record<string, unknown>>
  readonly access: string | null
  readonly group: string | null
  /** Of a versioned model: whether it is the version `ref` gives. */
  readonly isLatest: boolean
  readonly columns: readonly DbtColumn[]
  /** As declared by constraints or found by dbt; empty where neither says. */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly DbtForeignKey[]
  readonly parents: readonly string[]
  readonly timeSpine: DbtTimeSpine | null
  readonly lastRun: { readonly status: string; readonly at: string | null } | null
  /** Of a source whose freshness was checked. */
  readonly freshness: DbtFreshness | null
}

export interface DbtColumn {
  readonly name: string
  /** As the warehouse (catalog) or else the author wrote it; null where neither did. */
  readonly nativeType: string | null
  readonly type: DataType | null
  readonly description: string | null
  readonly tags: readonly string[]
  readonly meta: Readonly<Record<string, unknown>>
  /** Numize's additions under `meta.numize`. */
  readonly extras: Extras
}

export interface DbtForeignKey {
  readonly columns: readonly string[]
  /** Id of the node pointed to, or the text of a relation. */
  readonly to: string
  readonly referenced: readonly string[]
}

export interface DbtTimeSpine {
  readonly column: string
  readonly grain: string
  readonly customGrains: readonly { readonly name: string; readonly column: string }[]
}

export interface DbtTest {
  readonly id: string
  readonly name: string
  /** `unique`, `not_null`, `relationships`, `accepted_values`, `dbt_utils.…`; `singular` or `unit` without a generic one. */
  readonly kind: string
  /** The nodes it looks at; the first is the one it is attached to. */
  readonly nodes: readonly string[]
  readonly column: string | null
  readonly severity: 'error' | 'warn'
  /** Of `relationships`: the node pointed to and its column. */
  readonly references: { readonly node: string; readonly column: string } | null
  /** Of a test over several columns together. */
  readonly columns: readonly string[]
  readonly state: DbtTestState | null
}

export interface DbtTestState {
  readonly status: 'pass' | 'fail' | 'warn' | 'error' | 'skipped'
  readonly failures: number | null
  readonly at: string | null
}

export interface DbtFreshness {
  readonly status: 'pass' | 'warn' | 'error'
  readonly loadedAt: string | null
  readonly checkedAt: string | null
}

export interface DbtExposure {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly kind: string | null
  readonly owner: string | null
  readonly nodes: readonly string[]
}
