import type { Value } from './compare.ts'

export type TypeKind =
  | 'TYPE_INT64'
  | 'TYPE_DOUBLE'
  | 'TYPE_BOOL'
  | 'TYPE_DATE'
  | 'TYPE_DATETIME'
  | 'TYPE_TIMESTAMP'
  | 'TYPE_NUMERIC'
  | 'TYPE_STRING'

const kinds: Readonly<Record<string, TypeKind>> = {
  BIGINT: 'TYPE_INT64',
  INTEGER: 'TYPE_INT64',
  DOUBLE: 'TYPE_DOUBLE',
  BOOLEAN: 'TYPE_BOOL',
  DATE: 'TYPE_DATE',
  TIMESTAMP: 'TYPE_DATETIME',
}

/** The type of GoogleSQL for one of DuckDB's; a time without zone is a DATETIME there. */
export const typeKindOf = (type: string): TypeKind =>
  kinds[type] ?? (type.startsWith('DECIMAL') ? 'TYPE_NUMERIC' : 'TYPE_STRING')

/** A value of GoogleSQL's local service (`zetasql/public/value.proto`); without any member it is NULL. */
export interface CellProto {
  readonly int64Value?: number
  readonly doubleValue?: number
  readonly boolValue?: boolean
  readonly stringValue?: string
  /** Days since 1970. */
  readonly dateValue?: number
  readonly datetimeValue?: { readonly bitFieldDatetimeSeconds: number; readonly nanos?: number }
  readonly timestampValue?: { readonly seconds: number; readonly nanos?: number }
  /** Two's complement, least byte first, in units of 1e-9. */
  readonly numericValue?: Uint8Array
  readonly bignumericValue?: Uint8Array
}

const DAY_MS = 86_400_000

export function encodeCell(text: string | null, kind: TypeKind): CellProto {
  if (text === null) return {}
  switch (kind) {
    case 'TYPE_INT64':
      return { int64Value: Number(text) }
    case 'TYPE_DOUBLE':
      return { doubleValue: Number(text) }
    case 'TYPE_BOOL':
      return { boolValue: text === 'true' }
    case 'TYPE_DATE':
      return { dateValue: Date.parse(text) / DAY_MS }
    case 'TYPE_DATETIME':
      return { datetimeValue: datetimeOf(text) }
    case 'TYPE_TIMESTAMP':
      return { timestampValue: { seconds: Math.floor(Date.parse(`${text}Z`) / 1000) } }
    case 'TYPE_NUMERIC':
      return { numericValue: numericOf(text) }
    case 'TYPE_STRING':
      return { stringValue: text }
  }
}

/** Bits of a civil second, least first: 6 seconds, 6 minutes, 5 hours, 5 days, 4 months, then years. */
const WIDTHS = [6, 6, 5, 5, 4, 14] as const

function datetimeOf(text: string) {
  const [, ...parts] = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)(?:\.(\d+))?/.exec(text) ?? []
  const fields = parts.slice(0, 6).map(Number).toReversed()
  let seconds = 0
  let weight = 1
  for (const [at, width] of WIDTHS.entries()) {
    seconds += (fields[at] ?? 0) * weight
    weight *= 2 ** width
  }
  return { bitFieldDatetimeSeconds: seconds, nanos: Number((parts[6] ?? '').padEnd(9, '0')) }
}

function numericOf(text: string): Uint8Array {
  const [whole = '0', decimals = ''] = text.split('.')
  let value = BigInt.asUintN(128, BigInt(`${whole}${decimals.padEnd(NUMERIC_SCALE, '0')}`))
  return Uint8Array.from({ length: 16 }, () => {
    const byte = Number(value & 255n)
    value >>= 8n
    return byte
  })
}

const NUMERIC_SCALE = 9

export function decodeCell(cell: CellProto): Value {
  if (cell.dateValue !== undefined) return new Date(cell.dateValue * DAY_MS).toISOString().slice(0, 10)
  if (cell.datetimeValue) return datetimeText(cell.datetimeValue)
  if (cell.timestampValue)
    return `${new Date(cell.timestampValue.seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}${fraction(cell.timestampValue.nanos)}`
  if (cell.numericValue) return scaled(cell.numericValue, NUMERIC_SCALE)
  if (cell.bignumericValue) return scaled(cell.bignumericValue, 38)
  const plain = cell.int64Value ?? cell.doubleValue ?? cell.boolValue ?? cell.stringValue ?? null
  return typeof plain === 'number' && !Number.isFinite(plain) ? null : plain
}

function datetimeText({ bitFieldDatetimeSeconds, nanos }: NonNullable<CellProto['datetimeValue']>): string {
  let rest = bitFieldDatetimeSeconds
  const fields = WIDTHS.map((width) => {
    const field = rest % 2 ** width
    rest = Math.floor(rest / 2 ** width)
    return String(field).padStart(2, '0')
  })
  const [second, minute, hour, day, month, year] = fields
  return `${year?.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}${fraction(nanos)}`
}

const fraction = (nanos = 0): string =>
  nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`

function scaled(bytes: Uint8Array, scale: number): number {
  let value = 0n
  for (const byte of [...bytes].toReversed()) value = value * 256n + BigInt(byte)
  if ((bytes.at(-1) ?? 0) >= 128) value -= 1n << BigInt(8 * bytes.length)
  return Number(value) / 10 ** scale
}
