import type { DialectName } from '../compiled.ts'
import { bigquery } from './bigquery/bigquery.ts'
import { clickhouse } from './clickhouse/clickhouse.ts'
import type { Dialect } from './dialect.ts'
import { duckdb } from './duckdb/duckdb.ts'
import { postgres } from './postgres/postgres.ts'

/** One line per engine whose SQL is printed. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { bigquery, clickhouse, duckdb, postgres }
