import type { Cell, DataType } from '@numize/semantic'
import { encodeDecimal } from '../encode-decimal.ts'

/** Rows as ClickHouse's JSON has them (64-bit integers and decimals quoted, ISO times) in the encoding of `Cell`. */
export function encodeRows(rows: readonly (readonly unknown[])[], types: readonly DataType[]): Cell[][] {
  const encoders = types.map((type) => ENCODERS[type] ?? asText)
  return rows.map((row) =>
    row.map((value, at) => (value === null || value === undefined ? null : (encoders[at] ?? asText)(value))),
  )
}

type Encode = (value: unknown) => Cell

/** Arrays, maps and the like as their JSON. */
const asText: Encode = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

const ENCODERS: Partial<Record<DataType, Encode>> = {
  boolean: (value) => value === true || value === 1,
  integer: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)),
  decimal: (value) => encodeDecimal(String(value)),
  double: (value) => (Number.isFinite(Number(value)) ? Number(value) : null),
  timestamp: (value) => encodeTimestamp(String(value)),
}

const MICROSECONDS = 6

/** `2025-03-30T00:30:00.250Z`, which is UTC whatever the column's zone, as `2025-03-30 00:30:00.250000`. */
function encodeTimestamp(iso: string): string {
  const [moment = '', fraction = ''] = iso.replace('T', ' ').replace(/Z$/, '').split('.')
  return /[1-9]/.test(fraction)
    ? `${moment}.${fraction.slice(0, MICROSECONDS).padEnd(MICROSECONDS, '0')}`
    : moment
}
