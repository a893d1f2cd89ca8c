import { HOLIDAYS_BY_WORD } from './holidays.ts'
import { RELATIVE_DAY_WORDS } from './relative-day.ts'
import { TO_DATE_WORDS } from './to-date.ts'
import {
  DECADE_WORDS,
  LAST_WORDS,
  monthNamed,
  NEXT_WORDS,
  SMALL_NUMBERS,
  SMALL_ORDINALS,
  TENS_NUMBERS,
  THIS_WORDS,
  unitNamed,
  weekdayNamed,
} from './words.ts'

const FIRST: ReadonlySet<string> = new Set([
  ...'the a an in for on most half couple few several dozen'.split(' '),
  ...'early mid late beginning start middle end first last final opening closing rest remaining remainder earlier later'.split(
    ' ',
  ),
  ...'fiscal financial calendar iso q h fq fh fy cy w wk cw kw week weekend year month quarter qtr'.split(
    ' ',
  ),
  ...'spring summer autumn fall winter full complete whole entire working work business'.split(' '),
  ...[LAST_WORDS, NEXT_WORDS, THIS_WORDS, RELATIVE_DAY_WORDS, TO_DATE_WORDS].flatMap((words) => [...words]),
  ...[SMALL_NUMBERS, SMALL_ORDINALS, TENS_NUMBERS, DECADE_WORDS, HOLIDAYS_BY_WORD].flatMap((table) => [
    ...table.keys(),
  ]),
])

/** Whether a period can start with a word: the cheap test before the parsers. */
export const mayStartPeriod = (word: string): boolean =>
  !/^\p{L}/u.test(word) ||
  FIRST.has(word) ||
  unitNamed(word) !== null ||
  monthNamed(word) !== null ||
  weekdayNamed(word) !== null
