import type { WebSocket } from '@fastify/websocket'
import { type Principal, requireScope } from '@numize/access'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ClientMessage, clientMessage, type ServerMessage } from './contract/index.ts'
import { messagePermissions, socketPermissions } from './contract/stream.ts'
import { startingDives, watchDive } from './dives.ts'
import { serverError } from './errors.ts'
import { afterTurn, inThread } from './handlers/in-thread.ts'
import type { Live } from './handlers/live.ts'
import { ownSession } from './handlers/sessions.ts'
import { problemOf } from './http/problems.ts'
import { requireOwnOrigin } from './http/security.ts'
import { requirePrincipal } from './http/session.ts'
import { projectOf } from './projects.ts'
import type { ServerDeps } from './server-deps.ts'
import { userOf } from './traffic/traffic.ts'

/** Close code of our own (4000–4999 are an application's). */
const SESSION_OVER = 4401
/** Dives watched over one connection. */
const MOST_WATCHES = 20

type StreamLive = Omit<Live, 'document'>

interface Connection {
  readonly send: (message: ServerMessage) => void
  readonly close: () => void
  readonly detach: Set<() => void>
  /** What ends the watch of a dive, by request id. */
  readonly watches: Map<string, () => void>
}

interface Context {
  readonly connection: Connection
  readonly request: FastifyRequest
  readonly live: StreamLive
  readonly deps: ServerDeps
}

/**
 * `/v1/stream`: questions with their steps as they happen, and a stop that stops. `/v1/stream/:session` tells besides,
 * from the beginning, what is asked in that session by whatever way.
 */
export async function serveStream(app: FastifyInstance, deps: ServerDeps, live: StreamLive): Promise<void> {
  app.addHook('preClose', async () => live.runs.close())
  app.get(
    '/v1/stream',
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async (request) => void (await whoOpens(request, '/v1/stream', deps)),
    },
    (socket, request) => void converse(socket, { request, live, deps }),
  )
  app.get<{ Params: { session: string } }>(
    '/v1/stream/:session',
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async (request) => {
        const principal = await whoOpens(request, '/v1/stream/:session', deps)
        await ownSession(deps, request.params.session, principal)
        openers.set(request, principal)
      },
    },
    (socket, request) => {
      const principal = openers.get(request)
      if (!principal) throw new Error('a socket was opened by nobody')
      const { send, detach } = converse(socket, { request, live, deps })
      detach.add(live.runs.followSession(userOf(principal), request.params.session, send))
    },
  )
}

const openers = new WeakMap<object, Principal>()

async function whoOpens(
  request: FastifyRequest,
  path: keyof typeof socketPermissions,
  deps: ServerDeps,
): Promise<Principal> {
  requireOwnOrigin(request)
  const principal = await requirePrincipal(request, deps.signIn)
  const permission = socketPermissions[path]
  if (permission !== 'signedIn') requireScope(principal, permission)
  return principal
}

function converse(socket: WebSocket, around: Omit<Context, 'connection'>): Connection {
  const connection: Connection = {
    send: (message) => socket.send(JSON.stringify(message)),
    close: () => socket.close(SESSION_OVER),
    detach: new Set(),
    watches: new Map(),
  }
  const context = { ...around, connection }
  socket.on('message', (data: Buffer) => void receive(data.toString(), context))
  socket.on('close', () => {
    for (const detach of [...connection.detach, ...connection.watches.values()]) detach()
  })
  return connection
}

async function receive(text: string, context: Context): Promise<void> {
  const { connection, request, deps } = context
  let requestId: string | null = null
  try {
    const message = parse(text)
    requestId = message.requestId
    // asked anew for each message: a session may end while its socket is open
    const principal = await requirePrincipal(request, deps.signIn)
    requireScope(principal, messagePermissions[message.kind])
    await act(message, principal, context)
  } catch (error) {
    complain(error, requestId, connection, deps)
  }
}

