export type { BigqueryOptions } from './bigquery/client.ts'
export { type BigqueryEngine, openBigquery } from './bigquery/open-bigquery.ts'
export {
  clickhouseAddress,
  clickhouseServer,
  serverName as clickhouseServerOf,
} from './clickhouse/address.ts'
export type { ClickhouseOptions } from './clickhouse/client.ts'
export { type ClickhouseEngine, openClickhouse } from './clickhouse/open-clickhouse.ts'
export { type ChildEntry, entryBeside } from './duckdb/child-entry.ts'
export { findIsolation } from './duckdb/guest/isolation.ts'
export { type Ingest, type IngestReply, ingestTable } from './duckdb/ingest/ingest-table.ts'
export type { AlmostTyped, Ingested, RowProblem } from './duckdb/ingest/ingested.ts'
export { limitedSpawn } from './duckdb/limited-spawn.ts'
export { type DuckdbEngine, type DuckdbOptions, openDuckdb } from './duckdb/open-duckdb.ts'
export {
  openParquetWriter,
  type ParquetWriter,
  type TextCell,
  type WrittenTable,
} from './duckdb/parquet-writer.ts'
export { quoteName, quoteText } from './duckdb/quote.ts'
export type { CsvFormat, ExposedRelation, ForeignKey, RelationSource } from './duckdb/relations.ts'
export { COLUMN_CHOICES, type ColumnChoice } from './duckdb/typing/column-choice.ts'
export type { TextColumn } from './duckdb/typing/infer-columns.ts'
export type { TypeHint } from './duckdb/typing/type-rules.ts'
export type {
  Engine,
  EstimateOptions,
  GovernedRelation,
  GuestOptions,
  Rows,
  RunOptions,
  Table,
} from './engine.ts'
export { type Failure, failed as engineError } from './errors.ts'
export { serverOf } from './postgres/connection-failure.ts'
export { openPostgres, type PostgresEngine } from './postgres/open-postgres.ts'
export type { PostgresOptions } from './postgres/pool.ts'
