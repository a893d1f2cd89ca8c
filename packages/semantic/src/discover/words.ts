import { ABBREVIATIONS, ACRONYMS, KNOWN_WORDS } from './vocabulary.ts'

/** How the names of one source are cut into words; see `vocabularyOf`. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>
  /** A short tag every table starts with (`sb` in `sbcustomer`, `sbticker`), or empty. */
  readonly prefix: string
  /** Tags glued before every column of one table (`sbtx` in `sbtxtype`, `sbtxprice`), longest first. */
  readonly columnPrefixes: readonly string[]
}

/** Names without a source around them: nothing but their separators tells words apart. */
export const noVocabulary: Vocabulary = { words: new Set(), prefix: '', columnPrefixes: [] }

interface NamedTable {
  readonly relation: { readonly name: string }
  readonly columns: readonly { readonly name: string }[]
}

/** The words of a source: common English of databases and what its own table names say. */
export function vocabularyOf(tables: readonly NamedTable[]): Vocabulary {
  const names = tables.map(({ relation }) => relation.name.toLowerCase())
  const prefix = tablePrefix(names)
  const words = new Set(KNOWN_WORDS)
  const english: Vocabulary = { ...noVocabulary, words: KNOWN_WORDS }
  for (const table of tables)
    for (const part of separated(table.relation.name).map((one) => withoutTag(one, prefix))) {
      if (part.length < 3 || segment(part, english).length > 1) continue
      words.add(part)
      if (part.length > 3) words.add(singular(part))
    }
  const base: Vocabulary = { words, prefix, columnPrefixes: [] }
  return { ...base, columnPrefixes: tables.flatMap((table) => columnPrefix(table, base)).toSorted(byLength) }
}

const byLength = (a: string, b: string): number => b.length - a.length || (a < b ? -1 : 1)

const withoutTag = (word: string, tag: string): string =>
  tag !== '' && word.startsWith(tag) && word.length > tag.length + 2 ? word.slice(tag.length) : word

/** The glued tag of a table's columns, where what remains of most of them is made of known words. */
function columnPrefix(table: NamedTable, vocabulary: Vocabulary): readonly string[] {
  const names = table.columns.map(({ name }) => name.toLowerCase())
  const prefix = commonPrefix(names)
  if (names.length < 4 || prefix.length < 2 || names.some((name) => /[^a-z0-9]/.test(name))) return []
  const rests = names.map((name) => name.slice(prefix.length))
  const readable = rests.filter((rest) => isReadable(rest, vocabulary)).length
  const asWritten = names.filter((name) => isReadable(name, vocabulary)).length
  return readable >= rests.length * 0.6 && readable > asWritten ? [prefix] : []
}

const isReadable = (text: string, vocabulary: Vocabulary): boolean =>
  separated(text).every((part) => vocabulary.words.has(part) || segment(part, vocabulary).length > 1)

/** `SourceAirport`, `source_airport` and `sourceairport` alike give `['source', 'airport']`. */
export function splitWords(name: string, vocabulary: Vocabulary): readonly string[] {
  if (vocabulary === noVocabulary) return cutWords(name, vocabulary)
  const known = cut.get(vocabulary) ?? new Map<string, readonly string[]>()
  cut.set(vocabulary, known)
  const words = known.get(name) ?? cutWords(name, vocabulary)
  known.set(name, words)
  return words
}

/** Discovery asks for the words of a name again and again. */
const cut = new WeakMap<Vocabulary, Map<string, readonly string[]>>()

function cutWords(name: string, vocabulary: Vocabulary): readonly string[] {
  const lower = name.toLowerCase()
  const tag = vocabulary.columnPrefixes.find((one) => lower.startsWith(one) && name.length > one.length)
  const words = separated(tag ? name.slice(tag.length) : name).flatMap((part) => segment(part, vocabulary))
  const isTag = words[0] === vocabulary.prefix || WAREHOUSE_TAGS.has(words[0] ?? '')
  return words.length > 1 && isTag ? words.slice(1) : words
}

