import type { Result, ResultColumn } from '@numize/semantic'
import { periodsInTime } from '../comparison.ts'
import { type Conditions, conditionsOf } from './conditions.ts'
import { isPlural } from './grammar.ts'
import { nameInSentence } from './nouns.ts'
import type { ReadingWords } from './reading-words.ts'

export type { ReadingWords } from './reading-words.ts'

/** `card spend where sector is Travel`: the metric and what it was narrowed to. */
export const subject = (column: ResultColumn, { narrowing }: Conditions): string =>
  `${nameInSentence(column)}${narrowing}`

/** `was` or `were`, by the look of the name; an average of many is one. */
export const was = (column: ResultColumn): string => {
  const name = nameInSentence(column)
  return isPlural(name) && !/^(?:average|median|total|mean|share|number) /i.test(name) ? 'were' : 'was'
}

/** Phrases a narrative takes from the plan and the reading; the checker knows them and does not look for cells. */
export function knownPhrases(result: Result, reading: ReadingWords): string[] {
  const { narrowing, period, nounPeriod, limits } = conditionsOf(result, reading)
  const { later, earlier } = periodsInTime(result)
  const year = /^in (\d{4})$/.exec(period.trim())?.[1] ?? ''
  return [narrowing, period, nounPeriod, later, earlier, year, ...limits]
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
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
