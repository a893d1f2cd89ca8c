import { groundMoment } from '@numize/ask'
import type { Reply, Turn } from './conversation.ts'
import { assistantError } from './errors.ts'
import { failedWith } from './failed.ts'
import type { Asked } from './memory/remembered.ts'
import { noteAsked } from './memory/review.ts'
import type { Call } from './mind.ts'
import { stepOf } from './standing.ts'

/** The turns of the asker's thread, in order. @throws `assistant/no-thread` */
export async function turnsOf(threadId: string, { parts, options }: Call): Promise<readonly Turn[]> {
  const turns = await parts.threads.turns(threadId, options.principal.userId)
  if (!turns) throw assistantError('no-thread', { thread: threadId })
  return turns
}

/** @throws `assistant/no-turn` where it is not the asker's or does not exist */
export async function ownTurn(turnId: string, { parts, options }: Call): Promise<Turn> {
  const turn = await parts.threads.turn(turnId, options.principal.userId)
  if (!turn) throw assistantError('no-turn', { turn: turnId })
  return turn
}

/** Questions never throw: what went wrong is a reply. A bug is told as a bug, and in full to the log. */
export async function attempt(work: () => Promise<Reply>, onBug: (error: unknown) => void): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    return failedWith(error, [], onBug)
  }
}

/** An answered question can be approved or put right later. */
export async function noted(
  asked: Pick<Asked, 'question' | 'standsAlone'>,
  reply: Reply,
  call: Call,
): Promise<void> {
  if (reply.status !== 'answered') return
  const mind = await call.mindOf(call.options.principal)
  const { reading, result } = reply
  const standsAlone = asked.standsAlone && stepOf(asked.question) === null
  await noteAsked({ ...asked, standsAlone, reading, runHash: result.runHash }, { ...call, mind })
}

/** A turn of what was asked and what came of it, kept in its thread unless nothing is kept. */
export async function keepTurn(
  asked: string | Pick<Turn, 'question' | 'plan'>,
  reply: Reply,
  { parts, options }: Call,
): Promise<Turn> {
  const turn: Turn = {
    id: parts.newId(),
    threadId: options.threadId ?? parts.newId(),
    ...(typeof asked === 'string' ? { question: asked } : asked),
    askedAt: new Date(parts.clock.now()).toISOString(),
    now: groundMoment(parts.ground, parts.clock.now(), options.now).at,
    reply,
  }
  if (options.keep !== false)
    await parts.threads.keep(turn, { userId: options.principal.userId, project: parts.ground.project.name })
  return turn
}