/** What warehouses write before a table's name. */
const WAREHOUSE_TAGS: ReadonlySet<string> = new Set(['dim', 'fact', 'fct', 'stg', 'tbl'])

/** Two to four letters before every table's name that are no word and leave words behind. */
function tablePrefix(names: readonly string[]): string {
  const english: Vocabulary = { ...noVocabulary, words: KNOWN_WORDS }
  const prefix = names.length < 3 ? '' : commonPrefix(names)
  if (prefix.length < 2 || prefix.length > 4 || KNOWN_WORDS.has(prefix)) return ''
  if (names.every((name) => name.startsWith(`${prefix}_`))) return prefix
  const readable = names.filter((name) => isReadable(name.slice(prefix.length), english)).length
  const asWritten = names.filter((name) => isReadable(name, english)).length
  return readable >= names.length * 0.6 && readable > asWritten ? prefix : ''
}

/** `CustName` and `cust_nm` alike give `['customer', 'name']`: short forms written out, in the singular. */
export const plainWords = (name: string, vocabulary: Vocabulary): readonly string[] =>
  splitWords(name, vocabulary).flatMap((word) => (ABBREVIATIONS[word] ?? singular(word)).split(' '))

/** A label for people: `cust_acct_nm` → `Customer account name`. */
export function labelOf(name: string, vocabulary: Vocabulary): string {
  const words = splitWords(name, vocabulary).flatMap((word) => (ABBREVIATIONS[word] ?? word).split(' '))
  const text = words.map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word)).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A name a model may use: lower case, single underscores, starting and ending with a letter or digit. */
export function identifier(words: readonly string[]): string {
  const name = words
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /^[a-z]/.test(name) ? name : name === '' ? 'column' : `n${name}`
}

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  indices: 'index',
  matrices: 'matrix',
  data: 'data',
  series: 'series',
  species: 'species',
  news: 'news',
  movies: 'movie',
  cookies: 'cookie',
  buses: 'bus',
  statuses: 'status',
  bonuses: 'bonus',
  campuses: 'campus',
  gases: 'gas',
  lens: 'lens',
}

/** The singular of an English word, by rule. */
export function singular(word: string): string {
  const irregular = IRREGULAR[word]
  if (irregular !== undefined) return irregular
  if (word.length < 4 || /(?:ss|us|is|as|os)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ches|shes|sses|xes|zzes|uses)$/.test(word))
    return /(?:auses|ouses)$/.test(word) ? word.slice(0, -1) : word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** Cut at separators, at digits and at changes of case; lower case. */
const separated = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')

/** Cuts a run of letters into the fewest known words, or leaves it whole. */
function segment(text: string, vocabulary: Vocabulary): readonly string[] {
  const known = (word: string): boolean =>
    vocabulary.words.has(word) || vocabulary.words.has(singular(word)) || word === vocabulary.prefix
  if (text.length < 5 && !text.endsWith('id')) return [text]
  if (known(text)) return [text]
  const best: (readonly string[] | null)[] = [[]]
  for (let end = 1; end <= text.length; end++) {
    best[end] = null
    for (let start = Math.max(0, end - 16); start < end; start++) {
      const before = best[start]
      const word = text.slice(start, end)
      if (!before || !known(word)) continue
      const found = best[end]
      if (!found || before.length + 1 < found.length) best[end] = [...before, word]
    }
  }
  return best[text.length] ?? withIdAtEnd(withoutTag(text, vocabulary.prefix))
}

const withIdAtEnd = (text: string): readonly string[] =>
  text.length >= 5 && text.endsWith('id') ? [text.slice(0, -2), 'id'] : [text]

/** What all names begin with. */
function commonPrefix(names: readonly string[]): string {
  const first = names[0] ?? ''
  let length = 0
  while (length < first.length && names.every((name) => name[length] === first[length])) length++
  const prefix = first.slice(0, length).replace(/_+$/, '')
  return prefix.length >= 2 ? prefix : ''
}
