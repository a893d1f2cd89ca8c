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

/** Whether a word that is also an ordinary one (`may`, `march`, `sat`) is a name here. */
function meansName(scope: Scope, at: number): boolean {
  const next = scope.tokens[at + 1]
  if (VERBS.has(next?.text ?? '')) return false
  if (BEFORE.has(wordAt(scope, at - 1))) return true
  if (next && next.value !== null) return true
  if (next && JOINTS.has(next.text) && namesTime(scope, at + 2)) return true
  if (next?.text === 'the' || next?.text === "'") return isDigits(scope, at + 2)
  const token = scope.tokens[at]
  const capital = token !== undefined && /\p{Lu}/u.test(scope.text[token.start] ?? '')
  if (at === 0 && wordAt(scope, at) === 'may' && next && /^\p{L}/u.test(next.text)) return true
  return (capital && at > 0) || next === undefined || (/^[?.!,]$/.test(next.text) && at > 0)
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
