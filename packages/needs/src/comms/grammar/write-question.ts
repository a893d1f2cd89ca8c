import type { Archetype } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'
import type { QuestionPlan } from '../comms-plan.ts'
import { countTokens } from '../count-tokens.ts'
import { randomOf } from '../random.ts'
import { QUESTION_TALKS } from './question-talk.ts'
import { speechOf } from './speech.ts'
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
    text = spokenBy(plan.user.role, speech.pick(talk.asks), random)
  return { text, sql: speech.pick(talk.sql) }
}
