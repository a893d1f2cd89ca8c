import type { Reading } from '@numize/planner'
import type { Result } from '@numize/semantic'
import type { Turn } from './conversation.ts'

const UNDO =
  /^\s*(?:please\s+)?(?:undo(?: (?:that|it|this|the last (?:step|change)))?|go back|step back|back|revert(?: (?:that|it))?|previous)\s*[.!?]*$/i
const REDO = /^\s*(?:please\s+)?(?:redo(?: (?:that|it|this))?|go forward|forward again)\s*[.!?]*$/i

/** What a turn asks of the thread itself. */
export const stepOf = (question: string): 'undo' | 'redo' | null =>
  UNDO.test(question) ? 'undo' : REDO.test(question) ? 'redo' : null

/** Where a thread stands after its turns, and what lies before and after it for undo and redo. */
export interface Standing {
  readonly reading: Reading | null
  readonly result: Result | null
  readonly before: readonly Reading[]
  readonly after: readonly Reading[]
}

/** Refusals and questions back leave a thread where the last answer put it. */
export function standingOf(turns: readonly Turn[]): Standing {
  let before: Reading[] = []
  let after: Reading[] = []
  let reading: Reading | null = null
  let result: Result | null = null
  for (const { question, plan, reply } of turns) {
    if (reply.status !== 'answered') continue
    const step = plan ? null : stepOf(question)
    if (reading && step === 'undo') {
      after = [reading, ...after]
      before = before.slice(0, -1)
    } else {
      if (reading) before = before.concat(reading)
      after = step === 'redo' ? after.slice(1) : []
    }
    reading = reply.reading
    result = reply.result
  }
  return { reading, result, before, after }
}
