import { writeAnswer } from '@numize/blocks'
import type { Turn } from '../conversation.ts'
import { assistantError } from '../errors.ts'
import type { Call } from '../mind.ts'
import { run } from './explore.ts'
import type { Shown } from './shown.ts'

/** A turn as it was, or as it is now. */
export interface Replayed extends Shown {
  /** Whether these are the rows of the turn itself; false = its Plan was asked anew. */
  readonly isKept: boolean
}

/**
 * The rows of a turn for whoever looks at it. Rows are kept apart for each set of rights: those of the turn are shown only
 * to somebody with the same. @throws `assistant/no-rows`, what `ask` throws
 */
export async function replay({ reply }: Turn, call: Call): Promise<Replayed> {
  if (reply.status !== 'answered') throw assistantError('no-rows', undefined)
  const { fingerprint } = (await call.mindOf(call.options.principal)).grant
  const kept = await call.parts.recall?.(reply.result.runHash, fingerprint)
  if (!kept) return { ...(await run(reply.reading.plan, call)), isKept: false }
  return { result: kept, answer: writeAnswer({ result: kept, reading: reply.reading }), isKept: true }
}
