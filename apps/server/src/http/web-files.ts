import { sep } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serverError } from '../errors.ts'
import { pathOf, problemOf, sendProblem } from './problems.ts'

const A_YEAR = 'public, max-age=31536000, immutable'
const NOT_PAGES = /^\/(v1|health|assets)(\/|$)/

/**
 * Serves the built web: files named by their hash are kept for ever, the page itself is asked for each time, and
 * every address that is no file and no route is the page's to explain. Without `root` there is only the API.
 */
export async function serveWeb(app: FastifyInstance, root: string | null): Promise<void> {
  if (root !== null)
    await app.register(files, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.setHeader('cache-control', path.includes(`${sep}assets${sep}`) ? A_YEAR : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) =>
    root !== null && wantsPage(request) ? reply.sendFile('index.html') : notFound(request, reply),
  )
}

const wantsPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  !NOT_PAGES.test(pathOf(request)) &&
  (request.headers.accept ?? '').includes('text/html')

const notFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(reply, problemOf(serverError('not-found', { method: request.method, path: pathOf(request) })))
