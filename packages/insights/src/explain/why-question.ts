/** A question for the cause of a change, without its "why": what changed, and which way the asker saw it go. */
export interface WhyQuestion {
  /** What changed, likeliest wording first: a word of change may belong to a name, as in "decline rate". */
  readonly about: readonly string[]
  readonly direction: 'up' | 'down' | null
}

const OPENINGS = [
  /^(?:why|how come)\s*(?:did|has|have|had|is|are|was|were|does|do|'s)?\b/i,
  /^what\s+(?:drove|drives|is driving|caused|causes|explains?|explained|led to|lies behind|is behind|was behind|happened to|contributed to)\b/i,
  /^(?:what\s+(?:are|were|is|was)\s+)?(?:the\s+)?(?:main\s+)?(?:drivers?|reasons?|causes?)\s+(?:of|for|behind)\b/i,
  /^(?:please\s+)?(?:explain|investigate|diagnose|deep dive (?:on|into))\b(?:\s+(?:why|what happened to))?/i,
]

const UP =
  'rose|risen|rises?|rising|grew|grown|grows?|growing|increas(?:e|es|ed|ing)|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|spik(?:e|es|ed|ing)|climb(?:s|ed|ing)?|improv(?:e|es|ed|ing)|up|higher|growth|improvement'
const DOWN =
  'fell|fallen|falls?|falling|dropp(?:ed|ing)|drops?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr(?:ank|unk|ink|inks|inking)|dip(?:s|ped|ping)?|slump(?:s|ed|ing)?|plung(?:e|es|ed|ing)|worsen(?:s|ed|ing)?|down|lower'
const NEITHER = 'chang(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|differ(?:s|ed|ent)?'
/** "the rise in May" keeps its month: the preposition belongs to the period. */
const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|last|this|the (?:last|past|previous)|week|today|yesterday'
const NOUN_OF_CHANGE = new RegExp(
  `^\\s*(?:the\\s+|a\\s+)?(?:${UP}|${DOWN}|${NEITHER})\\s+(?:in|of|to)\\s+(?!(?:${MONTHS})\\b|\\d)`,
  'i',
)
const CHANGE_WORD = new RegExp(`\\b(?:${UP}|${DOWN}|${NEITHER})\\b`, 'gi')
const FILLERS =
  /\b(?:go|goes|went|going|gone|come|came|got|get|so (?:much|far|low|high|sharply)|sharply|suddenly|significantly|this much|than (?:usual|normal|expected|before))\b/gi

/** Asks whether a change is more than noise, which is what looking for its cause tells first. */
const NORMAL =
  /^(?:is|was|are|were)\s+(.+?)\s+(?:(?:still|at all|really|so)\s+)?(?:normal|usual|unusual|to be expected|out of the ordinary|an? (?:anomaly|outlier)|just noise|noise)(?:\s+((?:last|this|in|for|on)\b.*))?$/i

/** Null where it asks for no cause. */
export function whyQuestion(question: string): WhyQuestion | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  const normal = NORMAL.exec(text)
  if (normal) return { about: [plain(`${normal[1] ?? ''} ${normal[2] ?? ''}`)], direction: null }
  const opening = OPENINGS.find((pattern) => pattern.test(text))
  if (!opening) return null
  const rest = text.replace(opening, ' ')
  const says = (words: string): boolean => new RegExp(`\\b(?:${words})\\b`, 'i').test(rest)
  const [up, down] = [says(UP), says(DOWN)]
  const noun = rest.replace(NOUN_OF_CHANGE, ' ')
  const words = [...noun.matchAll(CHANGE_WORD)]
  const about = [
    ...words.toReversed().map(({ index, 0: word }) => noun.slice(0, index) + noun.slice(index + word.length)),
    noun.replace(CHANGE_WORD, ' '),
    noun,
  ].map(plain)
  const direction = up === down ? null : up ? 'up' : 'down'
  return { about: [...new Set(about)], direction }
}

const plain = (text: string): string => text.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim()
