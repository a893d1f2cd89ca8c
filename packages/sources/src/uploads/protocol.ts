import type { ColumnChoice, Failure as EngineFailure, Ingested } from '@numize/engines'
import type { Failure } from '../errors.ts'
import type { UploadFormat } from './upload-format.ts'

export interface ReadUpload {
  readonly format: UploadFormat
  readonly path: string
  /** What people know it by. */
  readonly shownAs: string
  /** The Parquet file to write. */
  readonly out: string
  /** A folder of its own, for copies on the way. */
  readonly tempDir: string
  readonly memoryLimitMb: number
  readonly mostColumns: number
  /** Of a workbook; null = the first. */
  readonly sheet: string | null
  readonly chosen: Readonly<Record<string, ColumnChoice>>
}

/** How a file was read: what became of its rows, and what was looked past. */
export interface UploadRead extends Ingested {
  /** Of a workbook, those that can be read; empty of other files. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
}

export type ReadReply =
  | { readonly kind: 'read'; readonly read: UploadRead }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: EngineFailure }
