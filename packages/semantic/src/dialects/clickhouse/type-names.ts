/** Types as DuckDB, Postgres, BigQuery and Snowflake spell them, to ClickHouse's. */
const names: Readonly<Record<string, string>> = {
  TINYINT: 'Int8',
  SMALLINT: 'Int16',
  INT2: 'Int16',
  INT: 'Int32',
  INTEGER: 'Int32',
  INT4: 'Int32',
  BIGINT: 'Int64',
  INT8: 'Int64',
  INT64: 'Int64',
  HUGEINT: 'Int128',
  UTINYINT: 'UInt8',
  USMALLINT: 'UInt16',
  UINTEGER: 'UInt32',
  UBIGINT: 'UInt64',
  UHUGEINT: 'UInt128',
  REAL: 'Float32',
  FLOAT: 'Float32',
  FLOAT4: 'Float32',
  FLOAT8: 'Float64',
  FLOAT64: 'Float64',
  DOUBLE: 'Float64',
  'DOUBLE PRECISION': 'Float64',
  STRING: 'String',
  VARCHAR: 'String',
  TEXT: 'String',
  CHAR: 'String',
  'CHARACTER VARYING': 'String',
  BYTES: 'String',
  BLOB: 'String',
  BOOL: 'Bool',
  BOOLEAN: 'Bool',
  DATE: 'Date32',
  DATETIME: "DateTime64(6, 'UTC')",
  TIMESTAMP: "DateTime64(6, 'UTC')",
  TIMESTAMPTZ: "DateTime64(6, 'UTC')",
  TIMESTAMP_NTZ: "DateTime64(6, 'UTC')",
  'TIMESTAMP WITH TIME ZONE': "DateTime64(6, 'UTC')",
  'TIMESTAMP WITHOUT TIME ZONE': "DateTime64(6, 'UTC')",
}
const DECIMALS = new Set(['DECIMAL', 'NUMERIC', 'NUMBER', 'BIGNUMERIC'])
/** What DuckDB takes a decimal without sizes to be. */
const PLAIN_DECIMAL = '(18, 3)'

/** A type that keeps null: ClickHouse's own do not. A type it alone has stays as written. */
export function typeName(type: string): string {
  return `Nullable(${bareTypeName(type)})`
}

export function bareTypeName(type: string): string {
  const [, name = '', sizes = ''] = /^([^(]*)(\(.*\))?$/.exec(type.trim()) ?? []
  const upper = name.trim().toUpperCase()
  if (DECIMALS.has(upper)) return `Decimal${sizes === '' ? PLAIN_DECIMAL : sizes}`
  return names[upper] ?? `${name.trim()}${sizes}`
}
