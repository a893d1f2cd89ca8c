import { type Archetype, THEMES, type Theme } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'
import type { QuestionPlan } from '../comms-plan.ts'
import { countTokens } from '../count-tokens.ts'
import { randomOf } from '../random.ts'
import { CONTRASTS, PLAIN, QUESTION_TALKS } from './question-talk.ts'
import { type Speech, speechOf } from './speech.ts'
import { vocabularyFor } from './vocabulary.ts'
import { spokenBy } from './voice.ts'

const TRIES = 8

/** A question in a line, and SQL that answers it or comes near. */
export function writeQuestion(plan: QuestionPlan, archetype: Archetype): { text: string; sql: string } {
  const random = randomOf(plan.seed, 'text')
  const speech = speechOf(vocabularyFor(archetype, plan.event, random), random)
  const talk = QUESTION_TALKS[plan.theme]
  let text = ''
  for (let tries = 0; tries < TRIES && (text === '' || countTokens(text) > MOST_TOKENS.nlq); tries++)
    text = spokenBy(plan.user.role, `${asked(plan.theme, speech)}${when(plan, speech)}`, random)
  return { text, sql: speech.pick(talk.sql) }
}

/** Questions about an event mostly say when it was. */
const when = ({ event }: QuestionPlan, speech: Speech): string =>
  event !== null && speech.random.chance(0.6) ? ` ${speech.say('{since}')}` : ''

/** Share of questions that set something else aside, and of those that only name what is wanted. */
const CONTRAST = 0.24
const NAMED = 0.16

function asked(theme: Theme, speech: Speech): string {
  const { random } = speech
  const draw = random.next()
  if (draw > CONTRAST + NAMED) return speech.pick(QUESTION_TALKS[theme].asks)
  const wanted = speech.pick(QUESTION_TALKS[theme].things)
  const aside = speech.pick(QUESTION_TALKS[random.one(THEMES.filter((one) => one !== theme))].things)
  return speech
    .pick(draw < CONTRAST ? CONTRASTS : PLAIN)
    .replace('WANTED', wanted)
    .replace('ASIDE', aside)
}
