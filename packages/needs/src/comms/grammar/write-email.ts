import type { Archetype, Theme } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'
import type { ThreadPlan } from '../comms-plan.ts'
import { cutToTokens } from '../count-tokens.ts'
import type { Role } from '../mixes.ts'
import { randomOf } from '../random.ts'
import { ASIDES, ASKS, FOUND, MET, OPEN, RULED_OUT, SYMPTOMS, UNMET, VAGUE_SUBJECTS } from './shared-talk.ts'
import { type Speech, speechOf } from './speech.ts'
import { THEME_TALKS } from './theme-talks.ts'
import { vocabularyFor } from './vocabulary.ts'
import { writtenSentence } from './voice.ts'
import { otherTheme, quietLine, quietTopic, withCause } from './write-thread.ts'

const GREETINGS = ['Hello,', 'Hi all,', 'Dear team,', 'Hi,', 'Good morning,', '']
const CLOSINGS = ['Thanks', 'Best', 'Kind regards', 'Thank you', 'Cheers', '']

export interface EmailText {
  readonly subject: string
  readonly body: string
  readonly closing: string
}

/** Tokens for what is linked, attached or quoted, and for the closing. */
const ROOM = 36

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
    body: cutToTokens(body, MOST_TOKENS.email - ROOM),
    closing: closing === '' ? '' : `${closing},\n${sender?.user_id}`,
  }
}

const greeting = (role: Role | undefined, { random }: Speech): string =>
  role === 'exec' ? '' : random.one(GREETINGS)

function quietLetter(
  { relevance }: ThreadPlan,
  speech: Speech,
): { subject: string; lines: readonly string[] } {
  const topic = quietTopic(relevance, speech)
  const others = topic.opens.length
  const opens = Array.from({ length: speech.random.whole(1, Math.min(2, others)) }, () =>
    quietLine(topic.opens, speech),
  )
  return { subject: speech.say(topic.subject), lines: opens }
}

function needLetter(
  { outcome }: ThreadPlan,
  theme: Theme,
  speech: Speech,
): { subject: string; lines: readonly string[] } {
  const talk = THEME_TALKS[theme]
  const { random } = speech
  const stated = random.chance(0.55)
  const lines = [
    stated ? speech.pick(talk.needs) : speech.pick(SYMPTOMS),
    ...(random.chance(0.6) ? [withCause(speech, RULED_OUT, otherTheme(theme, speech))] : []),
    ...(stated ? [] : [withCause(speech, FOUND, theme)]),
    ...(random.chance(0.5) ? [speech.pick(talk.details)] : []),
    ...(random.chance(0.25) ? [withCause(speech, ASIDES, otherTheme(theme, speech))] : []),
    speech.pick(random.chance(0.4) ? talk.asks : ASKS),
    ...(outcome === null ? [] : [speech.pick({ met: MET, unmet: UNMET, open: OPEN }[outcome])]),
  ]
  return { subject: speech.pick(random.chance(0.4) ? talk.subjects : VAGUE_SUBJECTS), lines }
}
