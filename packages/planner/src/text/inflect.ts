import { own } from './own.ts'

const irregular: Readonly<Record<string, string>> = {
  ids: 'id',
  aircrafts: 'aircraft',
  people: 'person',
  persons: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  feet: 'foot',
  mice: 'mouse',
  indices: 'index',
  matrices: 'matrix',
  criteria: 'criterion',
  media: 'media',
  data: 'data',
  news: 'news',
  series: 'series',
  species: 'species',
  status: 'status',
  statuses: 'status',
  address: 'address',
  addresses: 'address',
  movies: 'movie',
  cookies: 'cookie',
  ties: 'tie',
  lives: 'life',
  wives: 'wife',
  leaves: 'leaf',
  halves: 'half',
  shelves: 'shelf',
  heroes: 'hero',
  shoes: 'shoe',
  aliases: 'alias',
  bonuses: 'bonus',
  campuses: 'campus',
  buses: 'bus',
  gases: 'gas',
  viruses: 'virus',
  lenses: 'lens',
  analyses: 'analysis',
  bases: 'base',
  cases: 'case',
  purchases: 'purchase',
  houses: 'house',
  warehouses: 'warehouse',
  courses: 'course',
  nurses: 'nurse',
  licenses: 'license',
  expenses: 'expense',
  responses: 'response',
  databases: 'database',
  releases: 'release',
  diseases: 'disease',
  phases: 'phase',
  prices: 'price',
}

/**
 * The singular of an English noun in lower case, by rule with a table of exceptions; a word that is no plural comes
 * back as it is. Verbs in the third person lose their ending the same way, which is harmless for look-ups.
 */
export function lemma(word: string): string {
  const known = own(irregular, word)
  if (known !== undefined) return known
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is|ous)$/.test(word)) return word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(sses|shes|ches|xes|zzes)$/.test(word)) return word.slice(0, -2)
  if (word.endsWith('oes') && word.length > 4) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** The plural of an English noun, for sentences shown to people. */
export function plural(noun: string): string {
  const back = Object.entries(irregular).find(([many, one]) => one === noun && many !== noun)
  if (back) return back[0]
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return `${noun}s`
}

/** A rough common stem of verb and noun forms (`shipped`, `shipping`, `ships` → `ship`), for weak matches only. */
export function stem(word: string): string {
  const base = lemma(word)
  const cut = base.replace(/(ing|ed|er|or|ion|ment)$/, '')
  if (cut.length < 3) return base
  return cut.replace(/([bdgklmnprt])\1$/, '$1').replace(/e$/, '')
}

/** What adjectives, participles and nouns of one verb have in common: `successfully`, `success`; `failure`, `failed`. */
export function formStem(word: string): string {
  const base = verbal(lemma(word).replace(/ly$/, ''))
  const cut = base.replace(/(?:ful|ation|ional|ion|ing|ed|ure|ive|al|ment|ance|ence|e)$/, '')
  return cut.length < 4 ? base : cut.replace(/([bdglmnprt])\1$/, '$1')
}

/** Nouns whose verb is spelled otherwise: `delivery`, `conversion`, `submission`, `resolution`, `suspension`. */
const verbal = (noun: string): string =>
  noun
    .replace(/ery$/, 'er')
    .replace(/ersion$/, 'ert')
    .replace(/ission$/, 'it')
    .replace(/olution$/, 'olve')
    .replace(/ension$/, 'end')
