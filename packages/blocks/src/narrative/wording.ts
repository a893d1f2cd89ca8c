import type { Plan, Result, ResultColumn } from '@numize/semantic'
import { formatPeriod } from '../format-time.ts'

/** The reading of a question, as far as prose needs it: the filters in words a reader can check. */
export interface ReadingWords {
  readonly stated: readonly { readonly kind: string; readonly reading: string }[]
  readonly assumed: readonly { readonly kind: string; readonly reading: string }[]
  readonly dropped?: readonly { readonly text: string; readonly reading: string }[]
}

const MAX_FILTERS = 2

/** `Card spend where Country is FR`: the metric and what it was narrowed to. */
export function subject(column: ResultColumn, reading: ReadingWords): string {
  return `${column.label}${narrowing(reading)}`
}

export function narrowing(reading: ReadingWords): string {
  const filters = filterWords(reading)
  if (filters.length === 0) return ''
  return filters.length > MAX_FILTERS ? ' with the filters as read' : ` where ${filters.join(' and ')}`
}

export const filterWords = (reading: ReadingWords): string[] =>
  [...reading.stated, ...reading.assumed].flatMap((part) =>
    part.kind === 'filter' && part.reading !== '' ? [part.reading] : [],
  )

/** `was` or `were`, by the look of the label. */
export const was = (label: string): string => (isPlural(label) ? 'were' : 'was')
export const has = (label: string): string => (isPlural(label) ? 'have' : 'has')
const isPlural = (label: string): boolean => /[^s']s$/i.test(label) && !/(?:us|is|as)$/i.test(label)

/** The period that was read, with its preposition: ` in 2025`, ` from 1 Jan 2026 to 14 Mar 2026`, or nothing. */
export const period = (plan: Plan): string => {
  const words = formatPeriod(plan.time)
  return words === '' ? '' : ` ${words}`
}

/** What a comparison compares with: `a year earlier`, `2 weeks earlier`, `in Q1 2026`. */
export function comparedWith(plan: Plan): string {
  if (plan.kind !== 'metrics' || plan.compare === null) return ''
  const { compare } = plan
  if (compare.kind === 'range') return formatPeriod({ start: compare.start, end: compare.end })
  return compare.count === 1
    ? `${article(compare.grain)} ${compare.grain} earlier`
    : `${compare.count} ${compare.grain}s earlier`
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a')

/** Phrases a narrative takes from the plan and the reading; the checker knows them and does not look for cells. */
export const knownPhrases = (result: Result, reading: ReadingWords): string[] =>
  [formatPeriod(result.plan.time), comparedWith(result.plan), ...filterWords(reading)].filter(
    (phrase) => phrase !== '',
  )

/** `a, b and c`. */
export function listed<T>(items: readonly T[]): (T | string)[] {
  return items.flatMap((item, index) =>
    index === 0 ? [item] : [index === items.length - 1 ? ' and ' : ', ', item],
  )
}

const PREPOSITIONS: Readonly<Record<string, string>> = {
  day: 'on',
  week: 'in the',
  hour: 'at',
  minute: 'at',
  second: 'at',
}

/** What stands before a period in a sentence: `on 14 Nov 2026`, `in the week of 9 Nov 2026`, `in May 2026`. */
export const preposition = (time: ResultColumn | undefined): string => PREPOSITIONS[time?.grain ?? ''] ?? 'in'
