import type { Role } from '../mixes.ts'
import type { Random } from '../random.ts'

/** How a role writes: shares (0 to 1) of messages that have each habit. */
interface Voice {
  readonly lowerCase: number
  readonly shorthand: number
  readonly typo: number
  readonly lead: readonly string[]
}

const TECHNICAL: Voice = {
  lowerCase: 0.8,
  shorthand: 0.3,
  typo: 0.06,
  lead: ['fwiw', 'tbh', 'hm,', 'so', 'ok so', 'afaict'],
}
const BUSINESS: Voice = {
  lowerCase: 0.35,
  shorthand: 0.25,
  typo: 0.1,
  lead: ['Hi,', 'Quick one:', 'Hey,', 'Sorry,', 'Heads-up:'],
}
const VOICES: Readonly<Record<Role, Voice>> = {
  exec: { lowerCase: 0.3, shorthand: 0.35, typo: 0.08, lead: ['Team,', 'Short question:', 'Again:'] },
  finance: {
    lowerCase: 0.1,
    shorthand: 0.05,
    typo: 0.02,
    lead: ['Hello,', 'For month end:', 'From our side:'],
  },
  data_eng: TECHNICAL,
  eng_platform: TECHNICAL,
  analytics_eng: TECHNICAL,
  bi: { ...TECHNICAL, lowerCase: 0.5 },
  product_analytics: { ...TECHNICAL, lowerCase: 0.5 },
  pm: BUSINESS,
  other: BUSINESS,
}

const SHORTHAND: readonly (readonly [RegExp, string])[] = [
  [/\bbecause\b/g, 'bc'],
  [/\bplease\b/gi, 'pls'],
  [/\bnumbers\b/g, 'nums'],
  [/\bwith\b/g, 'w/'],
  [/\bwithout\b/g, 'w/o'],
  [/\btomorrow\b/g, 'tmrw'],
  [/\bthank you\b/gi, 'ty'],
  [/\bpeople\b/g, 'ppl'],
  [/\bdo not\b/g, "don't"],
  [/\bcannot\b/g, "can't"],
  [/\bis not\b/g, "isn't"],
  [/\bit is\b/g, "it's"],
  [/\bdoes not\b/g, "doesn't"],
  [/\bquestion\b/g, 'q'],
]

const TYPOS: readonly (readonly [RegExp, string])[] = [
  [/\bthe\b/, 'teh'],
  [/\bdifferent\b/, 'diffrent'],
  [/\bbetween\b/, 'betwen'],
  [/\bwhich\b/, 'wich'],
  [/\bsomebody\b/, 'sombody'],
  [/\bthat\b/, 'taht'],
  [/\bshould\b/, 'shoud'],
  [/\bmissing\b/, 'mising'],
  [/\btheir\b/, 'thier'],
  [/\bbefore\b/, 'befroe'],
  [/\breally\b/, 'realy'],
]

/** The sentence as somebody of a role would type it in a chat. */
export function spokenBy(role: Role, text: string, random: Random): string {
  const voice = VOICES[role]
  let said = random.chance(0.12) ? `${random.one(voice.lead)} ${text}` : text
  if (random.chance(voice.shorthand))
    said = SHORTHAND.reduce((all, [long, short]) => all.replace(long, short), said)
  if (random.chance(voice.typo)) said = withTypo(said, random)
  return random.chance(voice.lowerCase) ? lowered(said) : raised(said, random)
}

/** The sentence as it stands in a letter. */
export function writtenSentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  if (/[.?!:)\]`]$/.test(first)) return first
  return `${first}${ASKING.test(text) ? '?' : '.'}`
}

/** One question, and nothing before or after it. */
const ASKING = /^(?:can|could|who|which|what|is|are|do|does|how|why|where|when|would)\b[^.?:]*$/i

function withTypo(text: string, random: Random): string {
  const possible = TYPOS.filter(([right]) => right.test(text))
  if (possible.length === 0) return text
  const [right, wrong] = random.one(possible)
  return text.replace(right, wrong)
}

/** Without the capital of its first word, unless the word is a name of several capitals. */
const lowered = (text: string): string =>
  /^(?:[A-Z]{2}|I\b)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

function raised(text: string, random: Random): string {
  const whole = writtenSentence(text)
  return random.chance(0.5) ? whole.replace(/\.$/, '') : whole
}
