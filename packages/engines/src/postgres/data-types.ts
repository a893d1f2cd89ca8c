import type { DataType } from '@numize/semantic'
import type { Client, FieldDef } from 'pg'

export interface PostgresColumn {
  readonly name: string
  readonly type: DataType
  readonly nativeType: string
}

const TYPES: Readonly<Record<string, DataType>> = {
  boolean: 'boolean',
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  real: 'double',
  'double precision': 'double',
  text: 'string',
  'character varying': 'string',
  character: 'string',
  name: 'string',
  '"char"': 'string',
  citext: 'string',
  uuid: 'string',
  date: 'date',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp',
  'time without time zone': 'time',
  'time with time zone': 'time',
}

/** The type of a column by Postgres's own name for it, e.g. `numeric(18,2)`. Arrays, JSON and binary are `other`. */
export function dataTypeOf(nativeType: string, isEnum: boolean): DataType {
  if (isEnum) return 'string'
  if (nativeType.endsWith('[]')) return 'other'
  return TYPES[nativeType.replace(/\(.*?\)/, '')] ?? 'other'
}

/** The oid of `bigint`, `text` and so on never differs between servers; names of all others are asked for. */
const BUILT_IN: Readonly<Record<number, string>> = {
  16: 'boolean',
  20: 'bigint',
  21: 'smallint',
  23: 'integer',
  25: 'text',
  700: 'real',
  701: 'double precision',
  1043: 'character varying',
  1082: 'date',
  1114: 'timestamp without time zone',
  1184: 'timestamp with time zone',
  1700: 'numeric',
  2950: 'uuid',
}

const NAMES = `SELECT oid::int8::text AS oid, format_type(oid, NULL) AS name, typtype = 'e' AS is_enum
FROM pg_type WHERE oid = ANY($1::oid[])`

interface NamedType {
  readonly oid: string
  readonly name: string
  readonly is_enum: boolean
}

/** What a result's columns are; types that are not built in cost one look into the catalog. */
export async function typedColumns(
  client: Client,
  fields: readonly FieldDef[],
): Promise<readonly PostgresColumn[]> {
  const others = fields.map((field) => field.dataTypeID).filter((oid) => BUILT_IN[oid] === undefined)
  const found = new Map<number, NamedType>()
  if (others.length > 0)
    for (const row of (await client.query<NamedType>(NAMES, [others])).rows) found.set(Number(row.oid), row)
  return fields.map(({ name, dataTypeID: oid }) => {
    const other = found.get(oid)
    const nativeType = BUILT_IN[oid] ?? other?.name ?? 'unknown'
    return { name, nativeType, type: dataTypeOf(nativeType, other?.is_enum === true) }
  })
}
