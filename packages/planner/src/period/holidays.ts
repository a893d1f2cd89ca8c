import { type Day, dayOf, daysInMonth, easterOf, weekdayOf } from './calendar-date.ts'
import { tokenise } from './tokens.ts'

/** When a holiday falls: a date, the nth weekday of a month (−1 = last), days after Easter, or a table of years. */
type Rule =
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly nth: number; readonly weekday: number; readonly plus?: number }
  | { readonly easter: number }
  | { readonly dates: Readonly<Record<number, readonly [number, number]>> }

/** One way to say a holiday. */
export interface Holiday {
  /** Its tokens. */
  readonly words: readonly string[]
  readonly rule: Rule
  /** Its usual name, in lower case. */
  readonly name: string
}

const fixed = (month: number, day: number): Rule => ({ month, day })
const nth = (month: number, count: number, weekday: number, plus = 0): Rule => ({
  month,
  nth: count,
  weekday,
  plus,
})

/** Feasts of the lunar calendar as announced in most countries (astronomical tables; a day either way by country). */
const EID_AL_FITR: Rule = {
  dates: {
    2018: [6, 15],
    2019: [6, 4],
    2020: [5, 24],
    2021: [5, 13],
    2022: [5, 2],
    2023: [4, 21],
    2024: [4, 10],
    2025: [3, 30],
    2026: [3, 20],
    2027: [3, 9],
    2028: [2, 26],
    2029: [2, 14],
    2030: [2, 4],
  },
}
const CHINESE_NEW_YEAR: Rule = {
  dates: {
    2015: [2, 19],
    2016: [2, 8],
    2017: [1, 28],
    2018: [2, 16],
    2019: [2, 5],
    2020: [1, 25],
    2021: [2, 12],
    2022: [2, 1],
    2023: [1, 22],
    2024: [2, 10],
    2025: [1, 29],
    2026: [2, 17],
    2027: [2, 6],
    2028: [1, 26],
    2029: [2, 13],
    2030: [2, 3],
  },
}

const HOLIDAYS: readonly (readonly [names: string, rule: Rule])[] = [
  ["new year's eve|new years eve|nye", fixed(12, 31)],
  ["new year's day|new years day|new year day|new year's|new years|new year", fixed(1, 1)],
  ['epiphany', fixed(1, 6)],
  ['groundhog day', fixed(2, 2)],
  ["valentine's day|valentines day|valentine day|valentine's|valentines", fixed(2, 14)],
  ["women's day|international women's day|womens day", fixed(3, 8)],
  [
    "saint patrick's day|st patrick's day|st . patrick's day|saint patrick|st patricks day|st patrick",
    fixed(3, 17),
  ],
  ["april fools' day|april fools day|april fool's day|april fools", fixed(4, 1)],
  ['earth day', fixed(4, 22)],
  [
    "international workers' day|international worker's day|international workers day|workers' day|may day",
    fixed(5, 1),
  ],
  ['cinco de mayo', fixed(5, 5)],
  ['juneteenth', fixed(6, 19)],
  ['independence day|us independence day', fixed(7, 4)],
  ['bastille day', fixed(7, 14)],
  ['halloween|all hallows eve', fixed(10, 31)],
  ["all saints' day|all saints day", fixed(11, 1)],
  ['guy fawkes day|guy fawkes night|bonfire night', fixed(11, 5)],
  ["singles' day|singles day", fixed(11, 11)],
  ["veterans day|veteran's day|veterans' day|armistice day|remembrance day", fixed(11, 11)],
  ['christmas eve|xmas eve', fixed(12, 24)],
  ['christmas day|christmas|xmas|xmas day', fixed(12, 25)],
  ['boxing day', fixed(12, 26)],
  ['mlk day|martin luther king day|martin luther king jr day|martin luther king jr . day', nth(1, 3, 0)],
  ["presidents' day|presidents day|president's day|washington's birthday", nth(2, 3, 0)],
  ["mother's day|mothers day|mothers' day", nth(5, 2, 6)],
  ['memorial day', nth(5, -1, 0)],
  ["father's day|fathers day|fathers' day", nth(6, 3, 6)],
  ['labor day|labour day', nth(9, 1, 0)],
  ["columbus day|indigenous peoples' day|indigenous peoples day", nth(10, 2, 0)],
  ['thanksgiving day|thanksgiving', nth(11, 4, 3)],
  ['black friday', nth(11, 4, 3, 1)],
  ['cyber monday', nth(11, 4, 3, 4)],
  ['easter monday', { easter: 1 }],
  ['easter sunday|easter', { easter: 0 }],
  ['good friday', { easter: -2 }],
  ['palm sunday', { easter: -7 }],
  ['maundy thursday', { easter: -3 }],
  ['ash wednesday', { easter: -46 }],
  ['shrove tuesday|mardi gras|pancake day', { easter: -47 }],
  ['ascension day|ascension', { easter: 39 }],
  ['pentecost|whit sunday|whitsun', { easter: 49 }],
  ['whit monday|pentecost monday', { easter: 50 }],
  ['eid al fitr|eid al - fitr|eid ul fitr|eid', EID_AL_FITR],
  ['chinese new year|lunar new year', CHINESE_NEW_YEAR],
]

/** First word → holidays by their words, longest first. */
export const HOLIDAYS_BY_WORD: ReadonlyMap<string, readonly Holiday[]> = indexByWord()

function indexByWord(): ReadonlyMap<string, readonly Holiday[]> {
  const table = new Map<string, Holiday[]>()
  for (const [names, rule] of HOLIDAYS) {
    const spellings = names.split('|')
    for (const spelled of spellings) {
      const words = tokenise(spelled).map((token) => token.text)
      const first = words[0] ?? ''
      table.set(first, [...(table.get(first) ?? []), { words, rule, name: spellings[0] ?? '' }])
    }
  }
  for (const list of table.values()) list.sort((a, b) => b.words.length - a.words.length)
  return table
}

/** The day of a holiday in a year, or null where the table does not reach. */
export function holidayIn(rule: Rule, year: number): Day | null {
  if ('easter' in rule) return easterOf(year) + rule.easter
  if ('dates' in rule) {
    const date = rule.dates[year]
    return date ? dayOf(year, date[0], date[1]) : null
  }
  if ('day' in rule) return dayOf(year, rule.month, rule.day)
  return nthWeekday(year, rule) + (rule.plus ?? 0)
}

function nthWeekday(year: number, rule: { month: number; nth: number; weekday: number }): Day {
  if (rule.nth < 0) {
    const last = dayOf(year, rule.month, daysInMonth(year, rule.month))
    return last - ((weekdayOf(last) - rule.weekday + 7) % 7)
  }
  const first = dayOf(year, rule.month, 1)
  return first + ((rule.weekday - weekdayOf(first) + 7) % 7) + (rule.nth - 1) * 7
}
