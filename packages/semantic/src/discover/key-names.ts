import { plainWords, type Vocabulary } from './words.ts'

/** Last words of a column that identifies something. */
const KEY_WORDS: ReadonlySet<string> = new Set(
  'id identifier uid uuid guid key code number no pk sk'.split(' '),
)
const NAME_WORDS: ReadonlySet<string> = new Set(['name', 'title', 'label'])
const PERSON_WORDS: ReadonlySet<string> = new Set(
  'user employee person staff member people customer student player author'.split(' '),
)
/** Columns that name a person by what they did or own. */
const ACTOR_WORDS: ReadonlySet<string> = new Set(
  'owner manager supervisor author creator by assignee reviewer approver boss head advisor sender receiver lead'.split(
    ' ',
  ),
)
/** Columns that point to a row of their own table. */
const ABOVE_WORDS: ReadonlySet<string> = new Set(
  'parent manager supervisor boss head advisor lead mentor superior predecessor successor'.split(' '),
)

/** A column name read as a key: the words of what it identifies, and how. */
export interface KeyName {
  readonly stem: readonly string[]
  readonly kind: 'id' | 'name' | 'bare'
}

export function keyName(column: string, vocabulary: Vocabulary): KeyName {
  const words = plainWords(column, vocabulary)
  const last = words.at(-1) ?? ''
  const stem = words.slice(0, -1)
  if (KEY_WORDS.has(last)) return { stem, kind: 'id' }
  if (NAME_WORDS.has(last)) return { stem, kind: 'name' }
  const short = /^([a-z]{1,3})id$/.exec(words.join(''))
  return short?.[1] ? { stem: [short[1]], kind: 'id' } : { stem: words, kind: 'bare' }
}

/**
 * How well words name a table, 0–1: all of its words 1, its last word (or several at the end) 0.8, with words of a
 * role before them 0.7, a short form (`cust`, `c`) 0.5.
 */
export function namesTable(words: readonly string[], table: readonly string[]): number {
  if (words.length === 0 || table.length === 0) return 0
  const said = words.join(' ')
  const name = table.join(' ')
  if (said.replaceAll(' ', '') === name.replaceAll(' ', '')) return 1
  if (name.endsWith(` ${said}`)) return 0.8
  if (said.endsWith(` ${name}`)) return 0.75
  return sharedEnd(words, table) ? 0.7 : beginsTable(said, table)
}

const sharedEnd = (words: readonly string[], table: readonly string[]): boolean =>
  words.at(-1) === table.at(-1) && (words.at(-1) ?? '').length > 2

function beginsTable(said: string, table: readonly string[]): number {
  const isWordOrMore = said.includes(' ') || said.length > 6
  if (isWordOrMore) return `${table.join(' ')} `.startsWith(`${said} `) ? 0.6 : 0
  return isShortFor(said, table) ? 0.5 : 0
}

/** `stu` of student, `cont` of continent, `pc` of publication comment, `u` of user. */
function isShortFor(short: string, table: readonly string[]): boolean {
  const joined = table.join('')
  if (short.length >= 2 && (joined.startsWith(short) || (table.at(-1) ?? '').startsWith(short))) return true
  return table.length === 1 ? joined.startsWith(short) : short === table.map((word) => word[0] ?? '').join('')
}

/** Whether a column says "the one who …" and the table holds persons, or "the one above" of its own table. */
export function namesActor(stem: readonly string[], table: readonly string[], isSelf: boolean): boolean {
  const last = stem.at(-1) ?? ''
  if (isSelf) return ABOVE_WORDS.has(last) || stem.join(' ') === 'report to'
  return ACTOR_WORDS.has(last) && PERSON_WORDS.has(table.at(-1) ?? '')
}
