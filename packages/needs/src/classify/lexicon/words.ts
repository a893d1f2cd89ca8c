/** A sentence as the stems of its words. */
export interface Sentence {
  readonly text: string
  readonly stems: readonly string[]
  readonly asks: boolean
}

const SENTENCE_ENDS = /(?<=[.!?])\s+|\n+|(?<=\S)\s+[-–—]{1,2}\s+/
/** Letters and digits; names such as `loaded_at` come apart, ids such as `u014` stay whole. */
const WORDS = /[a-z]+[0-9]+|[a-z]+|[0-9]+(?:[.,][0-9]+)*%?|[?%&+]/g
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/[’`]/g, "'"],
  [/\bcan'?t\b|\bcannot\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/\b(is|are|was|were|do|does|did|has|have|had|would|should|could)n'?t\b/g, '$1 not'],
  [/'(?:s|re|ve|ll|d|m)\b/g, ''],
  [/\bsign[- ]?ups?\b/g, 'signup'],
  [/\bdrop[- ]?offs?\b/g, 'dropoff'],
  [/\bde-?dup/g, 'dedup'],
  [/\bback-?fill/g, 'backfill'],
  [/\bup[- ]to[- ]date\b/g, 'uptodate'],
  [/\bout[- ]of[- ]date\b/g, 'outofdate'],
  [/\bp&l\b/g, 'pnl'],
  [/\be-mail/g, 'email'],
]

/** Code, and what a client of mail or chat puts into brackets: `[file: export.csv]`. */
const ASIDES = /```[\s\S]*?(?:```|$)|`[^`\n]{12,}`|\[[a-z]+: ?[^\]\n]*\]/gi

/** A text without code and attachments. */
export const withoutAsides = (text: string): string => text.replace(ASIDES, ' ')

/** The sentences of a text in order, without code and attachments. */
export function sentencesOf(text: string): readonly Sentence[] {
  return withoutAsides(text)
    .split(SENTENCE_ENDS)
    .map((part) => ({ text: part.trim(), stems: stemsOf(part), asks: part.includes('?') }))
    .filter(({ stems }) => stems.length > 0)
}

export function stemsOf(text: string): readonly string[] {
  let plain = text.toLowerCase()
  for (const [pattern, written] of CONTRACTIONS) plain = plain.replace(pattern, written)
  return (plain.match(WORDS) ?? []).map(stem)
}

const known = new Map<string, string>()

/** Words that a rule would throw together with words of another meaning, or keep apart from their own. */
const OWN_STEMS: Readonly<Record<string, string>> = {
  attribution: 'attribution',
  attributed: 'attribution',
  attributable: 'attribution',
  unattributed: 'unattribution',
  news: 'news',
  missing: 'missing',
  missed: 'miss',
  mapping: 'map',
  meeting: 'meeting',
  building: 'building',
  reporting: 'report',
  dashboards: 'dashboard',
  defined: 'defin',
  definition: 'defin',
  definitions: 'defin',
  access: 'access',
  process: 'process',
  ids: 'id',
  shown: 'show',
  wrote: 'write',
  written: 'write',
  broke: 'break',
  broken: 'break',
  sent: 'send',
  lost: 'lose',
  losing: 'lose',
  stuck: 'stuck',
  data: 'data',
  was: 'was',
  is: 'is',
  has: 'has',
  does: 'does',
  this: 'this',
  us: 'us',
  as: 'as',
  its: 'its',
  always: 'always',
  bps: 'bps',
  sla: 'sla',
  slas: 'sla',
  gross: 'gross',
  used: 'used',
  need: 'need',
  speed: 'speed',
  feed: 'feed',
  feeds: 'feed',
  agreed: 'agreed',
  training: 'training',
  trainings: 'training',
  during: 'during',
  nothing: 'nothing',
  anything: 'anything',
  something: 'something',
  everything: 'everything',
  morning: 'morning',
  evening: 'evening',
  string: 'string',
  spring: 'spring',
  according: 'according',
}

/** The part of a word that its forms share: duplicates, duplicated and duplication are `duplicat`. */
export function stem(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  const made = OWN_STEMS[word] ?? cut(word)
  if (known.size < 50_000) known.set(word, made)
  return made
}

function cut(word: string): string {
  if (word.length <= 3 || /[0-9]/.test(word)) return word
  const singular = withoutPlural(word)
  const verb = withoutEnding(singular)
  return verb.length > 3 ? verb.replace(/e$/, '').replace(/y$/, 'i') : verb
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2)
  return /[^su]s$/.test(word) && !word.endsWith('is') ? word.slice(0, -1) : word
}

function withoutEnding(word: string): string {
  const [, root] = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(word) ?? []
  if (root !== undefined && root.length > 2) return undoubled(root)
  return /[st]ion$/.test(word) && word.length > 6 ? word.slice(0, -3) : word
}

const undoubled = (root: string): string => (/([bdgmnprt])\1$/.test(root) ? root.slice(0, -1) : root)
