import { quoteText } from '../quote.ts'
import { TYPE_RULES } from './type-rules.ts'

/** What a person may say a column holds; `dayFirst` = dates written day before month. */
export const COLUMN_CHOICES = ['text', 'number', 'boolean', 'date', 'dayFirst'] as const
export type ColumnChoice = (typeof COLUMN_CHOICES)[number]

const PLAIN = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?'
const GROUPED = '[+-]?[$€£¥]? ?[+-]?\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)? ?[$€£¥]?'

/** Without the signs people write; a needless zero at the front makes a number look like a code. */
const number = `CASE WHEN regexp_full_match(v, ${quoteText(PLAIN)}) OR regexp_full_match(v, ${quoteText(GROUPED)})
  THEN regexp_replace(regexp_replace(v, '[$€£¥, ]', '', 'g'), '^([+-]?)0+(\\d)', '\\1\\2') END`

const BEYOND = quoteText('[+-]?\\d{19,}')

const FINITE = `CASE WHEN isfinite(try_cast(n AS DOUBLE)) THEN
  CASE WHEN regexp_full_match(n, ${BEYOND}) THEN CAST(CAST(n AS DOUBLE) AS VARCHAR) ELSE n END END`

function dates(otherOrder: 'month' | 'day'): string {
  const rules = TYPE_RULES.filter(({ isTime, order }) => isTime && order !== otherOrder)
  const readings = rules.map(
    ({ shape, test, cast }) =>
      `WHEN regexp_full_match(v, ${quoteText(shape)}) AND ${test} THEN CAST(${cast} AS VARCHAR)`,
  )
  return `CASE ${readings.join('\n')} END`
}

const READINGS: Readonly<Record<Exclude<ColumnChoice, 'text'>, string>> = {
  number: FINITE.replace(/\bn\b/g, () => `(${number})`),
  boolean: `CASE WHEN regexp_full_match(v, '(?i:true|t|yes|y|1)') THEN 'true'
    WHEN regexp_full_match(v, '(?i:false|f|no|n|0)') THEN 'false' END`,
  date: dates('day'),
  dayFirst: dates('month'),
}

/**
 * SQL that gives the text `value` in the form whose type `inferColumns` finds, and null where it is none of the choice.
 * `value` is SQL of a trimmed text that is not empty.
 */
export const readAs = (choice: Exclude<ColumnChoice, 'text'>, value: string): string =>
  READINGS[choice].replace(/\bv\b/g, () => `(${value})`)
