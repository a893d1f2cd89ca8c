import type { Cell } from '@numize/semantic'
import type { FieldSchema } from './data-types.ts'

/** A row and a value as BigQuery's REST interface sends them: every scalar is a text. */
export interface RawRow {
  readonly f: readonly { readonly v: RawValue }[]
}
type RawValue = string | null | RawRow | readonly { readonly v: RawValue }[]

/** Rows of BigQuery's own texts in the encoding of `Cell`: see `result.ts` of semantic. Arrays and structs become JSON. */
export function encodeRows(rows: readonly RawRow[], fields: readonly FieldSchema[]): Cell[][] {
  return rows.map(({ f }) => fields.map((field, at) => encode(f[at]?.v ?? null, field)))
}

function encode(value: RawValue, field: FieldSchema): Cell {
  if (value === null) return null
  if (typeof value !== 'string') return JSON.stringify(plain(value, field))
  return scalar(value, field.type)
}

const scalar = (text: string, type: string): Cell => (scalars[type] ?? asItIs)(text)

type Encode = (text: string) => Cell

const asItIs: Encode = (text) => text
const flag: Encode = (text) => text === 'true'
const whole: Encode = (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)
const double: Encode = (text) => (Number.isFinite(Number(text)) ? Number(text) : null)

const scalars: Readonly<Record<string, Encode>> = {
  BOOL: flag,
  BOOLEAN: flag,
  INTEGER: whole,
  INT64: whole,
  NUMERIC: decimal,
  BIGNUMERIC: decimal,
  FLOAT: double,
  FLOAT64: double,
  TIMESTAMP: timestamp,
  DATETIME: (text) => withSixDigits(text.replace('T', ' ')),
}

/** A number where a double gives back the same digits. */
function decimal(text: string): Cell {
  const value = Number(text)
  const same = /^-?\d{1,15}$/.test(text.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1'))
  return same ? value : text
}

/** Microseconds since 1970, as asked for by `useInt64Timestamp`. */
function timestamp(text: string): string {
  const micros = BigInt(text)
  const seconds = micros >= 0n || micros % 1_000_000n === 0n ? micros / 1_000_000n : micros / 1_000_000n - 1n
  const rest = micros - seconds * 1_000_000n
  const second = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return rest === 0n ? second : `${second}.${String(rest).padStart(6, '0')}`
}

const withSixDigits = (text: string): string => {
  const [second = '', fraction = ''] = text.split('.')
  return /^0*$/.test(fraction) ? second : `${second}.${fraction.slice(0, 6).padEnd(6, '0')}`
}

function plain(value: RawValue, field: FieldSchema): unknown {
  if (value === null || typeof value === 'string') return value === null ? null : scalar(value, field.type)
  if ('f' in value)
    return Object.fromEntries(
      (field.fields ?? []).map((inner, at) => [inner.name, plain(value.f[at]?.v ?? null, inner)]),
    )
  const { mode: _mode, ...element } = field
  return value.map(({ v }) => plain(v, element))
}
