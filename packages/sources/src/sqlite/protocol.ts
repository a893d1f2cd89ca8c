import type { ForeignKey } from '@numize/engines'
import type { Failure } from '../errors.ts'

export interface SqliteImport {
  /** The file, or a copy of one that its program may still be writing. */
  readonly path: string
  /** What people know it by. */
  readonly shownAs: string
  /** Where the Parquet files go, as `0.parquet`, `1.parquet` … */
  readonly outDir: string
  readonly memoryLimitMb: number
}

export interface ImportedTable {
  readonly name: string
  readonly file: string
  readonly rows: number
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
}

export type SqliteReply =
  | {
      readonly kind: 'imported'
      readonly tables: readonly ImportedTable[]
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
