import type { Cell } from '@numize/semantic'
import { encodeDecimal } from '../encode-decimal.ts'
import type { PostgresColumn } from './data-types.ts'

/** Rows of Postgres's own texts in the encoding of `Cell`: see `result.ts` of semantic. */
export function encodeRows(
  rows: readonly (readonly (string | null)[])[],
  columns: readonly PostgresColumn[],
): Cell[][] {
  const encoders = columns.map(encoderOf)
  return rows.map((row) =>
    row.map((text, at) => (text === null ? null : (encoders[at]?.(text) ?? (null as Cell)))),
  )
}

type Encode = (text: string) => Cell

const asItIs: Encode = (text) => text

const ENCODERS: Partial<Record<PostgresColumn['type'], Encode>> = {
  boolean: (text) => text === 't',
  integer: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  decimal: encodeDecimal,
  double: (text) => finite(Number(text)),
  date: (text) => (isEndless(text) ? null : text),
  timestamp: encodeTimestamp,
}

const encoderOf = ({ type }: PostgresColumn): Encode => ENCODERS[type] ?? asItIs

/** `NaN` and the infinities are null. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** `YYYY-MM-DD HH:MM:SS`, with `.ffffff` where there is a fraction; zoned ones come in UTC, as the session is. */
function encodeTimestamp(text: string): Cell {
  if (isEndless(text)) return null
  const plain = text.replace(/\+00$/, '')
  return plain.replace(/\.(\d+)/, (_, fraction: string) => `.${fraction.padEnd(6, '0')}`)
}

const isEndless = (text: string): boolean => text.endsWith('infinity')
