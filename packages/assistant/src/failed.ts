import { describeError } from '@numize/base'
import type { Reply } from './conversation.ts'
import type { Attempt } from './mend/ask-mending.ts'

/** An error as a reply: what policies and the plan forbid is refused, anything else failed. A bug goes in full to the log. */
export function failedWith(
  error: unknown,
  tried: readonly Attempt[],
  onBug: (error: unknown) => void,
): Reply {
  const { code, message } = describeError(error)
  if (code.startsWith('semantic/') || code.startsWith('ask/') || code.startsWith('access/'))
    return { status: 'refused', code, reason: message, nearest: [] }
  if (code === 'base/bug') onBug(error)
  return { status: 'failed', code, reason: message, ...(tried.length > 0 ? { tried } : {}) }
}
