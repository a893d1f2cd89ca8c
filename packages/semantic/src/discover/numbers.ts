import type { Aggregation } from '../model.ts'
import type { ColumnProfile } from '../profile.ts'
import { keyName } from './key-names.ts'
import { plainWords, type Vocabulary } from './words.ts'

/** What a number is for: a code is only told apart, a level is averaged, an amount is summed. */
export type NumberKind = 'code' | 'year' | 'level' | 'price' | 'amount'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const CODE_WORDS = words(
  'id identifier uid uuid guid key code zip postal postcode phone telephone mobile fax ssn isbn ean upc barcode version mcc serial sequence epoch type status flag class category gender month day week quarter hour port pin',
)
const LEVEL_WORDS = words(
  'rate ratio percent percentage average mean median density score rating grade gpa age temperature index level rank ranking position probability likelihood speed latitude longitude altitude elevation humidity pressure bmi margin frequency easiness clarity helpfulness satisfaction nps miles bps',
)
const SIZE_WORDS = words(
  'price height weight length width size depth distance capacity limit open close high low',
)
const SINCE_WORDS = words(
  'year from since founded established built opened started start until end born founded made released',
)
const SUM_WORDS = words(
  'amount revenue sale cost profit quantity fee tax discount spend spending income expense payment commission subtotal refund turnover gross premium total donation',
)

export function numberKind(column: ColumnProfile, vocabulary: Vocabulary): NumberKind {
  const said = plainWords(column.name, vocabulary)
  const last = said.at(-1) ?? ''
  if (isCountOf(said)) return 'amount'
  if (last === 'year' || (said.some((word) => SINCE_WORDS.has(word)) && looksLikeYears(column))) return 'year'
  if (isCode(column, said, vocabulary)) return 'code'
  if (isLevel(column, said)) return 'level'
  return SIZE_WORDS.has(last) || said.includes('price') ? 'price' : 'amount'
}

function isCode(column: ColumnProfile, said: readonly string[], vocabulary: Vocabulary): boolean {
  const saysSo =
    CODE_WORDS.has(said.at(-1) ?? '') || said.includes('epoch') || said[0] === 'is' || said[0] === 'has'
  return saysSo || keyName(column.name, vocabulary).kind === 'id' || isFlag(column)
}

function isLevel(column: ColumnProfile, said: readonly string[]): boolean {
  const last = said.at(-1) ?? ''
  if (LEVEL_WORDS.has(last) || isFraction(column, last)) return true
  return (
    said.includes('latitude') ||
    said.includes('longitude') ||
    (LEVEL_WORDS.has(said[0] ?? '') && !SUM_WORDS.has(last))
  )
}

/** `num_employees`, `number_of_rooms`; not `flight_no`, `house_number`. */
export const isCountOf = (said: readonly string[]): boolean =>
  said.at(-1) === 'count' || (said.length > 1 && said[0] === 'number' && said[1] !== 'id')

const looksLikeYears = ({ min, max, type }: ColumnProfile): boolean =>
  type === 'integer' && Number(min ?? Number.NaN) >= 1000 && Number(max ?? Number.NaN) <= 2200

/** A market share, not shares of a company. */
const isFraction = ({ max, type }: ColumnProfile, last: string): boolean =>
  last === 'share' && type !== 'integer' && Number(max ?? Number.NaN) <= 1

/** 0 and 1 only, both of them: a yes or no stored as a number. */
const isFlag = ({ distinct, min, max, type }: ColumnProfile): boolean =>
  type === 'integer' && distinct === 2 && Number(min) === 0 && Number(max) === 1

/** Inline measures that make sense, the natural one first. */
export const aggregationsOf = (kind: NumberKind): readonly Aggregation[] => BY_KIND[kind]

const BY_KIND: Readonly<Record<NumberKind, readonly Aggregation[]>> = {
  code: [],
  year: ['min', 'max'],
  level: ['average', 'min', 'max', 'median', 'percentile', 'count_distinct'],
  price: ['average', 'min', 'max', 'median', 'percentile', 'sum', 'count_distinct'],
  amount: ['sum', 'average', 'min', 'max', 'median', 'percentile', 'count_distinct'],
}

const QUALIFIED = words('per average minimum maximum unit limit price cumulative running')

/** Amounts whose sum is asked for by name: revenue, cost, quantity. */
export const isObviousSum = (column: ColumnProfile, vocabulary: Vocabulary): boolean => {
  const said = plainWords(column.name, vocabulary).filter(
    (word) => !/^(?:usd|eur|gbp|cent|minor)$/.test(word),
  )
  const last = said.at(-1) ?? ''
  return (
    numberKind(column, vocabulary) === 'amount' &&
    (SUM_WORDS.has(last) || said[0] === 'total') &&
    !said.some((word) => QUALIFIED.has(word))
  )
}
