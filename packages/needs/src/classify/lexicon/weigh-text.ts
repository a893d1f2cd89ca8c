import { hashJson } from '@numize/base'
import { THEMES, type Theme } from '../../config/dnr-config.ts'
import { conceptFinder, type Hit } from './find-concepts.ts'
import { OBJECT_CONCEPTS, STATE_CONCEPTS } from './object-concepts.ts'
import { STANCE_CONCEPTS } from './stance-concepts.ts'
import { THEME_WORDS } from './theme-concepts.ts'
import { THEME_RULES } from './theme-rules.ts'
import { STRENGTHS, type Strength } from './theme-words.ts'
import { VERDICT_CONCEPTS } from './verdict-concepts.ts'
import { type Sentence, sentencesOf } from './words.ts'

export const STANCES = [
  'fault',
  'need',
  'unable',
  'impact',
  'announce',
  'settled',
  'retracted',
  'elsewhere',
  'social',
  'chatter',
] as const
export type Stance = (typeof STANCES)[number]

/** What a text says, as weights of 0 and more: of each theme, of each stance, and of data at all. */
export interface Weights {
  readonly themes: Readonly<Record<Theme, number>>
  readonly stances: Readonly<Record<Stance, number>>
  /** How many things of data work are named, but for causes thrown out. */
  readonly data: number
  /** How many are named at all. */
  readonly named: number
  /** How often a phrase is used that by itself tells a theme. */
  readonly sharp: number
  readonly asks: boolean
  readonly words: number
}

const findThemeWords = conceptFinder(
  Object.fromEntries(
    THEMES.flatMap((theme) =>
      Object.entries(THEME_WORDS[theme]).map(([strength, phrases]) => [`${theme} ${strength}`, phrases]),
    ),
  ),
)
const findAround = conceptFinder({ ...OBJECT_CONCEPTS, ...STATE_CONCEPTS })
const findStances = conceptFinder(STANCE_CONCEPTS)
const findVerdicts = conceptFinder(VERDICT_CONCEPTS)

/** Changes with every word of the lexicon. */
export const lexiconHash = (): string =>
  hashJson({
    THEME_WORDS,
    THEME_RULES,
    OBJECT_CONCEPTS,
    STATE_CONCEPTS,
    STANCE_CONCEPTS,
    VERDICT_CONCEPTS,
  })

const DATA_OBJECTS = new Set([
  'metric',
  'report',
  'table',
  'column',
  'key',
  'pipeline',
  'query',
  'data',
  'money',
  'marketing',
])
const NEGATIONS = new Set(['no', 'not', 'zero', '0', 'never', 'without', 'nor', 'free'])

/** What a sentence's themes count for after its writer has thrown the cause out, or found it to be the one. */
const DISMISSED = -0.4
const FOUND = 1.5

/** Weighs the sentences of one text. */
export function weighText(text: string): Weights {
  const sentences = sentencesOf(text)
  const read = sentences.map(readSentence)
  const factors = verdictsOn(read)
  const stances = zeros(STANCES)
  let data = 0
  let named = 0
  let sharp = 0
  for (const [at, sentence] of sentences.entries()) {
    addStances(stances, sentence)
    const count = read[at]?.data ?? 0
    named += count
    sharp += read[at]?.sharp ?? 0
    data += (factors[at] ?? 1) < 0 ? 0 : count
  }
  const themes = THEMES.map((theme) => [
    theme,
    read.reduce((sum, one, at) => sum + one.themes[theme] * (factors[at] ?? 1), 0),
  ])
  return {
    themes: Object.fromEntries(themes),
    stances,
    data,
    named,
    sharp,
    asks: sentences.some(({ asks }) => asks),
    words: sentences.reduce((sum, { stems }) => sum + stems.length, 0),
  }
}

