export { type DuckdbEngine, type DuckdbOptions, openDuckdb } from './duckdb/open-duckdb.ts'
export type { CsvFormat, ExposedRelation, ForeignKey, RelationSource } from './duckdb/relations.ts'
export type { Engine, Rows, RunOptions, Table } from './engine.ts'
