/** Types as DuckDB, BigQuery and Snowflake spell them, to Postgres's. */
const names: Readonly<Record<string, string>> = {
  DOUBLE: 'DOUBLE PRECISION',
  FLOAT64: 'DOUBLE PRECISION',
  FLOAT8: 'DOUBLE PRECISION',
  FLOAT: 'REAL',
  FLOAT4: 'REAL',
  TINYINT: 'SMALLINT',
  UTINYINT: 'SMALLINT',
  USMALLINT: 'INTEGER',
  INT64: 'BIGINT',
  UINTEGER: 'BIGINT',
  UBIGINT: 'NUMERIC(20)',
  HUGEINT: 'NUMERIC(39)',
  UHUGEINT: 'NUMERIC(39)',
  NUMBER: 'NUMERIC',
  BIGNUMERIC: 'NUMERIC',
  STRING: 'TEXT',
  VARCHAR: 'TEXT',
  BOOL: 'BOOLEAN',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'TIMESTAMP',
  BLOB: 'BYTEA',
  BYTES: 'BYTEA',
}

/** `DECIMAL(10, 2)` keeps its sizes; text needs none. */
export function typeName(type: string): string {
  const [, name = '', sizes = ''] = /^([^(]*)(\(.*\))?$/.exec(type.toUpperCase()) ?? []
  const found = names[name.trim()]
  return found === undefined ? `${name.trim()}${sizes}` : found
}
