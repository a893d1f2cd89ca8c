import { type Archetype, type Relevance, THEMES, type Theme } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'
import type { ThreadPlan, Turn } from '../comms-plan.ts'
import { cutToTokens } from '../count-tokens.ts'
import { randomOf } from '../random.ts'
import { HARD_NEGATIVES, HARD_NEGATIVES_WITH_CAUSES, NEGATIVES, type Topic } from './quiet-talk.ts'
import {
  ASIDES,
  ASKS,
  FOUND,
  MET,
  OPEN,
  QUESTIONS,
  REACTIONS,
  RULED_OUT,
  SYMPTOMS,
  UNMET,
} from './shared-talk.ts'
import { type Speech, speechOf } from './speech.ts'
import { THEME_TALKS } from './theme-talks.ts'
import { vocabularyFor } from './vocabulary.ts'
import { spokenBy } from './voice.ts'

/** Tokens for what is linked, attached or quoted. */
const ROOM = 32

/** The text of each turn of a Slack thread. */
export function writeThread(plan: ThreadPlan, archetype: Archetype): readonly string[] {
  const random = randomOf(plan.seed, 'text')
  const speech = speechOf(vocabularyFor(archetype, plan.event, random), random)
  const lines = plan.theme ? needLines(plan, plan.theme, speech) : quietLines(plan, speech)
  return plan.turns.map(({ user }, index) =>
    cutToTokens(spokenBy(user.role, lines[index] ?? '', random), MOST_TOKENS.slack - ROOM),
  )
}

function quietLines({ relevance, turns }: ThreadPlan, speech: Speech): readonly string[] {
  const topic = quietTopic(relevance, speech)
  return turns.map((_, index) => quietLine(index === 0 ? topic.opens : topic.follows, speech))
}

/** Share of hard negatives that speak of causes of real needs. */
const WITH_CAUSES = 0.55

export function quietTopic(relevance: Relevance, { random }: Speech): Topic {
  if (relevance === 'negative') return random.one(NEGATIVES)
  return random.one(random.chance(WITH_CAUSES) ? HARD_NEGATIVES_WITH_CAUSES : HARD_NEGATIVES)
}

export const quietLine = (templates: readonly string[], speech: Speech): string =>
  speech.pick(templates).replaceAll('CAUSE', () => speech.pick(THEME_TALKS[speech.random.one(THEMES)].causes))

/** Opens with the need or only with what was noticed; then it must come out in the thread, among other suspicions. */
function needLines({ turns, outcome }: ThreadPlan, theme: Theme, speech: Speech): readonly string[] {
  const talk = THEME_TALKS[theme]
  const { random } = speech
  const stated = random.chance(0.45)
  const last = turns.length - 1
  const told = stated ? 0 : random.whole(1, last - 1)
  return turns.map((turn, index) => {
    if (index === 0) return speech.pick(stated ? talk.needs : SYMPTOMS)
    if (index === told) return random.chance(0.7) ? withCause(speech, FOUND, theme) : speech.pick(talk.needs)
    if (index === last) return closingLine(outcome, theme, speech)
    return middleLine(turn, theme, speech)
  })
}

function closingLine(outcome: ThreadPlan['outcome'], theme: Theme, speech: Speech): string {
  if (outcome === 'met') return speech.pick(speech.random.chance(0.4) ? THEME_TALKS[theme].met : MET)
  return speech.pick(outcome === 'unmet' ? UNMET : OPEN)
}

function middleLine({ user }: Turn, theme: Theme, speech: Speech): string {
  const { random } = speech
  const talk = THEME_TALKS[theme]
  const draw = random.next()
  if (draw < 0.34) return withCause(speech, RULED_OUT, otherTheme(theme, speech))
  if (draw < 0.44) return withCause(speech, ASIDES, otherTheme(theme, speech))
  if (draw < 0.58) return speech.pick(user.role === 'exec' ? ASKS : talk.details)
  if (draw < 0.7) return speech.pick(random.chance(0.4) ? talk.asks : ASKS)
  if (draw < 0.75) return quietLine(random.one(NEGATIVES).opens, speech)
  return speech.pick(random.chance(0.4) ? QUESTIONS : REACTIONS)
}

export const otherTheme = (theme: Theme, { random }: Speech): Theme =>
  random.one(THEMES.filter((one) => one !== theme))

/** A frame with the cause of a theme in it. */
export const withCause = (speech: Speech, frames: readonly string[], theme: Theme): string =>
  speech.pick(frames).replace('CAUSE', speech.pick(THEME_TALKS[theme].causes))
