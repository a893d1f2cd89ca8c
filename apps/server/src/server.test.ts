import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { routes, type ServerMessage } from './contract/index.ts'
import { createServer } from './server.ts'
import type { ServerDeps } from './server-deps.ts'
import { memoryKeepers, memoryProject } from './test-support/memory-project.ts'
import { memorySignIn } from './test-support/memory-sign-in.ts'
import { openapiDocument } from './test-support/openapi-document.ts'

const person = (userId: string) => ({ orgId: 'org', userId, roles: ['analyst'], attributes: {} })
const ORIGIN = { origin: 'http://localhost:4173', host: 'localhost:4173' }

let app: FastifyInstance
let bugs: unknown[]
afterEach(() => app.close())

async function start(changes: Partial<ServerDeps> = {}): Promise<FastifyInstance> {
  bugs = []
  app = await createServer({
    projects: [memoryProject()],
    keepersOf: () => memoryKeepers(),
    signIn: memorySignIn({ 'link-ada': person('ada'), 'link-bob': person('bob') }),
    version: '1.2.3',
    webRoot: null,
    isReady: () => true,
    onBug: (error) => bugs.push(error),
    ...changes,
  })
  return app
}

const signInAs = async (token: string): Promise<Record<string, string>> => {
  const reply = await app.inject({ method: 'POST', url: '/v1/sign-in', headers: ORIGIN, payload: { token } })
  return { ...ORIGIN, cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' }
}

const ask = (headers: Record<string, string>, question: string) =>
  app.inject({ method: 'POST', url: '/v1/projects/shop/threads', headers, payload: { question } })

const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message))

const built = () => {
  const root = mkdtempSync(join(tmpdir(), 'numize-web-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>Numize</title>')
  writeFileSync(join(root, 'assets', 'index-abc.js'), 'export {}')
  return root
}

describe('signing in', () => {
  it('trades a link for a cookie scripts cannot read and other sites cannot send', async () => {
    await start()
    const reply = await app.inject({
      method: 'POST',
      url: '/v1/sign-in',
      headers: ORIGIN,
      payload: { token: 'link-ada' },
    })
    expect(reply.json()).toMatchObject({ userId: 'ada', orgId: 'org', roles: ['analyst'] })
    expect(reply.headers['set-cookie']).toMatch(/HttpOnly/)
    expect(reply.headers['set-cookie']).toMatch(/SameSite=Strict/)
  })

  it('takes a link once', async () => {
    await start()
    await signInAs('link-ada')
    const again = await app.inject({
      method: 'POST',
      url: '/v1/sign-in',
      headers: ORIGIN,
      payload: { token: 'link-ada' },
    })
    expect(again.statusCode).toBe(401)
    expect(again.json()).toMatchObject({ code: 'access/bad-link' })
  })

  it('ends a session for good', async () => {
    await start()
    const headers = await signInAs('link-ada')
    expect((await app.inject({ url: '/v1/me', headers })).statusCode).toBe(200)
    expect((await app.inject({ method: 'POST', url: '/v1/sign-out', headers })).json()).toEqual({
      goTo: null,
    })
    expect((await app.inject({ url: '/v1/me', headers })).statusCode).toBe(401)
  })

  it('is needed by every route that says so, before it looks at the request', async () => {
    await start()
    for (const [name, { permission }] of Object.entries(routes)) {
      const [method, url] = name.split(' ') as ['GET' | 'POST', string]
      const { statusCode } = await app.inject({
        method,
        url,
        payload: method === 'POST' ? {} : undefined,
      } as never)
      expect([name, statusCode === 401]).toEqual([name, permission !== 'anyone'])
    }
  })
})

describe('a body where none is taken', () => {
  it('is refused, and nothing is done', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const send = (payload: unknown) =>
      app.inject({ method: 'POST', url: '/v1/sign-out', headers, payload } as never)
    for (const payload of [{ token: { select: 1 } }, [1]]) {
      const reply = await send(payload)
      expect([reply.statusCode, reply.json().detail]).toEqual([
        400,
        'POST /v1/sign-out takes no body: send the request without one',
      ])
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    }
    expect((await app.inject({ url: '/v1/me', headers })).statusCode).toBe(200)
    expect((await send({})).statusCode).toBe(200)
  })
})

