import type { Cell, DataType, Result } from '@numize/semantic'
import { parquetWriteBuffer } from 'hyparquet-writer'

type Columns = Parameters<typeof parquetWriteBuffer>[0]
type Element = NonNullable<Columns['schema']>[number]

interface Shaped {
  readonly element: Omit<Element, 'name'>
  readonly convert: (cell: string | number | boolean) => unknown
}

const DAY_MS = 86_400_000
const DECIMAL_BYTES = 16
const DECIMAL_DIGITS = 38

/**
 * A result as a Parquet file, every cell exact: whole numbers as INT64, decimals as DECIMAL of as many places as the
 * column shows, dates as DATE, timestamps in microseconds without a zone. Columns of one name get a number.
 */
export function toParquet({ columns, rows }: Result, names: readonly string[]): Uint8Array {
  const shaped = columns.map(({ type }, at) => {
    const cells = rows.map((row) => row[at] ?? null)
    return { name: names[at] ?? '', cells, ...shapeOf(type, cells) }
  })
  const buffer = parquetWriteBuffer({
    columnData: shaped.map(({ name, cells, convert }) => ({
      name,
      data: cells.map((cell) => (cell === null ? null : convert(cell))),
    })),
    schema: [
      { name: 'root', num_children: shaped.length },
      ...shaped.map(({ name, element }) => ({ ...element, name, repetition_type: 'OPTIONAL' as const })),
    ],
    statistics: false,
  })
  return new Uint8Array(buffer)
}

const TEXT: Shaped = { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, convert: String }

const shapeOf = (type: DataType, cells: readonly Cell[]): Shaped => SHAPES[type]?.(cells) ?? TEXT

/** Of the types that are no text; null where the cells do not fit the type. */
const SHAPES: { readonly [T in DataType]?: (cells: readonly Cell[]) => Shaped | null } = {
  integer: (cells) => (fits(cells, BigInt) ? { element: { type: 'INT64' }, convert: BigInt } : null),
  decimal,
  double: () => ({ element: { type: 'DOUBLE' }, convert: Number }),
  boolean: () => ({ element: { type: 'BOOLEAN' }, convert: Boolean }),
  date: (cells) =>
    fits(cells, (cell) => BigInt(daysOf(cell)))
      ? { element: { type: 'INT32', converted_type: 'DATE' }, convert: daysOf }
      : null,
  timestamp: (cells) => (fits(cells, microsOf) ? { element: MICROSECONDS, convert: microsOf } : null),
}

const MICROSECONDS: Shaped['element'] = {
  type: 'INT64',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
}

/** Whether every cell converts, into 64 bits. */
function fits(cells: readonly Cell[], convert: (cell: string | number | boolean) => bigint): boolean {
  try {
    return cells.every((cell) => cell === null || BigInt.asIntN(64, convert(cell)) === convert(cell))
  } catch {
    return false
  }
}

const daysOf = (cell: string | number | boolean): number => Date.parse(`${cell}T00:00:00Z`) / DAY_MS

const MOMENT = /^(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?$/

function microsOf(cell: string | number | boolean): bigint {
  const [, day, time, fraction = ''] = MOMENT.exec(String(cell)) ?? []
  return BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'))
}

const DIGITS = /^-?\d+(?:\.(\d+))?$/

function decimal(cells: readonly Cell[]): Shaped | null {
  const texts = cells.filter((cell) => cell !== null).map(String)
  if (!texts.every((text) => DIGITS.test(text))) return null
  const scale = Math.max(0, ...texts.map((text) => DIGITS.exec(text)?.[1]?.length ?? 0))
  const unscaled = (cell: string | number | boolean): bigint => {
    const [whole = '0', places = ''] = String(cell).split('.')
    return BigInt(whole + places.padEnd(scale, '0'))
  }
  if (texts.some((text) => unscaled(text).toString().replace('-', '').length > DECIMAL_DIGITS)) return null
  return {
    element: {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: DECIMAL_BYTES,
      converted_type: 'DECIMAL',
      scale,
      precision: DECIMAL_DIGITS,
    },
    convert: unscaled,
  }
}
