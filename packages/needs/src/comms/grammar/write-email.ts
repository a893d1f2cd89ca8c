import type { Archetype, Theme } from '../../config/dnr-config.ts'
import type { ThreadPlan } from '../comms-plan.ts'
import type { Role } from '../mixes.ts'
import { randomOf } from '../random.ts'
import {
  ASIDES,
  ASKS,
  FALSE_ALARMS,
  FOUND,
  MET,
  RULED_OUT,
  SYMPTOMS,
  UNMET,
  VAGUE_SUBJECTS,
} from './shared-talk.ts'
import { type Speech, speechOf } from './speech.ts'
import { THEME_TALKS } from './theme-talks.ts'
import { vocabularyFor } from './vocabulary.ts'
import { writtenSentence } from './voice.ts'
import { needLine, otherTheme, quietLine, quietTopic, withCause } from './write-thread.ts'

const GREETINGS = ['Hello,', 'Hi all,', 'Dear team,', 'Hi,', 'Good morning,', '']
const CLOSINGS = ['Thanks', 'Best', 'Kind regards', 'Thank you', 'Cheers', '']

export interface EmailText {
  readonly subject: string
  readonly body: string
  readonly closing: string
}

/** Subject, body and closing of an e-mail; it is signed with an id, or not at all. */
export function writeEmail(plan: ThreadPlan, archetype: Archetype): EmailText {
  const random = randomOf(plan.seed, 'text')
  const speech = speechOf(vocabularyFor(archetype, plan.event, random), random)
  const { subject, lines } = plan.theme ? needLetter(plan, plan.theme, speech) : quietLetter(plan, speech)
  const sender = plan.turns[0]?.user
  const body = [greeting(sender?.role, speech), lines.map(writtenSentence).join(' ')]
    .filter(Boolean)
    .join('\n\n')
  const closing = random.one(CLOSINGS)
  return {
    subject: writtenSentence(subject).replace(/\.$/, ''),
    body,
    closing: closing === '' ? '' : `${closing},\n${sender?.user_id}`,
  }
}

const greeting = (role: Role | undefined, { random }: Speech): string =>
  role === 'exec' ? '' : random.one(GREETINGS)

interface Letter {
  readonly subject: string
  readonly lines: readonly string[]
}

/** Share of hard negatives that begin like a need and take it back. */
const TAKEN_BACK = 0.2

function quietLetter({ relevance }: ThreadPlan, speech: Speech): Letter {
  const { random } = speech
  if (relevance === 'hard_negative' && random.chance(TAKEN_BACK)) {
    const lines = [speech.pick(SYMPTOMS), `Later the same day: ${speech.pick(FALSE_ALARMS)}`]
    return { subject: speech.pick(VAGUE_SUBJECTS), lines }
  }
  const topic = quietTopic(relevance, speech)
  const lines = Array.from({ length: random.whole(1, 2) }, () => quietLine(topic.opens, speech))
  return { subject: quietLine([topic.subject], speech), lines }
}

function needLetter({ outcome, event }: ThreadPlan, theme: Theme, speech: Speech): Letter {
  const talk = THEME_TALKS[theme]
  const { random } = speech
  const stated = event !== null || random.chance(0.55)
  const lines = [
    stated ? needLine(event, theme, speech) : speech.pick(SYMPTOMS),
    ...(random.chance(0.6) ? [withCause(speech, RULED_OUT, otherTheme(theme, speech))] : []),
    ...(stated ? [] : [withCause(speech, FOUND, theme)]),
    ...(random.chance(0.5) ? [speech.pick(talk.details)] : []),
    ...(random.chance(0.25) ? [withCause(speech, ASIDES, otherTheme(theme, speech))] : []),
    ...letterEnd(outcome, theme, speech),
  ]
  return { subject: speech.pick(random.chance(0.4) ? talk.subjects : VAGUE_SUBJECTS), lines }
}

/** What is asked, or what became of it since. */
function letterEnd(outcome: ThreadPlan['outcome'], theme: Theme, speech: Speech): readonly string[] {
  const talk = THEME_TALKS[theme]
  const { random } = speech
  if (outcome === 'met') return [`Update: ${speech.pick(random.chance(0.4) ? talk.met : MET)}`]
  const ask = speech.pick(random.chance(0.4) ? talk.asks : ASKS)
  return outcome === 'unmet' ? [ask, speech.pick(UNMET)] : [ask]
}
