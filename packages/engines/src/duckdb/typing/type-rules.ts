import { quoteText } from '../quote.ts'

/** Words that stand for "no value" in a column whose other values are all numbers, dates or booleans. */
export const NO_VALUE = ['na', 'n/a', '#n/a', 'null', 'none', 'nan']

/** What the source says of a column: `text` = only dates may be seen in it; a number type is taken at its word. */
export type TypeHint = 'any' | 'text' | 'double' | 'boolean'

/** A type that a column of texts may have. */
export interface TypeRule {
  readonly hints: readonly TypeHint[]
  /** What every value must look like. Means the same to JavaScript and to RE2. */
  readonly shape: string
  /** SQL over `v`, a trimmed text that is not empty: whether a value of this shape has the type. */
  readonly test: string
  /** SQL over `v`. */
  readonly cast: string
  /** Whether its values are dates or moments. */
  readonly isTime: boolean
  /** Of dates with month and day in figures: which comes first. */
  readonly order: 'month' | 'day' | null
}

/** A number that starts with a needless zero is a code (a postcode, an account), whatever it looks like. */
const WHOLE = '(?:0|[1-9]\\d*)'
const DAY = '\\d{4}-\\d{2}-\\d{2}'
const MOMENT = `${DAY}[ T]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?`
const ZONE = ' ?(?:Z|[+-]\\d{2}(?::?\\d{2})?)'

const rule = (hints: readonly TypeHint[], shape: string, type: string): TypeRule => ({
  hints,
  shape,
  test: `try_cast(v AS ${type}) IS NOT NULL`,
  cast: `CAST(v AS ${type})`,
  isTime: /^(DATE|TIMESTAMP)/.test(type),
  order: null,
})

/** Up to 15 digits: as many as a double, and so a reader, can hold. */
const decimal = (scale: number): TypeRule =>
  rule(['any'], `[+-]?(?:0|[1-9]\\d{0,${14 - scale}})?(?:\\.\\d{0,${scale}})?`, `DECIMAL(18, ${scale})`)

const booleans = (hint: TypeHint, yes: string, no: string): TypeRule => ({
  hints: [hint],
  shape: `(?i:${yes}|${no})`,
  test: 'true',
  cast: `regexp_full_match(v, ${quoteText(`(?i:${yes})`)})`,
  isTime: false,
  order: null,
})

/** A date in a written form and the same with a time of day. */
function written(format: string, shape: string, order: TypeRule['order'] = null): TypeRule[] {
  const moments = [
    `${format} %H:%M:%S`,
    `${format} %H:%M`,
    `${format} %I:%M:%S %p`,
    `${format} %I:%M %p`,
    format,
  ]
  const moment = `try_strptime(v, [${moments.map(quoteText).join(', ')}])`
  const day = `try_strptime(v, ${quoteText(format)})`
  const hints: TypeHint[] = ['any', 'text']
  return [
    { hints, shape, test: `${day} IS NOT NULL`, cast: `CAST(${day} AS DATE)`, isTime: true, order },
    {
      hints,
      shape: `${shape}(?: \\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp][Mm])?)?`,
      test: `${moment} IS NOT NULL`,
      cast: moment,
      isTime: true,
      order,
    },
  ]
}

const figures = (separator: string, year: string): string => `\\d{1,2}${separator}\\d{1,2}${separator}${year}`

/** In order of preference: the first that fits every value is taken. */
export const TYPE_RULES: readonly TypeRule[] = [
  booleans('boolean', '1|true|t|yes', '0|false|f|no'),
  booleans('any', 'true', 'false'),
  rule(['any', 'boolean'], '[+-]?(?:0|[1-9]\\d{0,17})', 'BIGINT'),
  ...[1, 2, 3, 4].map(decimal),
  // An integer beyond what a double holds exactly is an identifier, and stays text.
  rule(
    ['any'],
    `[+-]?(?:(?:0|[1-9]\\d{0,14})(?:\\.\\d*)?|\\.\\d+|${WHOLE}\\.\\d+|${WHOLE}(?:\\.\\d*)?[eE][+-]?\\d+)`,
    'DOUBLE',
  ),
  rule(['double'], '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?', 'DOUBLE'),
  rule(['any', 'text'], DAY, 'DATE'),
  rule(['any', 'text'], `${DAY}|${MOMENT}`, 'TIMESTAMP'),
  rule(['any', 'text'], `${MOMENT}${ZONE}`, 'TIMESTAMPTZ'),
  ...written('%m/%d/%Y', figures('/', '\\d{4}'), 'month'),
  ...written('%d/%m/%Y', figures('/', '\\d{4}'), 'day'),
  ...written('%m-%d-%Y', figures('-', '\\d{4}'), 'month'),
  ...written('%d-%m-%Y', figures('-', '\\d{4}'), 'day'),
  ...written('%m/%d/%y', figures('/', '\\d{2}'), 'month'),
  ...written('%d/%m/%y', figures('/', '\\d{2}'), 'day'),
  ...written('%d.%m.%Y', figures('\\.', '\\d{4}')),
  ...written('%Y/%m/%d', '\\d{4}/\\d{1,2}/\\d{1,2}'),
  ...written('%d-%b-%Y', '\\d{1,2}-[A-Za-z]{3}-\\d{4}'),
  ...written('%d %b %Y', '\\d{1,2} [A-Za-z]{3} \\d{4}'),
  ...written('%d %B %Y', '\\d{1,2} [A-Za-z]{3,9} \\d{4}'),
  ...written('%b %d, %Y', '[A-Za-z]{3} \\d{1,2}, \\d{4}'),
  ...written('%B %d, %Y', '[A-Za-z]{3,9} \\d{1,2}, \\d{4}'),
]

const PLAIN_OR_DECORATED = /^\(?[-+]?[$€£¥]?\s*[-+]?(\d{1,3}([, .']\d{3})+|\d+)([.,]\d+)?\s*[%€$£¥]?\)?$/

/** Numbers written for people: `1,200.50`, `$12`, `12 %`. They stay text, with a warning. */
export const areDecorated = (values: readonly string[]): boolean =>
  values.every((value) => PLAIN_OR_DECORATED.test(value)) && values.some((value) => /[^\d.+-]/.test(value))
