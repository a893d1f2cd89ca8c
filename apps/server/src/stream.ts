import { type Principal, requireScope } from '@numize/access'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ClientMessage, clientMessage, type ServerMessage } from './contract/index.ts'
import { serverError } from './errors.ts'
import { problemOf } from './http/problems.ts'
import { requireOwnOrigin } from './http/security.ts'
import { requirePrincipal } from './http/session.ts'
import { projectOf } from './projects.ts'
import { createRuns, type Runs } from './runs.ts'
import type { ServerDeps } from './server-deps.ts'

/** Close code of our own (4000–4999 are an application's). */
const SESSION_OVER = 4401

interface Connection {
  readonly send: (message: ServerMessage) => void
  readonly close: () => void
  readonly detach: Set<() => void>
}

/** `/v1/stream`: questions with their steps as they happen, and a stop that stops. */
export async function serveStream(app: FastifyInstance, deps: ServerDeps): Promise<void> {
  const runs = createRuns(deps.onBug)
  app.addHook('preClose', async () => runs.close())
  app.get(
    '/v1/stream',
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async (request) => {
        requireOwnOrigin(request)
        await requirePrincipal(request, deps.signIn)
      },
    },
    (socket, request) => {
      const connection: Connection = {
        send: (message) => socket.send(JSON.stringify(message)),
        close: () => socket.close(SESSION_OVER),
        detach: new Set(),
      }
      socket.on(
        'message',
        (data: Buffer) => void receive(data.toString(), { connection, request, runs, deps }),
      )
      socket.on('close', () => connection.detach.forEach((detach) => detach()))
    },
  )
}

interface Context {
  readonly connection: Connection
  readonly request: FastifyRequest
  readonly runs: Runs
  readonly deps: ServerDeps
}

async function receive(text: string, context: Context): Promise<void> {
  const { connection, request, deps } = context
  let requestId: string | null = null
  try {
    const message = parse(text)
    requestId = message.requestId
    // asked anew for each message: a session may end while its socket is open
    act(message, await requirePrincipal(request, deps.signIn), context)
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status === 500) deps.onBug(error)
    connection.send({ kind: 'problem', requestId, problem })
    // a new session comes with a new socket: this one will always bring the old cookie
    if (problem.status === 401) connection.close()
  }
}

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

function act(message: ClientMessage, principal: Principal, { connection, runs, deps }: Context): void {
  requireScope(principal, message.kind === 'resume' ? 'read:session' : 'write:session')
  const user = `${principal.orgId}/${principal.userId}`
  const { requestId } = message
  const follow = () => connection.detach.add(runs.follow(user, requestId, connection.send))
  switch (message.kind) {
    case 'cancel':
      if (!runs.cancel(user, requestId)) connection.send({ kind: 'stopped', requestId })
      return
    case 'resume':
      follow()
      return
    case 'ask': {
      const { assistant } = projectOf(deps, message.project, principal)
      const thread = message.threadId === undefined ? {} : { threadId: message.threadId }
      runs.start(user, requestId, (signal, onStep) =>
        assistant.answer(message.question, { principal, signal, onStep, ...thread }),
      )
      follow()
      return
    }
    case 'choose': {
      const { assistant } = projectOf(deps, message.project, principal)
      runs.start(user, requestId, (signal, onStep) =>
        assistant.choose(message.turnId, message.option, { principal, signal, onStep }),
      )
      follow()
    }
  }
}
