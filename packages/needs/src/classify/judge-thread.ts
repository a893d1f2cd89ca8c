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

/** What each stance adds to the odds that somebody needs something of the data, and up to how often it counts. */
const STANCE_ODDS: Readonly<Record<Stance, readonly [weight: number, most: number]>> = {
  fault: [0.6, 3],
  need: [0.45, 3],
  unable: [0.5, 2],
  impact: [0.15, 2],
  announce: [-1.5, 3],
  settled: [-1.5, 3],
  retracted: [-2.5, 2],
  elsewhere: [-1.5, 3],
  social: [-2, 3],
  chatter: [-1, 3],
}
const THEME_ODDS: readonly [weight: number, most: number] = [0.55, 7]
const DATA_ODDS: readonly [weight: number, most: number] = [0.45, 4]
const ASKING_ODDS = 0.4
const NEEDED_ODDS = 2.3
/** Words of data in a thread that needs nothing make it a near miss. */
const NEAR = { theme: 0.4, data: 0.8, least: 1 }
const THEME_SHARPNESS = 0.45

/** Labels a thread by its words: the root first, then what the replies add. */
export const judgeThread = (root: string, replies: readonly string[]): ThreadVerdict =>
  judgeWeights(weighText(root), replies.map(weighText))

export function judgeWeights(root: Weights, replies: readonly Weights[]): ThreadVerdict {
  const weights = addReplies(root, replies)
  const [theme, chance] = likeliest(weights.themes)
  const strength = weights.themes[theme]
  const odds = oddsOfNeed(weights, strength)
  const needed = 1 / (1 + Math.exp(-odds))
  if (odds > 0) return { relevance: 'positive', theme, confidence: needed * chance }
  const nearness = NEAR.theme * strength + NEAR.data * weights.data
  const near = 1 / (1 + Math.exp(-2 * (nearness - NEAR.least)))
  return near >= 0.5
    ? { relevance: 'hard_negative', theme: null, confidence: (1 - needed) * near }
    : { relevance: 'negative', theme: null, confidence: (1 - needed) * (1 - near) }
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
    asks: root.asks,
  }
}

function oddsOfNeed({ stances, data, asks }: Weights, theme: number): number {
  const stance = STANCES.reduce((all, one) => {
    const [weight, most] = STANCE_ODDS[one]
    return all + weight * Math.min(stances[one], most)
  }, 0)
  const subject = THEME_ODDS[0] * Math.min(theme, THEME_ODDS[1]) + DATA_ODDS[0] * Math.min(data, DATA_ODDS[1])
  return subject + stance + (asks ? ASKING_ODDS : 0) - NEEDED_ODDS
}

/** The heaviest theme and its chance among all. */
export function likeliest(themes: Readonly<Record<Theme, number>>): readonly [theme: Theme, chance: number] {
  const [first, ...others] = THEMES
  const best = others.reduce<Theme>((top, one) => (themes[one] > themes[top] ? one : top), first)
  const total = THEMES.reduce((all, one) => all + Math.exp(THEME_SHARPNESS * (themes[one] - themes[best])), 0)
  return [best, 1 / total]
}
