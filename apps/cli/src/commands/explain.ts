import { whyQuestion } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { type AskFlags, ask, requestOf } from './ask.ts'

/** `numize explain "why did revenue fall last month"`: a question for a cause; bare words are taken as "why did … change". */
export async function explain(
  question: string,
  flags: AskFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const asked = whyQuestion(question) ? question : `why did ${question} change`
  return ask(requestOf(asked, flags), flags, desk, effects)
}
