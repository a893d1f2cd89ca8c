/** Types as DuckDB, Postgres and Snowflake spell them, to BigQuery's. A time without a zone is a DATETIME there. */
const names: Readonly<Record<string, string>> = {
  TINYINT: 'INT64',
  SMALLINT: 'INT64',
  INT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  UTINYINT: 'INT64',
  USMALLINT: 'INT64',
  UINTEGER: 'INT64',
  UBIGINT: 'NUMERIC',
  HUGEINT: 'BIGNUMERIC',
  UHUGEINT: 'BIGNUMERIC',
  DOUBLE: 'FLOAT64',
  'DOUBLE PRECISION': 'FLOAT64',
  FLOAT: 'FLOAT64',
  FLOAT4: 'FLOAT64',
  FLOAT8: 'FLOAT64',
  REAL: 'FLOAT64',
  NUMBER: 'NUMERIC',
  DECIMAL: 'NUMERIC',
  VARCHAR: 'STRING',
  'CHARACTER VARYING': 'STRING',
  CHAR: 'STRING',
  TEXT: 'STRING',
  UUID: 'STRING',
  BOOLEAN: 'BOOL',
  TIMESTAMP: 'DATETIME',
  TIMESTAMP_NTZ: 'DATETIME',
  'TIMESTAMP WITHOUT TIME ZONE': 'DATETIME',
  TIMESTAMPTZ: 'TIMESTAMP',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
  BLOB: 'BYTES',
  BYTEA: 'BYTES',
}

/** NUMERIC has 29 digits before the point and 9 behind it. */
const MOST_WHOLE_DIGITS = 29
const MOST_SCALE = 9

/** `DECIMAL(10, 2)` keeps its sizes, as BIGNUMERIC where NUMERIC is too small for them; text needs none. */
export function typeName(type: string): string {
  const [, name = '', precision, scale = '0'] =
    /^([^(]*?)\s*(?:\((\d+)(?:,\s*(\d+))?\))?$/.exec(type.toUpperCase()) ?? []
  const found = names[name] ?? name
  if (precision === undefined || !/^(BIG)?NUMERIC$/.test(found)) return found
  const fits = Number(scale) <= MOST_SCALE && Number(precision) - Number(scale) <= MOST_WHOLE_DIGITS
  return `${fits ? found : 'BIGNUMERIC'}(${precision}, ${scale})`
}
