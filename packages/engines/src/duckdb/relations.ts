/** How a delimited text file is written; found by whoever looked at it. The text is UTF-8. */
export interface CsvFormat {
  readonly delimiter: string
  /** The quote character; null = values are never quoted. */
  readonly quote: string | null
  /** Rows above the data: the header, titles, blank lines. A line end in quotes starts no row. */
  readonly skipRows: number
  /** One per column, unique, in order. */
  readonly names: readonly string[]
}

/** Where the rows of a relation are. Paths are absolute; `shownAs` is the path people know, where it is another. */
export type RelationSource =
  /** Read in place, files with the same columns by name. */
  | { readonly kind: 'parquet'; readonly paths: readonly string[] }
  /** Loaded into memory once, types found from all values. */
  | { readonly kind: 'csv'; readonly path: string; readonly shownAs?: string; readonly format: CsvFormat }
  /** An array of objects, or an object a line. Loaded into memory once. */
  | { readonly kind: 'json'; readonly path: string; readonly shownAs?: string }
  | {
      readonly kind: 'duckdbTable'
      readonly path: string
      readonly source: { readonly schema: string; readonly table: string }
    }

/** A source without its tag, for the one who reads it. */
export type Source<K extends RelationSource['kind']> = Omit<Extract<RelationSource, { kind: K }>, 'kind'>

export type ExposedRelation = RelationSource & {
  /** `main` when not said. */
  readonly schema?: string
  readonly name: string
  /** Declared by where the rows came from. */
  readonly primaryKey?: readonly string[]
  readonly foreignKeys?: readonly ForeignKey[]
}

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly table: string
  readonly referenced: readonly string[]
}