describe('requests from elsewhere', () => {
  it('are refused where they would change something', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const foreign = await ask({ ...headers, origin: 'https://evil.example' }, 'orders')
    expect(foreign.statusCode).toBe(403)
    expect(foreign.json()).toMatchObject({ code: 'server/foreign-origin' })
    const { origin: _, ...unnamed } = headers
    expect((await ask(unnamed, 'orders')).statusCode).toBe(403)
    const ours = { ...unnamed, 'x-numize-request': '1' }
    expect((await ask(ours, 'orders')).statusCode).toBe(201)
    expect((await ask({ ...ours, origin: 'https://evil.example' }, 'orders')).statusCode).toBe(403)
  })

  it('find no projects of other organisations', async () => {
    const eve = { orgId: 'elsewhere', userId: 'eve', roles: ['admin'], attributes: {} }
    await start({ signIn: memorySignIn({ 'link-eve': eve }) })
    const headers = await signInAs('link-eve')
    expect((await app.inject({ url: '/v1/projects', headers })).json()).toEqual([])
    const reply = await app.inject({ url: '/v1/projects/shop/welcome', headers })
    expect(reply.statusCode).toBe(404)
    expect(reply.json().detail).toBe('unknown project: shop. There are none.')
  })

  it('may be let in by name, with a key of their own and never with the cookie', async () => {
    const friend = { origin: 'https://friend.example' }
    const preflight = { ...friend, 'access-control-request-method': 'POST' }
    const url = '/v1/projects/shop/threads'
    await start()
    const closed = await app.inject({ method: 'OPTIONS', url, headers: preflight })
    expect(closed.headers['access-control-allow-origin']).toBeUndefined()
    await app.close()
    await start({ allowedOrigins: [friend.origin] })
    const open = await app.inject({ method: 'OPTIONS', url, headers: preflight })
    expect(open.headers['access-control-allow-origin']).toBe(friend.origin)
    expect(open.headers['access-control-allow-credentials']).toBeUndefined()
    const stranger = { ...preflight, origin: 'https://evil.example' }
    const other = await app.inject({ method: 'OPTIONS', url, headers: stranger })
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
    const headers = { ...(await signInAs('link-ada')), ...friend }
    expect((await ask(headers, 'orders')).statusCode).toBe(403)
  })

  it('cannot open the stream', async () => {
    await start()
    const headers = await signInAs('link-ada')
    await app.ready()
    await expect(
      app.injectWS('/v1/stream', { headers: { ...headers, origin: 'https://evil.example' } }),
    ).rejects.toThrow('403')
    await expect(app.injectWS('/v1/stream', { headers: ORIGIN })).rejects.toThrow('401')
  })
})

describe('errors', () => {
  it('are problems that say what, where and what to do', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const reply = await app.inject({ url: '/v1/projects/shoop/welcome', headers })
    expect(reply.headers['content-type']).toMatch('application/problem+json')
    expect(reply.json()).toMatchObject({
      status: 404,
      code: 'server/unknown-project',
      detail: 'unknown project: shoop. There is shop.',
    })
    const wrong = await app.inject({
      method: 'POST',
      url: '/v1/projects/shop/threads',
      headers,
      payload: { question: 7 },
    })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.json().detail).toMatch('body.question')
  })

  it('of ours are told without their text and reported', async () => {
    await start()
    const reply = await ask(await signInAs('link-ada'), 'break')
    expect(reply.statusCode).toBe(500)
    expect(reply.body).not.toMatch('secret')
    expect(bugs).toHaveLength(1)
  })

  it.each([
    [
      'a body that is too large',
      { 'content-type': 'application/json' },
      JSON.stringify({ question: 'x'.repeat(70_000) }),
      413,
    ],
    ['a body that is not JSON', { 'content-type': 'application/json' }, '{', 400],
    [
      'a question that is too long',
      { 'content-type': 'application/json' },
      JSON.stringify({ question: 'x'.repeat(4001) }),
      400,
    ],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'question=x', 400],
  ])('%s is refused', async (_, type, payload, status) => {
    await start()
    const headers = { ...(await signInAs('link-ada')), ...type }
    const reply = await app.inject({ method: 'POST', url: '/v1/projects/shop/threads', headers, payload })
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-type']).toMatch('application/problem+json')
  })

  it('says when to come back to whoever asks too often', async () => {
    await start({ rates: { perUser: 3 } })
    const [ada, bob] = [await signInAs('link-ada'), await signInAs('link-bob')]
    for (let at = 0; at < 3; at++) await app.inject({ url: '/v1/me', headers: ada })
    const reply = await app.inject({ url: '/v1/me', headers: ada })
    expect((await app.inject({ url: '/v1/me', headers: bob })).statusCode).toBe(200)
    expect((await app.inject({ url: '/health/live' })).statusCode).toBe(200)
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect(reply.statusCode).toBe(429)
    expect(reply.json().detail).toMatch(/wait \d+ s/)
  })

  it('answers 503 until it is ready', async () => {
    await start({ isReady: () => false })
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(503)
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'ok', version: '1.2.3' })
  })
})

describe('the contract', () => {
  it('is what OpenAPI 3.1 lists, no more and no less', async () => {
    await start()
    const document = (await app.inject({ url: '/v1/openapi.json' })).json()
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations as object).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    expect(document.openapi).toBe('3.1.0')
    expect(listed.toSorted()).toEqual(Object.keys(routes).toSorted())
  })

  it('is a valid document of OpenAPI 3.1, whose references to its schemas lead to one', async () => {
    await start()
    const reply = await app.inject({ url: '/v1/openapi.json' })
    const document = reply.json()
    expect(openapiDocument.safeParse(document).error?.issues ?? []).toEqual([])
    const names = [...reply.body.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    )
    expect(names.filter((name) => !document.components?.schemas?.[String(name)])).toEqual([])
  })

  it('keeps threads to their asker', async () => {
    await start()
    const ada = await signInAs('link-ada')
    const { threadId } = (await ask(ada, 'orders')).json()
    const url = `/v1/projects/shop/threads/${threadId}`
    await app.inject({
      method: 'POST',
      url: `${url}/questions`,
      headers: ada,
      payload: { question: 'by month' },
    })
    const turns = (await app.inject({ url, headers: ada })).json()
    expect(turns.map((turn: { question: string }) => turn.question)).toEqual(['orders', 'by month'])
    const bob = await app.inject({ url, headers: await signInAs('link-bob') })
    expect(bob.statusCode).toBe(404)
  })
})

