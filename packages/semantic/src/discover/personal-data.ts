import type { ColumnProfile } from '../profile.ts'
import { plainWords, type Vocabulary } from './words.ts'

const ALWAYS: readonly (readonly string[])[] = [
  ['email'],
  ['phone'],
  ['telephone'],
  ['mobile'],
  ['fax'],
  ['ssn'],
  ['passport'],
  ['iban'],
  ['password'],
  ['birth', 'date'],
  ['birthday'],
  ['birthdate'],
  ['date', 'birth'],
  ['ip', 'address'],
  ['social', 'security'],
  ['tax', 'id'],
  ['national', 'id'],
  ['licence', 'number'],
  ['license', 'number'],
  ['card', 'number'],
  ['first', 'name'],
  ['last', 'name'],
  ['middle', 'name'],
  ['maiden', 'name'],
  ['legal', 'name'],
  ['contact', 'name'],
  ['firstname'],
  ['lastname'],
  ['surname'],
]
const OF_PERSONS: readonly (readonly string[])[] = [
  ['name'],
  ['address'],
  ['street'],
  ['fullname'],
  ['username'],
  ['postal'],
]
const PERSONS: ReadonlySet<string> = new Set(
  'person customer user employee patient staff member student teacher instructor client contact guest passenger applicant candidate driver subscriber donor party holder resident voter contestant visitor'.split(
    ' ',
  ),
)
const ADDRESS_OF: ReadonlySet<string> = new Set(['billing', 'shipping', 'delivery', 'home', 'mailing'])
const SECRET_WORDS: readonly (readonly string[])[] = [
  ['password'],
  ['api', 'key'],
  ['secret'],
  ['token'],
  ['hash'],
]

/** Whether the name of a column suggests data about a person. A mark only: who may see it is a slice's matter. */
export function isPersonal(column: ColumnProfile, table: string, vocabulary: Vocabulary): boolean {
  const said = plainWords(column.name, vocabulary)
  if (column.type === 'boolean' || said[0] === 'is' || said[0] === 'has' || said.at(-1) === 'count')
    return false
  if (ALWAYS.some((phrase) => contains(said, phrase))) return true
  const ofPerson = isPersonTable(table, vocabulary) || said.some((word) => PERSONS.has(word))
  if (ofPerson && OF_PERSONS.some((phrase) => contains(said, phrase))) return true
  return said.includes('address') && said.some((word) => ADDRESS_OF.has(word))
}

/** Secrets and bookkeeping of loading tools: not offered to people. */
export const isTechnical = (column: ColumnProfile, vocabulary: Vocabulary): boolean => {
  const said = plainWords(column.name, vocabulary)
  return (
    /^_|^(?:dbt|etl|dlt|airbyte|fivetran)_/i.test(column.name) ||
    /^(?:blob|bytea|json)/i.test(column.nativeType) ||
    SECRET_WORDS.some((phrase) => contains(said, phrase))
  )
}

export const isPersonTable = (table: string, vocabulary: Vocabulary): boolean =>
  PERSONS.has(plainWords(table, vocabulary).at(-1) ?? '')

/** All words of the phrase, in order and next to each other. */
const contains = (said: readonly string[], phrase: readonly string[]): boolean =>
  ` ${said.join(' ')} `.includes(` ${phrase.join(' ')} `)
