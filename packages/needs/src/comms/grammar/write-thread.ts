import { type Archetype, type Relevance, THEMES, type Theme } from '../../config/dnr-config.ts'
import type { ThreadPlan, Turn } from '../comms-plan.ts'
import { randomOf } from '../random.ts'
import { EVENT_NEEDS } from './event-needs.ts'
import { HARD_NEGATIVES, HARD_NEGATIVES_WITH_CAUSES, NEGATIVES, type Topic } from './quiet-talk.ts'
import {
  ASIDES,
  ASKS,
  FALSE_ALARMS,
  FOUND,
  MET,
  OPEN,
  QUESTIONS,
  REACTIONS,
  RELIEFS,
  RULED_OUT,
  SYMPTOMS,
  UNMET,
} from './shared-talk.ts'
import { type Speech, speechOf } from './speech.ts'
import { THEME_TALKS } from './theme-talks.ts'
import { vocabularyFor } from './vocabulary.ts'
import { spokenBy } from './voice.ts'

/** The text of each turn of a Slack thread. */
export function writeThread(plan: ThreadPlan, archetype: Archetype): readonly string[] {
  const random = randomOf(plan.seed, 'text')
  const speech = speechOf(vocabularyFor(archetype, plan.event, random), random)
  const lines = plan.theme ? needLines(plan, plan.theme, speech) : quietLines(plan, speech)
  return plan.turns.map(({ user }, index) => spokenBy(user.role, lines[index] ?? '', random))
}

function quietLines({ relevance, turns }: ThreadPlan, speech: Speech): readonly string[] {
  if (relevance === 'hard_negative' && speech.random.chance(FALSE_ALARM)) return falseAlarm(turns, speech)
  const topic = quietTopic(relevance, speech)
  return turns.map((_, index) => quietLine(index === 0 ? topic.opens : topic.follows, speech))
}

/** Share of hard negatives that begin like a need and turn out to be none. */
const FALSE_ALARM = 0.25

function falseAlarm(turns: readonly Turn[], speech: Speech): readonly string[] {
  const { random } = speech
  const asker = turns[0]?.user
  const told = turns.findLastIndex(({ user }, index) => index > 0 && user === asker)
  return turns.map((_, index) => {
    if (index === 0) return speech.pick(SYMPTOMS)
    if (index === (told === -1 ? turns.length - 1 : told)) return speech.pick(FALSE_ALARMS)
    if (told !== -1 && index > told) return speech.pick(RELIEFS)
    if (random.chance(0.3)) return withCause(speech, RULED_OUT, random.one(THEMES))
    return speech.pick(random.chance(0.5) ? QUESTIONS : REACTIONS)
  })
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
function needLines({ turns, outcome, event }: ThreadPlan, theme: Theme, speech: Speech): readonly string[] {
  const talk = THEME_TALKS[theme]
  const { random } = speech
  const stated = event !== null || random.chance(0.45)
  const last = turns.length - 1
  const told = stated ? 0 : random.whole(1, last - 1)
  return turns.map((turn, index) => {
    if (index === 0) return stated ? needLine(event, theme, speech) : speech.pick(SYMPTOMS)
    if (index === told) return random.chance(0.7) ? withCause(speech, FOUND, theme) : speech.pick(talk.needs)
    if (index === last) return closingLine(outcome, theme, speech)
    return middleLine(turn, theme, speech)
  })
}

/** The need in words; of an event mostly in those of what happened. */
export const needLine = (event: ThreadPlan['event'], theme: Theme, speech: Speech): string =>
  speech.pick(event !== null && speech.random.chance(0.7) ? EVENT_NEEDS[theme] : THEME_TALKS[theme].needs)

function closingLine(outcome: ThreadPlan['outcome'], theme: Theme, speech: Speech): string {
  if (outcome === 'met') return speech.pick(speech.random.chance(0.4) ? THEME_TALKS[theme].met : MET)
  return speech.pick(outcome === 'unmet' ? UNMET : OPEN)
}

function middleLine({ user }: Turn, theme: Theme, speech: Speech): string {
  const { random } = speech
  const talk = THEME_TALKS[theme]
  const draw = random.next()
  if (draw < 0.28) return withCause(speech, RULED_OUT, otherTheme(theme, speech))
  if (draw < 0.36) return withCause(speech, ASIDES, otherTheme(theme, speech))
  if (draw < 0.56) return speech.pick(user.role === 'exec' ? ASKS : talk.details)
  if (draw < 0.7) return speech.pick(random.chance(0.4) ? talk.asks : ASKS)
  if (draw < 0.75) return quietLine(random.one(NEGATIVES).opens, speech)
  return speech.pick(random.chance(0.4) ? QUESTIONS : REACTIONS)
}

export const otherTheme = (theme: Theme, { random }: Speech): Theme =>
  random.one(THEMES.filter((one) => one !== theme))

/** A frame with the cause of a theme in it. */
export const withCause = (speech: Speech, frames: readonly string[], theme: Theme): string =>
  speech.pick(frames).replace('CAUSE', speech.pick(THEME_TALKS[theme].causes))