/** The sentences of a text with the weight each gives to a theme. */
export function sentencesFor(
  theme: Theme,
  text: string,
): readonly { readonly text: string; readonly weight: number }[] {
  const sentences = sentencesOf(text)
  const read = sentences.map(readSentence)
  const factors = verdictsOn(read)
  return sentences.map((sentence, at) => ({
    text: sentence.text,
    weight: (read[at]?.themes[theme] ?? 0) * (factors[at] ?? 1),
  }))
}

interface Read {
  readonly themes: Readonly<Record<Theme, number>>
  readonly data: number
  readonly sharp: number
  readonly verdict: 'dismissed' | 'found' | null
}

function readSentence(sentence: Sentence): Read {
  const themes = zeros(THEMES)
  const around = conceptsIn(sentence)
  const sharp = addThemeWords(themes, sentence)
  for (const { theme, all, weight } of THEME_RULES)
    if (all.every((concept) => around.has(concept))) themes[theme] += weight
  const verdicts = new Set(findVerdicts(sentence).map(({ concept }) => concept))
  return {
    themes,
    sharp,
    data: [...around].filter((concept) => DATA_OBJECTS.has(concept)).length,
    verdict: verdicts.has('dismissed') ? 'dismissed' : verdicts.has('found') ? 'found' : null,
  }
}

/** A verdict counts for its own sentence, or for the one before where its own names no cause: "Nope." */
function verdictsOn(read: readonly Read[]): readonly number[] {
  const factors = read.map(() => 1)
  for (const [at, { verdict, themes }] of read.entries()) {
    if (verdict === null) continue
    const isBare = Math.max(...Object.values(themes)) < STRENGTHS.likely
    const meant = isBare && at > 0 ? at - 1 : at
    factors[meant] = verdict === 'dismissed' ? DISMISSED : FOUND
    if (verdict === 'dismissed') factors[at] = DISMISSED
  }
  return factors
}

/** Whether a sentence throws out what it names. */
export const isDismissed = (sentence: Sentence): boolean =>
  findVerdicts(sentence).some(({ concept }) => concept === 'dismissed')

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

const conceptsIn = (sentence: Sentence): ReadonlySet<string> =>
  new Set([...findAround(sentence), ...findStances(sentence)].map(({ concept }) => concept))

/** Of phrases of a theme that share a word, the heaviest counts. Gives how many phrases are sharp, denied ones too. */
function addThemeWords(themes: Record<Theme, number>, sentence: Sentence): number {
  const best = new Map<Theme, number[]>()
  const sharp = new Set<number>()
  for (const { concept, at, words } of findThemeWords(sentence)) {
    const [theme, strength] = concept.split(' ') as [Theme, Strength]
    const weight = isDenied(sentence, at) ? 0 : STRENGTHS[strength]
    if (strength === 'certain') sharp.add(at)
    const taken = best.get(theme) ?? []
    for (let word = at; word < at + words; word++) taken[word] = Math.max(taken[word] ?? 0, weight / words)
    best.set(theme, taken)
  }
  for (const [theme, taken] of best) taken.forEach((weight) => (themes[theme] += weight))
  return sharp.size
}

/** `no duplicates` tells that there are none; `not unique` is part of the phrase. */
const isDenied = ({ stems }: Sentence, at: number): boolean =>
  ['no', 'zero', '0', 'without'].includes(stems[at - 1] ?? '')

function addStances(stances: Record<Stance, number>, sentence: Sentence): void {
  const said = new Set<string>()
  for (const hit of findStances(sentence)) {
    const key = `${hit.concept} ${hit.at}`
    if (!said.has(key) && !isTurned(hit, sentence)) stances[hit.concept as Stance] += 1
    said.add(key)
  }
}

/** `not on time` settles nothing. */
const isTurned = ({ concept, at }: Hit, { stems }: Sentence): boolean =>
  concept === 'settled' && (NEGATIONS.has(stems[at - 1] ?? '') || NEGATIONS.has(stems[at - 2] ?? ''))
