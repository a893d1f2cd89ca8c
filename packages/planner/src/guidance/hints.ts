/** How texts are to be compared, where the asker says so. */
export type Matching = 'exact' | 'ignoringCase' | 'contains'

export interface Hint {
  readonly matching: Matching | null
  /** Rows that look alike are wanted once. */
  readonly distinct: boolean
}

const none: Hint = { matching: null, distinct: false }

/** Words that narrow what is asked: a sentence with one of them is never only about how a query is written. */
const narrows =
  /\b(only|where|exclud\w*|except|without|unless|active|latest|earliest|most recent|top|at least|more than|less than)\b|\d|[<>]|!=/i

const subject =
  '(?:names?|strings?|texts?|values?|columns?|words?|(?:\\w+ ){0,3}(?:name|type|status|country|category|field|column|string|title|value)s?(?: and (?:name|type|status|country|category)s?)?)'
const opening = '(?:always |please |you must (?:also )?|remember to |make sure to |when filtering,? )?'

const rules: readonly { readonly says: RegExp; readonly narrowing?: boolean; readonly hint: Hint }[] = [
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\b(?:i?like|wildcards?)\\b`,
      'i',
    ),
    hint: { ...none, matching: 'contains' },
  },
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\bcase[- ]?insensitiv`,
      'i',
    ),
    hint: { ...none, matching: 'ignoringCase' },
  },
  {
    says: new RegExp(
      `^${opening}(?:filter|match|compare|search)(?:ing)? (?:on |for )?${subject}\\b.*\\bexact(?:ly)?\\b`,
      'i',
    ),
    hint: { ...none, matching: 'exact' },
  },
  {
    says: new RegExp(
      `^${subject} (?:should|must|are to|has to|have to) be (?:matched|compared|filtered)\\b.*`,
      'i',
    ),
    narrowing: true,
    hint: { ...none, matching: 'ignoringCase' },
  },
  { says: /\bdo not (?:return|show|list|include) duplicates\b/i, hint: { ...none, distinct: true } },
  { says: /\bjoin(?:s|ed|ing)?\b/i, hint: none },
  { says: /^(?:always )?use the \w+ table for\b/i, hint: none },
  { says: /^truncate \w+ to (?:the )?(?:day|week|month|quarter|year)\b/i, hint: none },
  { says: /^(?:remember to )?convert (?:your|the) answers? (?:in)?to \w+\b/i, hint: none },
]

/** A sentence that says how a query is to be written rather than what is asked; null for every other. */
export function hintOf(sentence: string): Hint | null {
  const found = rules.find(
    ({ says, narrowing }) => says.test(sentence) && (narrowing || !narrows.test(sentence)),
  )
  if (!found) return null
  return /wildcards?|%/.test(sentence) && found.hint.matching !== null
    ? { ...found.hint, matching: 'contains' }
    : found.hint
}
