import { type Relevance, THEMES, type Theme } from '../config/dnr-config.ts'
import { STANCES, type Stance, type Weights, weighText } from './lexicon/weigh-text.ts'

/** What a thread is about, and how sure we are: 0 to 1. */
export interface ThreadVerdict {
  readonly relevance: Relevance
  /** Null where the relevance is not positive. */
  readonly theme: Theme | null
  readonly confidence: number
}

/** What a reply adds to the root: it may say more of the theme, while its thanks and its small talk mean little. */
const REPLY_WEIGHTS: Readonly<Record<Stance | 'theme', number>> = {
  theme: 0.8,
  fault: 0.3,
  need: 0.3,
  unable: 0.3,
  impact: 0.3,
  announce: 0.1,
  settled: 0.3,
  retracted: 1,
  elsewhere: 0.4,
  social: 0.12,
  chatter: 0.12,
}

type Sign = Stance | 'theme' | 'data' | 'named' | 'sharp' | 'asks' | 'length'

/** Up to how much of a sign counts. */
const MOST: Readonly<Record<Sign, number>> = {
  theme: 7,
  data: 4,
  named: 4,
  sharp: 3,
  asks: 1,
  length: 1,
  fault: 3,
  need: 3,
  unable: 2,
  impact: 2,
  announce: 3,
  settled: 3,
  retracted: 2,
  elsewhere: 3,
  social: 3,
  chatter: 3,
}

/** Log odds, of a logistic model with few and rounded weights. */
interface Odds {
  readonly base: number
  readonly of: Readonly<Record<Sign, number>>
}

/** That somebody needs something of the data. */
const NEED: Odds = {
  base: -3,
  of: {
    theme: 0.68,
    data: 0.3,
    named: 0.7,
    sharp: 0.5,
    asks: 1.3,
    length: -1.2,
    fault: 0.5,
    need: 0.5,
    unable: 0.9,
    impact: 0.1,
    announce: -2,
    settled: -2.1,
    retracted: -2.5,
    elsewhere: -3,
    social: -2.5,
    chatter: -1.5,
  },
}

/** That a thread which needs nothing speaks of data all the same. */
const NEAR: Odds = {
  base: -4.6,
  of: {
    theme: 0.3,
    data: 0.8,
    named: 3,
    sharp: 2.5,
    asks: 0.5,
    length: 0,
    fault: 0.8,
    need: 0.1,
    unable: 0.5,
    impact: 0,
    announce: 1,
    settled: 1.5,
    retracted: 1.1,
    elsewhere: 1.2,
    social: 0.4,
    chatter: -1.2,
  },
}
/** Words of a long thread: in a short one a few signs mean more. */
const LONG = 80
const THEME_SHARPNESS = 0.45

/** Labels a thread by its words: the root first, then what the replies add. */
export const judgeThread = (root: string, replies: readonly string[]): ThreadVerdict =>
  judgeWeights(weighText(root), replies.map(weighText))

export function judgeWeights(root: Weights, replies: readonly Weights[]): ThreadVerdict {
  const weights = addReplies(root, replies)
  const [theme, chance] = likeliest(weights.themes)
  const { data, named, sharp } = weights
  const signs = {
    ...weights.stances,
    named,
    sharp,
    theme: weights.themes[theme],
    data,
    asks: Number(weights.asks),
    length: weights.words / LONG,
  }
  const needed = chanceOf(NEED, signs)
  if (needed > 0.5) return { relevance: 'positive', theme, confidence: needed * chance }
  const near = chanceOf(NEAR, signs)
  return near >= 0.5
    ? { relevance: 'hard_negative', theme: null, confidence: (1 - needed) * near }
    : { relevance: 'negative', theme: null, confidence: (1 - needed) * (1 - near) }
}

function chanceOf({ base, of }: Odds, signs: Readonly<Record<Sign, number>>): number {
  const names = Object.keys(MOST) as readonly Sign[]
  const odds = names.reduce(
    (sum, name) => sum + of[name] * Math.min(Math.max(0, signs[name]), MOST[name]),
    base,
  )
  return 1 / (1 + Math.exp(-odds))
}

function addReplies(root: Weights, replies: readonly Weights[]): Weights {
  const sum = (of: (weights: Weights) => number): number => replies.reduce((all, one) => all + of(one), 0)
  const themes = THEMES.map((theme) => [
    theme,
    root.themes[theme] + REPLY_WEIGHTS.theme * sum((one) => one.themes[theme]),
  ])
  const stances = STANCES.map((stance) => [
    stance,
    root.stances[stance] + REPLY_WEIGHTS[stance] * sum((one) => one.stances[stance]),
  ])
  return {
    themes: Object.fromEntries(themes),
    stances: Object.fromEntries(stances),
    data: root.data + REPLY_WEIGHTS.theme * sum((one) => one.data),
    sharp: root.sharp + REPLY_WEIGHTS.theme * sum((one) => one.sharp),
    named: root.named + REPLY_WEIGHTS.theme * sum((one) => one.named),
    asks: root.asks,
    words: root.words + sum((one) => one.words),
  }
}

/** The heaviest theme and its chance among all. */
export function likeliest(themes: Readonly<Record<Theme, number>>): readonly [theme: Theme, chance: number] {
  const [first, ...others] = THEMES
  const best = others.reduce<Theme>((top, one) => (themes[one] > themes[top] ? one : top), first)
  const total = THEMES.reduce((all, one) => all + Math.exp(THEME_SHARPNESS * (themes[one] - themes[best])), 0)
  return [best, 1 / total]
}