describe('the stream', () => {
  const REQUEST = 'request-1'

  async function open(
    headers: Record<string, string>,
  ): Promise<{ socket: WebSocket; heard: ServerMessage[]; until: Until }> {
    await app.ready()
    const heard: ServerMessage[] = []
    const sleepers: (() => void)[] = []
    const socket = await app.injectWS(
      '/v1/stream',
      { headers },
      {
        onInit: (ws) =>
          ws.on('message', (data: Buffer) => {
            heard.push(JSON.parse(data.toString()))
            for (const wake of sleepers.splice(0)) wake()
          }),
      },
    )
    const until: Until = async (kind) => {
      for (;;) {
        const found = heard.find((message) => message.kind === kind)
        if (found) return found
        await new Promise<void>((resolve) => sleepers.push(resolve))
      }
    }
    return { socket, heard, until }
  }
  type Until = (kind: ServerMessage['kind']) => Promise<ServerMessage>
  const question = (text: string) => ({ kind: 'ask', requestId: REQUEST, project: 'shop', question: text })

  it('tells the steps, then the same turn as REST', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const { socket, heard, until } = await open(headers)
    say(socket, question('orders'))
    const message = await until('turn')
    expect(heard.map(({ kind }) => kind)).toEqual(['step', 'turn'])
    const { turn } = message as Extract<ServerMessage, { kind: 'turn' }>
    const stored = (await app.inject({ url: `/v1/projects/shop/threads/${turn.threadId}`, headers })).json()
    expect(stored).toEqual([turn])
  })

  it('stops a question that is asked to', async () => {
    await start()
    const { socket, until } = await open(await signInAs('link-ada'))
    say(socket, question('wait'))
    await until('step')
    say(socket, { kind: 'cancel', requestId: REQUEST })
    expect(await until('stopped')).toEqual({ kind: 'stopped', requestId: REQUEST })
  })

  it('tells a question again to whoever comes back after a lost connection, and to nobody else', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const first = await open(headers)
    say(first.socket, question('orders'))
    await first.until('turn')
    first.socket.terminate()
    const second = await open(headers)
    say(second.socket, { kind: 'resume', requestId: REQUEST })
    expect(await second.until('turn')).toEqual(first.heard[1])
    const bob = await open(await signInAs('link-bob'))
    say(bob.socket, { kind: 'resume', requestId: REQUEST })
    expect(await bob.until('problem')).toMatchObject({ problem: { code: 'server/unknown-request' } })
  })

  it('hears nothing more once its session is over', async () => {
    await start()
    const headers = await signInAs('link-ada')
    const { socket, until } = await open(headers)
    await app.inject({ method: 'POST', url: '/v1/sign-out', headers })
    say(socket, question('orders'))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    expect(await until('problem')).toMatchObject({ requestId: REQUEST, problem: { status: 401 } })
    expect(await closed).toBe(4401)
  })

  it('answers a message it does not know with a problem', async () => {
    await start()
    const { socket, until } = await open(await signInAs('link-ada'))
    socket.send('hello')
    expect(await until('problem')).toMatchObject({ requestId: null, problem: { code: 'server/bad-message' } })
  })

  it('bounds what one person has under way', async () => {
    await start()
    const { socket, until } = await open(await signInAs('link-ada'))
    for (let at = 0; at < 5; at++) say(socket, { ...question('wait'), requestId: `request-${at}` })
    expect(await until('problem')).toMatchObject({ problem: { code: 'server/too-many-questions' } })
  })
})

describe('the web', () => {
  const asPage = { accept: 'text/html' }

  it('answers every address that is no route with the page, without inline scripts', async () => {
    await start({ webRoot: built() })
    for (const url of ['/', '/sign-in', '/p/shop/t/1']) {
      const reply = await app.inject({ url, headers: asPage })
      expect([url, reply.statusCode, reply.headers['cache-control']]).toEqual([url, 200, 'no-cache'])
      expect(reply.headers['content-security-policy']).toMatch("script-src 'self';")
    }
  })

  it('keeps hashed files for a year and never takes a missing one for a page', async () => {
    await start({ webRoot: built() })
    const asset = await app.inject({ url: '/assets/index-abc.js' })
    expect(asset.headers['cache-control']).toMatch('immutable')
    expect((await app.inject({ url: '/assets/index-old.js', headers: asPage })).statusCode).toBe(404)
    expect((await app.inject({ url: '/v1/nothing', headers: asPage })).json()).toMatchObject({
      code: 'server/not-found',
    })
  })
})
