import type { DataType } from '@numize/semantic'

/** A field as BigQuery's REST interface describes it. */
export interface FieldSchema {
  readonly name: string
  readonly type: string
  readonly mode?: 'NULLABLE' | 'REQUIRED' | 'REPEATED'
  readonly fields?: readonly FieldSchema[]
}

const TYPES: Readonly<Record<string, DataType>> = {
  BOOL: 'boolean',
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  INT64: 'integer',
  NUMERIC: 'decimal',
  BIGNUMERIC: 'decimal',
  FLOAT: 'double',
  FLOAT64: 'double',
  STRING: 'string',
  DATE: 'date',
  DATETIME: 'timestamp',
  TIMESTAMP: 'timestamp',
  TIME: 'time',
}

/** Arrays, structs, JSON, bytes, places and ranges are `other`. */
export const dataTypeOf = ({ type, mode }: FieldSchema): DataType =>
  mode === 'REPEATED' ? 'other' : (TYPES[type] ?? 'other')

const NATIVE: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOL',
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  RECORD: 'STRUCT',
}

/** The type as SQL spells it: the REST interface still speaks the older names. */
export function nativeTypeOf({ type, mode }: FieldSchema): string {
  const name = NATIVE[type] ?? type
  return mode === 'REPEATED' ? `ARRAY<${name}>` : name
}
