import type { Table } from '@numize/engines'
import type { Column } from './measured.ts'

/** What engines say differently of a table's figures. Columns are named, expressions come printed. */
export interface ProfileSql {
  readonly name: (name: string) => string
  /** Any value as a text. */
  readonly text: (expression: string) => string
  readonly distinct: (column: Column) => string
  /** `estimate` = what the engine itself said beforehand. */
  readonly approximateDistinct: (column: Column, estimate: number | null) => string
  /** A query for what the engine itself knows: column, number of values (negative: as a share of the rows). */
  readonly estimates: (table: Pick<Table, 'schema' | 'name'>) => string | null
  /** Least and greatest value; NULL where a type has no order. */
  readonly edges: (column: Column) => readonly [least: string, greatest: string]
  /** One row: for each text expression a JSON object of its values and how often they come. */
  readonly histograms: (from: string, texts: readonly string[]) => string
  /** A repeatable part of a relation; null where there is none and all is read. */
  readonly sample: (from: string, percent: number) => string | null
}
