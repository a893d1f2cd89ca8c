import { quoteText } from '../quote.ts'

/** Words that stand for "no value" in a column whose other values are all numbers, dates or booleans. */
export const NO_VALUE = ['na', 'n/a', '#n/a', 'null', 'none', 'nan']

/** What the source says of a column: `text` = only dates may be seen in it; a number type is taken at its word. */
export type TypeHint = 'any' | 'text' | 'double' | 'boolean'

/** A type that a column of texts may have. `test` and `cast` are SQL over `v`, a trimmed text that is not empty. */
export interface TypeRule {
  readonly name: string
  readonly hints: readonly TypeHint[]
  readonly test: string
  readonly cast: string
}

const matches = (pattern: string): string => `regexp_full_match(v, ${quoteText(pattern)})`
const ISO_DAY = String.raw`\d{4}-\d{2}-\d{2}`
const ISO_MOMENT = String.raw`${ISO_DAY}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?`
/** A number that starts with a needless zero is a code (a postcode, an account), whatever it looks like. */
const NOT_A_CODE = `NOT ${matches(String.raw`[+-]?0\d.*`)}`
/** An integer beyond what a double holds exactly is an identifier. */
const NOT_TOO_LONG = `NOT ${matches(String.raw`[+-]?\d{16,}`)}`

const decimal = (scale: number): TypeRule => ({
  name: `DECIMAL(18,${scale})`,
  hints: ['any'],
  test: `(${matches(String.raw`[+-]?\d{0,${15 - scale}}(\.\d{0,${scale}})?`)} AND ${NOT_A_CODE} AND try_cast(v AS DECIMAL(18, ${scale})) IS NOT NULL)`,
  cast: `CAST(v AS DECIMAL(18, ${scale}))`,
})

const sane = (parsed: string): string => `(${parsed} IS NOT NULL AND year(${parsed}) BETWEEN 1000 AND 2999)`

/** A written order of day, month and year. Month first comes before day first: the first that fits all values wins. */
const writtenDates = (format: string): TypeRule[] => {
  const moments = [`${format} %H:%M:%S`, `${format} %H:%M`, `${format} %I:%M %p`, format]
  const moment = `try_strptime(v, [${moments.map(quoteText).join(', ')}])`
  const day = `try_strptime(v, ${quoteText(format)})`
  return [
    { name: `DATE ${format}`, hints: ['any', 'text'], test: sane(day), cast: `CAST(${day} AS DATE)` },
    { name: `TIMESTAMP ${format}`, hints: ['any', 'text'], test: sane(moment), cast: moment },
  ]
}

export const MONTH_FIRST = ['%m/%d/%Y', '%m-%d-%Y', '%m/%d/%y']
export const DAY_FIRST = ['%d/%m/%Y', '%d-%m-%Y', '%d/%m/%y']
const OTHER_DATES = [
  '%Y/%m/%d',
  '%d.%m.%Y',
  '%d-%b-%Y',
  '%d %b %Y',
  '%d %B %Y',
  '%b %d, %Y',
  '%B %d, %Y',
  '%Y%m%dT%H%M%S',
]

/** In order of preference. */
export const TYPE_RULES: readonly TypeRule[] = [
  {
    name: 'BOOLEAN 0/1',
    hints: ['boolean'],
    test: "(lower(v) IN ('0', '1', 'true', 'false'))",
    cast: "(lower(v) IN ('1', 'true'))",
  },
  {
    name: 'BOOLEAN',
    hints: ['any'],
    test: "(lower(v) IN ('true', 'false'))",
    cast: "(lower(v) = 'true')",
  },
  {
    name: 'BIGINT',
    hints: ['any', 'boolean'],
    test: `(${matches(String.raw`[+-]?\d{1,18}`)} AND ${NOT_A_CODE})`,
    cast: 'CAST(v AS BIGINT)',
  },
  ...[1, 2, 3, 4].map(decimal),
  {
    name: 'DOUBLE',
    hints: ['any', 'double'],
    test: `(${matches(String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`)} AND ${NOT_A_CODE} AND ${NOT_TOO_LONG} AND try_cast(v AS DOUBLE) IS NOT NULL)`,
    cast: 'CAST(v AS DOUBLE)',
  },
  {
    name: 'DATE',
    hints: ['any', 'text'],
    test: `(${matches(ISO_DAY)} AND try_cast(v AS DATE) IS NOT NULL)`,
    cast: 'CAST(v AS DATE)',
  },
  {
    name: 'TIMESTAMP',
    hints: ['any', 'text'],
    test: `(${matches(`${ISO_DAY}|${ISO_MOMENT}`)} AND try_cast(v AS TIMESTAMP) IS NOT NULL)`,
    cast: 'CAST(v AS TIMESTAMP)',
  },
  {
    name: 'TIMESTAMPTZ',
    hints: ['any', 'text'],
    test: `(${matches(String.raw`${ISO_MOMENT} ?(Z|[+-]\d{2}(:?\d{2})?)`)} AND try_cast(v AS TIMESTAMPTZ) IS NOT NULL)`,
    cast: 'CAST(v AS TIMESTAMPTZ)',
  },
  ...[...MONTH_FIRST, ...DAY_FIRST, ...OTHER_DATES].flatMap(writtenDates),
]

/** Numbers written for people: `1,200.50`, `$12`, `12 %`. They stay text, with a warning. */
export const DECORATED_NUMBER = `(${NOT_A_CODE} AND ${matches(
  String.raw`\(?[-+]?[$€£¥]?\s*[-+]?(\d{1,3}([, .']\d{3})+|\d+)([.,]\d+)?\s*[%€$£¥]?\)?`,
)})`
