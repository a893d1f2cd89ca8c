import { keyOf } from '../text/words-of.ts'

/** How texts are to be compared, where the asker says so. */
export interface Matching {
  readonly how: 'exact' | 'ignoringCase' | 'contains'
  /** Lemmas of the sentence that says it: those that are in a column's name say which columns are meant. */
  readonly columns: ReadonlySet<string>
}

export interface Hint {
  readonly matching: Matching | null
  /** Rows that look alike are wanted once. */
  readonly distinct: boolean
  /** The unit of time rows are to be put together by. */
  readonly grain: string | null
}

interface Said {
  readonly how: Matching['how'] | null
  readonly distinct?: boolean
}

const none: Said = { how: null }

/** Words that narrow what is asked: a sentence with one of them is never only about how a query is written. */
const narrows =
  /\b(only|where|exclud\w*|except|without|unless|active|latest|earliest|most recent|top|at least|more than|less than)\b|\d|[<>]|!=/i

const subject =
  '(?:names?|strings?|texts?|values?|columns?|words?|(?:\\w+ ){0,3}(?:name|type|status|country|category|field|column|string|title|value)s?(?: and (?:name|type|status|country|category)s?)?)'
const opening = '(?:always |please |you must (?:also )?|remember to |make sure to |when filtering,? )?'

const rules: readonly { readonly says: RegExp; readonly narrowing?: boolean; readonly hint: Said }[] = [
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\b(?:i?like|wildcards?)\\b`,
      'i',
    ),
    hint: { how: 'ignoringCase' },
  },
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\bcase[- ]?insensitiv`,
      'i',
    ),
    hint: { how: 'ignoringCase' },
  },
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\bexact(?:ly)?\\b`,
      'i',
    ),
    hint: { how: 'exact' },
  },
  {
    says: new RegExp(
      `^${subject} (?:should|must|are to|has to|have to) be (?:matched|compared|filtered)\\b.*`,
      'i',
    ),
    narrowing: true,
    hint: { how: 'ignoringCase' },
  },
  { says: /\bdo not (?:return|show|list|include) duplicates\b/i, hint: { how: null, distinct: true } },
  { says: /\bjoin(?:s|ed|ing)?\b/i, hint: none },
  { says: /^(?:always )?use the \w+ table for\b/i, hint: none },
  { says: /^weekends? (?:are|is|means?|=) saturdays? and sundays?\W*$/i, hint: none },
  { says: /^truncate \w+ to (?:the )?(?:day|week|month|quarter|year)\b/i, hint: none },
  { says: /^(?:remember to )?convert (?:your|the) answers? (?:in)?to \w+\b/i, hint: none },
]

/** A sentence that says how a query is to be written rather than what is asked; null for every other. */
export function hintOf(sentence: string): Hint | null {
  const found = rules.find(
    ({ says, narrowing }) => says.test(sentence) && (narrowing || !narrows.test(sentence)),
  )
  if (!found) return null
  const { how, distinct = false } = found.hint
  const wild = /wildcards?|percent sign|%/i.test(sentence)
  const columns = new Set(keyOf(sentence.toLowerCase().split(/[^a-z]+/)).split(' '))
  return {
    matching: how === null ? null : { how: wild ? 'contains' : how, columns },
    distinct,
    grain: truncation.exec(sentence)?.[1]?.toLowerCase() ?? null,
  }
}

const truncation = /^truncate \w+ to (?:the )?(day|week|month|quarter|year)\b/i
