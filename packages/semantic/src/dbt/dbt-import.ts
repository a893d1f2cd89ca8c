import type { Relation } from '../model.ts'
import type { DbtFreshness, DbtTest } from './dbt-project.ts'

/**
 * `dbt.json` of a project: what was taken over from dbt, so that the next import can show what changed and answers can
 * tell their lineage and the state of their tests. Written by `numize init --dbt`, never by hand.
 */
export interface DbtImport {
  readonly version: 1
  /** The target folder, relative to the project or absolute. */
  readonly from: string
  /** As chosen with `--models`; null = by convention. */
  readonly select: readonly string[] | null
  /** Whether columns were measured in the data: a later import without it would propose something else. */
  readonly isMeasured: boolean
  readonly dbtVersion: string | null
  readonly generatedAt: string | null
  /** The chosen models, by label. */
  readonly models: readonly ImportedModel[]
  /** Everything they are built from, by id. */
  readonly upstream: Readonly<Record<string, UpstreamNode>>
  /** Fingerprints of the objects as dbt gave them (`metrics revenue` → hash): what differs was edited by hand. */
  readonly objects: Readonly<Record<string, string>>
}

export interface ImportedModel {
  readonly id: string
  readonly label: string
  readonly relation: Relation
  readonly reason: string
  readonly description: string | null
  readonly owner: string | null
  readonly columns: readonly ImportedColumn[]
  readonly tests: readonly ImportedTest[]
  readonly parents: readonly string[]
  readonly lastRun: { readonly status: string; readonly at: string | null } | null
}

export interface ImportedColumn {
  readonly name: string
  readonly type: string | null
  readonly description: string | null
}

export type ImportedTest = Pick<DbtTest, 'id' | 'kind' | 'column' | 'severity' | 'state'>

export interface UpstreamNode {
  readonly label: string
  readonly kind: 'model' | 'source' | 'seed' | 'snapshot'
  readonly parents: readonly string[]
  readonly freshness: DbtFreshness | null
}
