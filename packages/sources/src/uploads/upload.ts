import type { AlmostTyped, ColumnChoice, RowProblem } from '@numize/engines'
import type { Cell, DataType } from '@numize/semantic'
import type { UploadFormat } from './upload-format.ts'

/** A file somebody sent in. */
export interface Upload {
  readonly id: string
  readonly userId: string
  /** As it was called, for people: never a path. */
  readonly name: string
  readonly format: UploadFormat
  readonly bytes: number
  /** ISO, UTC. */
  readonly createdAt: string
  readonly state: 'received' | 'reading' | 'read' | 'failed' | 'kept'
  /** Why it could not be read. */
  readonly problem: string | null
  /** What its owner says of it. */
  readonly reading: Reading
  /** The project it became. */
  readonly project: string | null
}

export interface Reading {
  /** Of a workbook; null = its first. */
  readonly sheet: string | null
  /** Types of columns by name; the others are found. */
  readonly chosen: Readonly<Record<string, ColumnChoice>>
}

/** What was found in a file. Only its owner sees it: it holds cells. */
export interface UploadPreview {
  readonly table: string
  readonly rows: number
  /** Rows with nothing in them, left out. */
  readonly emptyRows: number
  /** Rows that could not be read, left out. */
  readonly rejectedRows: number
  readonly columns: readonly ColumnPreview[]
  /** The first rows. */
  readonly sample: readonly (readonly Cell[])[]
  /** What is wrong, by row; the first of each kind. */
  readonly problems: readonly RowProblem[]
  readonly warnings: readonly string[]
  readonly sheets: readonly string[]
  readonly sheet: string | null
}

export interface ColumnPreview {
  readonly name: string
  readonly type: DataType
  /** `other` = a type of the file's own that is kept as it is. */
  readonly choice: ColumnChoice | 'other'
  readonly nulls: number
  readonly distinct: number
  /** What speaks for personal data in it, never a value; null = nothing does. */
  readonly personal: string | null
  /** Cells that are not what the column was said to hold: they are empty. */
  readonly misfits: number
  /** What nearly all of its cells are. */
  readonly almost: Omit<AlmostTyped, 'column'> | null
}
