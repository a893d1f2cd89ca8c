import { whatIfQuestion } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, ask, requestOf } from './ask.ts'

/** `numize what-if "conversion +10% for country=DE"`, or the whole question: "what if conversion rose by 10 %". */
export async function whatIf(what: string, flags: AskFlags, desk: Desk, effects: Effects): Promise<number> {
  const isQuestion = whatIfQuestion(what) !== null
  if (!isQuestion && whatIfQuestion(what, { bare: true }) === null)
    throw cliError('bad-option', {
      option: 'what-if',
      value: what,
      expected: 'a metric and a change such as "conversion +10% for country=DE", "revenue to 2M last month"',
    })
  return ask(requestOf(isQuestion ? what : `what if ${what}`, flags), flags, desk, effects)
}