function complain(
  error: unknown,
  requestId: string | null,
  { send, close }: Connection,
  { onBug }: ServerDeps,
): void {
  const problem = problemOf(error)
  if (problem.status === 500) onBug(error)
  send({ kind: 'problem', requestId, problem })
  // a new session comes with a new socket: this one will always bring the old cookie
  if (problem.status === 401) close()
}

/** Tells every news of a dive until it is done, nobody wants it any more, or the connection is lost. */
async function watch(message: Watch, { connection, request, deps }: Context): Promise<void> {
  const { requestId, project, dive: id } = message
  const { watches, send } = connection
  const gone = new AbortController()
  const whoAsks = () => requirePrincipal(request, deps.signIn)
  try {
    endWatch(requestId, connection)
    if (watches.size >= MOST_WATCHES) throw serverError('too-many-watches', { most: MOST_WATCHES })
    watches.set(requestId, () => gone.abort())
    for await (const dive of watchDive({ id, project, signal: gone.signal, whoAsks }, deps))
      if (!gone.signal.aborted) send({ kind: 'dive', requestId, dive })
  } catch (error) {
    if (!gone.signal.aborted) complain(error, requestId, connection, deps)
  }
  if (!gone.signal.aborted) watches.delete(requestId)
}

function endWatch(requestId: string, { watches }: Connection): void {
  watches.get(requestId)?.()
  watches.delete(requestId)
}

type Watch = Extract<ClientMessage, { kind: 'watch' }>

function parse(text: string): ClientMessage {
  const parsed = clientMessage.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw serverError('bad-message', {
    problems: parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    ),
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw serverError('bad-message', { problems: ['it is not JSON'] })
  }
}

async function act(message: ClientMessage, principal: Principal, context: Context): Promise<void> {
  const { connection, live, deps } = context
  const user = userOf(principal)
  const { requestId } = message
  const follow = () => connection.detach.add(live.runs.follow(user, requestId, connection.send))
  switch (message.kind) {
    case 'cancel':
      if (!live.runs.cancel(user, requestId)) connection.send({ kind: 'stopped', requestId })
      return
    case 'resume':
      follow()
      return
    case 'watch':
      void watch(message, context)
      return
    case 'unwatch':
      endWatch(requestId, connection)
      connection.send({ kind: 'stopped', requestId })
      return
    case 'ask': {
      const { assistant } = projectOf(deps, message.project, principal)
      const admit = live.traffic.admitFor(message.project, principal)
      const { threadId } = message
      const asker = await inThread(deps, principal, threadId)
      const [session, thread] = threadId === undefined ? [{}, {}] : [{ session: threadId }, { threadId }]
      const asking = { principal: asker, admit, ...startingDives(principal, deps), ...thread }
      live.runs.start({ user, requestId, ...session }, (signal, onStep) =>
        assistant.answer(message.question, { ...asking, signal, onStep }),
      )
      follow()
      return
    }
    case 'revise': {
      const { project, plan, question, turnId } = message
      const { assistant } = projectOf(deps, project, principal)
      const admit = live.traffic.admitFor(project, principal)
      const asker = turnId === undefined ? principal : await afterTurn(deps, principal, turnId)
      const revision = { plan, question, ...(turnId === undefined ? {} : { turnId }) }
      live.runs.start({ user, requestId }, (signal, onStep) =>
        assistant.revise(revision, { principal: asker, signal, onStep, admit }),
      )
      follow()
      return
    }
    case 'choose': {
      const { assistant } = projectOf(deps, message.project, principal)
      const admit = live.traffic.admitFor(message.project, principal)
      const asker = await afterTurn(deps, principal, message.turnId)
      live.runs.start({ user, requestId }, (signal, onStep) =>
        assistant.choose(message.turnId, message.option, { principal: asker, signal, onStep, admit }),
      )
      follow()
    }
  }
}
