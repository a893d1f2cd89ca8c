import type { Scope } from '@numize/access'
import { z } from 'zod'
import { dive } from './dive.ts'
import { problem, question, type Route } from './shared.ts'
import { plan, turn } from './turn.ts'

/** Made by the client, unguessable enough to name a question over a lost connection. */
const requestId = z.string().regex(/^[\w-]{8,64}$/, 'a request id has 8 to 64 letters, digits, - or _')
const project = z.string().min(1).max(200)

/** What each message takes; asked of the session at every one. */
export const messagePermissions = {
  ask: 'write:session',
  choose: 'write:session',
  revise: 'run:query',
  cancel: 'write:session',
  resume: 'read:session',
  watch: 'read:session',
  unwatch: 'read:session',
} as const satisfies Record<string, Scope>

/** Sockets, by their path: what opening one takes. Over both, the same messages; a session's also tells what is asked in it. */
export const socketPermissions = {
  '/v1/stream': 'signedIn',
  '/v1/stream/:session': 'read:session',
} as const satisfies Record<string, Route['permission']>

/** What a client says over `/v1/stream`. */
export const clientMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ask'),
    requestId,
    project,
    question,
    threadId: z.string().max(200).optional(),
  }),
  z.object({
    kind: z.literal('choose'),
    requestId,
    project,
    turnId: z.string().max(200),
    option: z.int().min(0),
  }),
  /** Asks a Plan: in the thread of the turn it was made from, or in a new one. */
  z.object({
    kind: z.literal('revise'),
    requestId,
    project,
    plan,
    question,
    turnId: z.string().max(200).optional(),
  }),
  z.object({ kind: z.literal('cancel'), requestId }),
  /** Tells a deep dive as it is now and each time it has come further, until it is done; said again after a lost connection. */
  z.object({ kind: z.literal('watch'), requestId, project, dive: z.uuid() }),
  z.object({ kind: z.literal('unwatch'), requestId }),
  /** After a lost connection: tells the steps so far again, then what follows. */
  z.object({ kind: z.literal('resume'), requestId }),
])
export type ClientMessage = z.output<typeof clientMessage>

const step = z.object({
  name: z.enum(['understand', 'propose', 'check', 'run', 'draw']),
  status: z.enum(['started', 'done', 'failed']),
  detail: z.string(),
  elapsedMs: z.number(),
})
export type Step = z.output<typeof step>

/** What the server says: steps while it works, then exactly one of `turn`, `stopped`, `problem`; of a dive, each news of it. */
export const serverMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), requestId, step }),
  z.object({ kind: z.literal('turn'), requestId, turn }),
  z.object({ kind: z.literal('stopped'), requestId }),
  z.object({ kind: z.literal('dive'), requestId, dive }),
  z.object({ kind: z.literal('problem'), requestId: requestId.nullable(), problem }),
])
export type ServerMessage = z.output<typeof serverMessage>
