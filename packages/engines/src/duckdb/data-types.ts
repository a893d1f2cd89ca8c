import type { DataType } from '@numize/semantic'

const EXACT: Readonly<Record<string, DataType>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  BIGNUM: 'integer',
  FLOAT: 'double',
  DOUBLE: 'double',
  VARCHAR: 'string',
  UUID: 'string',
  DATE: 'date',
  TIME: 'time',
  TIME_NS: 'time',
  'TIME WITH TIME ZONE': 'time',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
}

/** The type of a column by DuckDB's own name for it, e.g. `DECIMAL(18,2)`. Nested and binary types are `other`. */
export function dataTypeOf(nativeType: string): DataType {
  if (nativeType.endsWith(']')) return 'other'
  if (nativeType.startsWith('DECIMAL')) return 'decimal'
  if (nativeType.startsWith('ENUM')) return 'string'
  return EXACT[nativeType] ?? 'other'
}
