import type { Dialect } from '../dialect.ts'

type Functions = Dialect['functions']
type Windows = NonNullable<Dialect['windows']>

/** The same call under another name. */
const renamed =
  (name: string): Functions[string] =>
  (_, plain) =>
    plain.replace(/^\w+/, name)

/** Functions that authors write and ClickHouse lacks, spells otherwise, or counts in bytes where others count letters. */
export const functions: Functions = {
  // Counts are unsigned here, and a signed number beside them is of no common type.
  COUNT: (_, plain) => `toInt64(${plain})`,
  BOOL_AND: renamed('min'),
  BOOL_OR: renamed('max'),
  VARIANCE: renamed('varSamp'),
  APPROX_COUNT_DISTINCT: (args) => `toInt64(uniq(${args.join(', ')}))`,
  MEDIAN: ([value = '']) => `quantileExactInclusive(0.5)(toFloat64(${value}))`,
  // Half goes away from zero, as in the other engines; of a float it would go to the even number.
  ROUND: ([value = '', digits = '0']) => `round(CAST(${value} AS Nullable(Decimal(38, 12))), ${digits})`,
  NVL: renamed('coalesce'),
  IFF: renamed('if'),
  UPPER: renamed('upperUTF8'),
  LOWER: renamed('lowerUTF8'),
  LENGTH: (_, plain) => `toInt64(${plain.replace(/^\w+/, 'lengthUTF8')})`,
  CHAR_LENGTH: (_, plain) => `toInt64(${plain.replace(/^\w+/, 'lengthUTF8')})`,
  LEN: (_, plain) => `toInt64(${plain.replace(/^\w+/, 'lengthUTF8')})`,
  LEFT: renamed('leftUTF8'),
  RIGHT: renamed('rightUTF8'),
  SUBSTR: renamed('substringUTF8'),
  SUBSTRING: renamed('substringUTF8'),
  STRPOS: renamed('positionUTF8'),
  CONTAINS: ([text = '', part = '']) => `position(${text}, ${part}) > 0`,
  STARTS_WITH: renamed('startsWith'),
  ENDS_WITH: renamed('endsWith'),
}

function nullable(name: string): Windows[string] {
  return (_, over, [value = '', ...rest]) => `${name}(${[`toNullable(${value})`, ...rest].join(', ')})${over}`
}

/** Calls over a window. A value of a type without null would be 0 where there is no row before or after. */
export const windows: Windows = {
  COUNT: (call, over) => `toInt64(${call}${over})`,
  LAG: nullable('lag'),
  LEAD: nullable('lead'),
  // By themselves these two pass over nulls.
  FIRST_VALUE: (_, over, [value = '']) => `first_value_respect_nulls(toNullable(${value}))${over}`,
  LAST_VALUE: (_, over, [value = '']) => `last_value_respect_nulls(toNullable(${value}))${over}`,
}
