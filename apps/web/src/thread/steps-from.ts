import type { Turn } from '@numize/server/contract'

export const UNDO = 'Undo'
export const REDO = 'Redo'

/** Whether there is an answer to go back to, and one to go forward to again. */
export function stepsFrom(turns: readonly Turn[]): { readonly undo: boolean; readonly redo: boolean } {
  let before = 0
  let after = 0
  for (const { question, plan, reply } of turns) {
    if (reply.status !== 'answered') continue
    if (question === UNDO && !plan) {
      before -= 1
      after += 1
    } else {
      before += 1
      after = question === REDO && !plan ? after - 1 : 0
    }
  }
  return { undo: before > 1, redo: after > 0 }
}
