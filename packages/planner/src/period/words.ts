import { editDistance } from '@numize/base'
import { DAYS } from '@numize/semantic'
import type { UnitName } from './unit.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)

const SHORT_MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  febr: 2,
  mar: 3,
  apr: 4,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  sept: 9,
  oct: 10,
  nov: 11,
  dec: 12,
}

const SHORT_DAYS: Readonly<Record<string, number>> = {
  mon: 0,
  tue: 1,
  tues: 1,
  wed: 2,
  weds: 2,
  wednes: 2,
  thu: 3,
  thur: 3,
  thurs: 3,
  fri: 4,
  sat: 5,
  sun: 6,
}

/** Words that are a month or a weekday only where the sentence says so. */
export const AMBIGUOUS: ReadonlySet<string> = new Set(['may', 'mar', 'sat', 'sun', 'wed', 'mon', 'jan'])

/** Ordinary words one edit away from a name. */
const NOT_A_TYPO: ReadonlySet<string> = new Set([
  'sundry',
  'mundane',
  'fridge',
  'augusta',
  'augustus',
  'apron',
])

const lookUp = (short: Readonly<Record<string, number>>, long: readonly string[], base: number) => {
  const table = new Map(Object.entries(short))
  for (const [index, name] of long.entries()) table.set(name, index + base)
  const forgiving = [...long.entries()].filter(([, name]) => name.length >= 5 && name !== 'march')
  return (word: string): number | null => {
    const exact = table.get(word)
    if (exact !== undefined) return exact
    if (word.length < 5 || NOT_A_TYPO.has(word)) return null
    const near = forgiving.find(
      ([, name]) => (name[0] === word[0] || name[1] === word[1]) && editDistance(word, name, 1) <= 1,
    )
    return near ? near[0] + base : null
  }
}

/** 1–12, or null; one edit is forgiven in names of five letters and more. */
export const monthNamed = lookUp(SHORT_MONTHS, MONTHS, 1)

/** 0 = Monday … 6, or null; one edit is forgiven, a plural is not a weekday but a recurrence. */
const weekdayOrPlural = lookUp(SHORT_DAYS, DAYS, 0)
export const weekdayNamed = (word: string): number | null =>
  pluralWeekday(word) === null ? weekdayOrPlural(word) : null

/** `mondays` → 0 */
export const pluralWeekday = (word: string): number | null => {
  const index = word.endsWith('days') ? DAYS.indexOf(word.slice(0, -1) as (typeof DAYS)[number]) : -1
  return index < 0 ? null : index
}

const forms = (table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, words]) => words.map((word) => [word, name] as const)))

const unitForms = forms({
  day: ['day', 'days'],
  week: ['week', 'weeks', 'wk', 'wks'],
  fortnight: ['fortnight', 'fortnights'],
  weekend: ['weekend', 'weekends'],
  workweek: ['workweek', 'workweeks'],
  month: ['month', 'months', 'mth', 'mths'],
  quarter: ['quarter', 'quarters', 'qtr', 'qtrs'],
  half: ['half', 'halves'],
  year: ['year', 'years', 'yr', 'yrs'],
  decade: ['decade', 'decades'],
  century: ['century', 'centuries'],
})
export const unitNamed = (word: string): UnitName | null =>
  (unitForms.get(word) as UnitName | undefined) ?? null

const clockForms = forms({
  hour: ['hour', 'hours', 'hr', 'hrs'],
  minute: ['minute', 'minutes', 'min', 'mins'],
})
/** Units finer than a day. */
export const clockUnitNamed = (word: string): 'hour' | 'minute' | null =>
  (clockForms.get(word) as 'hour' | 'minute' | undefined) ?? null

const CARDINALS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  )
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

export const SMALL_NUMBERS: ReadonlyMap<string, number> = new Map(
  CARDINALS.map((word, index) => [word, index]),
)
export const TENS_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...TENS.map((word, index) => [word, index * 10] as const).filter(([word]) => word !== '_'),
  ['fourty', 40],
])
export const SMALL_ORDINALS: ReadonlyMap<string, number> = new Map([
  ...ORDINALS.map((word, index) => [word, index] as const),
  ['twentieth', 20] as const,
  ['thirtieth', 30] as const,
])

/** `nineties` → 90 */
export const DECADE_WORDS: ReadonlyMap<string, number> = new Map(
  'twenties thirties forties fifties sixties seventies eighties nineties'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
)

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
export const LAST_WORDS = set('last past previous prior preceding trailing rolling latest recent')
export const NEXT_WORDS = set('next following coming upcoming')
export const THIS_WORDS = set('this current')

/** Words that may stand after a year or a day without making it a count of something. */
export const CLOSED_WORDS = set(
  'a an the and or but by for in on at of to from with without per each every as is are was were be been vs versus compared than until till through thru since before after over during only please did do does had has have how what which who when where show give so not was grew rise fell if then',
)
