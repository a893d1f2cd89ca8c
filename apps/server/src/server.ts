import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import { serveApi } from './api.ts'
import { serverError } from './errors.ts'
import { problemHandler } from './http/problems.ts'
import { logRequests, requestIdOf } from './http/request-log.ts'
import { secure } from './http/security.ts'
import { serveWeb } from './http/web-files.ts'
import { createRuns } from './runs.ts'
import type { ServerDeps } from './server-deps.ts'
import { serveStream } from './stream.ts'
import { createTraffic } from './traffic/traffic.ts'

const MOST_BYTES = 64 * 1024
/** A server that stops answers what is under way, for so long at most. */
const STOP_MS = 5000
const LOOK_EVERY_MS = 50

/** The HTTP and WebSocket face over projects that are already open; not listening yet. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: 'idle',
    trustProxy: deps.trustedProxies ?? false,
    genReqId: requestIdOf,
    requestIdHeader: false,
  })
  logRequests(app, deps.onRequest)
  app.addHook('preClose', async () => letGo(app))
  app.setErrorHandler(problemHandler(deps.onBug))
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: MOST_BYTES } })
  await secure(app, deps.allowedOrigins)
  const live = { runs: createRuns(deps.onBug), traffic: createTraffic(deps.lanes) }
  await app.register(async (stream) => serveStream(stream, deps, live))
  await app.register(async (api) => serveApi(api, deps, live))
  await serveWeb(app, deps.webRoot)
  return app
}

/** Lets go of each connection once nothing is under way on it, and of all when the time is over. */
function letGo({ server }: FastifyInstance): void {
  if (!server.listening) return
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  const all = setTimeout(() => server.closeAllConnections(), STOP_MS)
  server.once('close', () => {
    clearInterval(idle)
    clearTimeout(all)
  })
}

/**
 * Starts listening and gives the address a person opens.
 * @throws `server/port-in-use`
 */
export async function listen(
  app: FastifyInstance,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<string> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw serverError('port-in-use', { port })
    throw error
  }
  const bound = app.server.address()
  const actual = typeof bound === 'object' && bound ? bound.port : port
  return `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${actual}`
}
