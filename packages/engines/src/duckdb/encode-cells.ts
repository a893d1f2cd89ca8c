import type { DuckDBDataChunk, DuckDBMaterializedResult, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  DuckDBUnionValue,
} from '@duckdb/node-api'
import type { Cell } from '@numize/semantic'

type Encode = (value: DuckDBValue) => Cell

/** The first `maxRows` rows of a result in the encoding of `Cell`: see `result.ts` of semantic. */
export function encodeRows(result: DuckDBMaterializedResult, maxRows: number): Cell[][] {
  const encoders = result.columnTypes().map(encoderOf)
  const rows: Cell[][] = []
  for (let index = 0; index < result.chunkCount && rows.length < maxRows; index++)
    appendChunk(rows, result.getChunk(index), encoders)
  rows.length = Math.min(rows.length, maxRows)
  return rows
}

function appendChunk(rows: Cell[][], chunk: DuckDBDataChunk, encoders: readonly Encode[]): void {
  const start = rows.length
  for (let row = 0; row < chunk.rowCount; row++) rows.push([])
  for (const [column, encode] of encoders.entries()) {
    const vector = chunk.getColumnVector(column)
    for (let row = 0; row < chunk.rowCount; row++) {
      const value = vector.getItem(row)
      rows[start + row]?.push(value === null ? null : encode(value))
    }
  }
}

/** Types whose values are cells as they come. */
const AS_THEY_ARE = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
])

function encoderOf({ typeId }: DuckDBType): Encode {
  if (AS_THEY_ARE.has(typeId)) return (value) => value as Cell
  return typeId === DuckDBTypeId.FLOAT ? (value) => shortestFloat(value as number) : encodeCell
}

/** One value, whatever its type. */
export function encodeCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'bigint' ? encodeBigint(value) : encodeObject(value)
}

function encodeObject(value: DuckDBValue & object): Cell {
  if (value instanceof DuckDBDecimalValue) return encodeDecimal(value)
  if (value instanceof DuckDBDateValue) return isFiniteTime(value) ? value.toString() : null
  if (isTimestamp(value)) return encodeTimestamp(value)
  if (value instanceof DuckDBUnionValue) return encodeCell(value.value)
  if (isNested(value)) return JSON.stringify(plain(value))
  return value.toString()
}

const encodeBigint = (value: bigint): Cell =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString()

const MOST_EXACT_DIGITS = 15

/** A number when at most 15 significant digits say it all (each such decimal is told apart by a double). */
function encodeDecimal(value: DuckDBDecimalValue): Cell {
  const text = value.toString()
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '')
  const significant = text.includes('.') ? digits.replace(/0+$/, '') : digits
  return significant.length <= MOST_EXACT_DIGITS ? Number(text) : text
}

/** The shortest decimal that reads back as the same 32-bit float: 0.1, not 0.10000000149011612. */
function shortestFloat(value: number): Cell {
  if (!Number.isFinite(value)) return null
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return shorter
  }
  return value
}

type Timestamp =
  | DuckDBTimestampValue
  | DuckDBTimestampTZValue
  | DuckDBTimestampSecondsValue
  | DuckDBTimestampMillisecondsValue
  | DuckDBTimestampNanosecondsValue

const isTimestamp = (value: object): value is Timestamp =>
  value instanceof DuckDBTimestampValue ||
  value instanceof DuckDBTimestampTZValue ||
  value instanceof DuckDBTimestampSecondsValue ||
  value instanceof DuckDBTimestampMillisecondsValue ||
  value instanceof DuckDBTimestampNanosecondsValue

const isFiniteTime = (value: { isFinite?: boolean }): boolean => value.isFinite !== false

/** `YYYY-MM-DD HH:MM:SS`, with `.ffffff` where there is a fraction; zoned ones in UTC; infinite ones null. */
function encodeTimestamp(value: Timestamp): Cell {
  const micros = microsOf(value)
  if (!isFiniteTime(value)) return null
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const date = new Date(Number((micros - fraction) / 1000n))
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999)
    return new DuckDBTimestampValue(micros).toString()
  const text = date.toISOString().slice(0, 19).replace('T', ' ')
  return fraction === 0n ? text : `${text}.${fraction.toString().padStart(6, '0')}`
}

function microsOf(value: Timestamp): bigint {
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000n
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1000n
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1000n
  return value.micros
}

type Nested = DuckDBListValue | DuckDBArrayValue | DuckDBStructValue | DuckDBMapValue

const isNested = (value: object): value is Nested =>
  value instanceof DuckDBListValue ||
  value instanceof DuckDBArrayValue ||
  value instanceof DuckDBStructValue ||
  value instanceof DuckDBMapValue

function plain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plain)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([key, member]) => [key, plain(member)]))
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(
      value.entries.map((entry) => [String(encodeCell(entry.key)), plain(entry.value)]),
    )
  return encodeCell(value)
}
