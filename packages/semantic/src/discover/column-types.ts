import type { DataType, Grain } from '../model.ts'
import type { ColumnProfile } from '../profile.ts'
import { numberKind } from './numbers.ts'
import { columnSql } from './sql-names.ts'
import type { Vocabulary } from './words.ts'

/** How a column is read: as it is, or as what its text holds. */
export interface ReadAs {
  readonly expr: string
  readonly type: DataType
  readonly grain: Grain | null
  readonly note: string | null
  /** Text read as numbers, some of which was seen to be none ("n/a"). */
  readonly mixed?: boolean
}

const ISO_DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const ISO_TIMESTAMP =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** Text that holds nothing but ISO dates or numbers is read as such; the note says so. */
export function readAs(column: ColumnProfile, vocabulary: Vocabulary): ReadAs {
  const plain = columnSql(column.name)
  const asIs = { expr: plain, type: column.type, note: null }
  if (column.type === 'date') return { ...asIs, grain: 'day' }
  if (column.type === 'timestamp') return { ...asIs, grain: 'second' }
  if (column.type !== 'string') return { ...asIs, grain: null }
  if (holdsOnly(column, ISO_DATE))
    return {
      expr: `CAST(${plain} AS DATE)`,
      type: 'date',
      grain: 'day',
      note: `${column.name} is text that holds dates: it is read as a date.`,
    }
  if (holdsOnly(column, ISO_TIMESTAMP))
    return {
      expr: `CAST(${plain} AS TIMESTAMP)`,
      type: 'timestamp',
      grain: 'second',
      note: `${column.name} is text that holds times: it is read as a timestamp.`,
    }
  const numbers = holdsNumbers(column, vocabulary)
  if (numbers)
    return {
      expr: `TRY_CAST(${plain} AS DOUBLE)`,
      type: 'double',
      grain: null,
      mixed: numbers.blanks,
      note: `${column.name} is text that holds numbers: it is read as a number, and what is not one counts as unknown.`,
    }
  return { ...asIs, grain: null }
}

/** All that was seen fits, the smallest and largest included. An empty text is no date. */
function holdsOnly({ topValues, min, max }: ColumnProfile, pattern: RegExp): boolean {
  const seen = [...topValues.map(({ value }) => value), min ?? '', max ?? '']
  return topValues.length > 0 && seen.every((value) => pattern.test(value))
}

/** Codes keep their text: a name like `zip` or `flight_no`, or a leading zero, is no quantity. */
function holdsNumbers(column: ColumnProfile, vocabulary: Vocabulary): { readonly blanks: boolean } | null {
  const kind = numberKind(column, vocabulary)
  if (kind === 'code' || kind === 'year') return null
  const seen = [...column.topValues.map(({ value }) => value), column.min ?? '', column.max ?? '']
  const others = seen.filter((value) => !NUMBER.test(value.trim()))
  if (seen.every((value) => YEAR.test(value))) return null
  const plain = others.every((value) => BLANK.test(value.trim())) && seen.length - others.length >= 3
  return plain ? { blanks: others.some((value) => value.trim() !== '') } : null
}

/** Years sort and compare as text just as well, and are never added up. */
const YEAR = /^(?:|1[5-9]\d\d|20\d\d)$/

/** What people write into a number's column when they have none. */
const BLANK = /^(?:|null|n\/?a|nan|none|-|\?)$/i
