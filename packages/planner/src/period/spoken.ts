import { type Scope, wordAt } from './piece.ts'
import { AMBIGUOUS, monthNamed, weekdayNamed } from './words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const BEFORE = words(
  `in for of during since from until till to by this last past previous next coming following upcoming through
between before after vs versus against early mid late and or on every each starting beginning ending than with with ( , - – / ~ me show give total our compare`.replace(
    '\n',
    ' ',
  ),
)
const JOINTS = words('to through till until - – ~ / vs versus and')
const VERBS = words(
  'be have has not also need i we you he she they it take well ask contain include want only on the a get see know',
)

/** Whether a word that is also an ordinary one (`may`, `sat`) is a name here. */
function meansName(scope: Scope, at: number): boolean {
  const next = wordAt(scope, at + 1)
  if (VERBS.has(next) || /^(named|called)$/.test(wordAt(scope, at - 1))) return false
  return BEFORE.has(wordAt(scope, at - 1)) || numberFollows(scope, at, next) || standsAlone(scope, at, next)
}

const numberFollows = (scope: Scope, at: number, next: string): boolean =>
  isDigits(scope, at + 1) ||
  (JOINTS.has(next) && namesTime(scope, at + 2)) ||
  (/^(the|')$/.test(next) && isDigits(scope, at + 2))

/** With a capital inside the sentence, at its end, or (`May revenue`) as its first word before a noun. */
function standsAlone(scope: Scope, at: number, next: string): boolean {
  if (at === 0) return next === '' || /^\p{L}/u.test(next)
  const start = scope.tokens[at]?.start ?? 0
  return /\p{Lu}/u.test(scope.text[start] ?? '') || next === '' || /^[?.!,]$/.test(next)
}

const isDigits = (scope: Scope, at: number): boolean => scope.tokens[at]?.value != null

const namesTime = (scope: Scope, at: number): boolean =>
  isDigits(scope, at) || monthNamed(wordAt(scope, at)) !== null || weekdayNamed(wordAt(scope, at)) !== null

/** The month at a token, 1–12, or null where the word is not one here. */
export function monthAt(scope: Scope, at: number): number | null {
  const month = monthNamed(wordAt(scope, at))
  return month !== null && AMBIGUOUS.has(wordAt(scope, at)) && !meansName(scope, at) ? null : month
}

/** The weekday at a token, 0 = Monday, or null where the word is not one here. */
export function weekdayAt(scope: Scope, at: number): number | null {
  const weekday = weekdayNamed(wordAt(scope, at))
  return weekday !== null && AMBIGUOUS.has(wordAt(scope, at)) && !meansName(scope, at) ? null : weekday
}

export const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')
export const DAY_NAMES = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
