import { systemClock } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { diskFiles, type Effects, withRedactor } from './effects.ts'
import { openLog, trustedProxies } from './log.ts'
import { type Client, type Serving, startServing } from './testing/serving.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const told: string[] = []
const quiet: Effects = {
  clock: systemClock,
  files: diskFiles,
  stateDir: '/nowhere',
  env: {},
  out: () => {},
  err: (text) => void told.push(text),
  isTerminal: false,
}
const effects = withRedactor(quiet)
effects.redactor?.add('a-secret-of-the-warehouse')

let serving: Serving
let ada: Client
beforeAll(async () => {
  const log = openLog({}, effects)
  serving = await startServing({
    changes: () => ({ onRequest: log.request, onBug: log.bug, trustedProxies: '127.0.0.1' }),
  })
  ada = await serving.as({ userId: 'ada', roles: ['admin'], attributes: {} })
})
afterAll(() => serving[Symbol.asyncDispose]())

const PASSWORD = 'four words that nobody guesses'

/** A request is told once its reply has left, which the client may see first. */
const lineOf = (requestId: string) =>
  vi.waitFor(() => {
    const line = told.map((text) => JSON.parse(text)).find((one) => one.requestId === requestId)
    expect(line).toBeDefined()
    return line as Record<string, unknown>
  }, 60_000)

describe('the log of requests', () => {
  it('has a line for each, under the id the reply names', async () => {
    const reply = await ada.get('/v1/me', { 'x-request-id': 'from-the-proxy-1' })
    expect(reply.headers.get('x-request-id')).toBe('from-the-proxy-1')
    expect(await lineOf('from-the-proxy-1')).toMatchObject({
      level: 'info',
      route: 'GET /v1/me',
      status: 200,
      userId: 'ada',
      orgId: 'local',
    })
    for (const bad of ['short', 'with space in it', '"quoted-quoted"', 'x'.repeat(200)]) {
      const { headers } = await ada.get('/v1/me', { 'x-request-id': bad })
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
    const wrong = await ada.post('/v1/exports', {}, { 'x-request-id': 'a-wrong-request' })
    expect(wrong.body).toMatchObject({ status: 400, instance: 'urn:numize:request:a-wrong-request' })
    const unknown = await serving.anonymous.get('/v1/nothing/here', { 'x-request-id': 'nowhere-at-all' })
    expect(unknown.status).toBe(404)
    expect(await lineOf('nowhere-at-all')).toMatchObject({ status: 404, userId: null })
  })

  it('tells nothing of what was asked, sent, shown or kept secret', async () => {
    const words = {
      question: 'orders by country of Denmark',
      cell: '=note 12',
      body: 'a title of somebody',
      secret: 'a-secret-of-the-warehouse',
      password: PASSWORD,
    }
    await ada.post('/v1/projects/shop/threads', { question: words.question })
    await ada.post('/v1/sessions', { title: words.body })
    await ada.get(`/v1/audit?user=${encodeURIComponent(words.body)}`)
    await ada.post('/v1/query/sql', { sql: "SELECT CAST(note AS INT) FROM orders WHERE note = '=note 12'" })
    await ada.post('/v1/account/password', { password: words.password })
    await serving.anonymous.post('/v1/sign-in', { user: 'ada', password: words.password })
    await serving.anonymous.post('/v1/sign-in', { token: words.secret })
    await serving.anonymous.get(`/v1/shared/${words.secret}`)
    const link = await serving.installation.signInLink('ada')
    await serving.anonymous.post('/v1/sign-in', { token: link }, { 'x-request-id': 'the-last-of-all' })
    await lineOf('the-last-of-all')
    const all = told.join('')
    for (const [name, text] of Object.entries({ ...words, link, cookie: String(ada.headers['cookie']) }))
      expect([name, all.includes(text)]).toEqual([name, false])
    expect(all).toContain('POST /v1/projects/:project/threads')
  })

  it('tells where something broke, its words only on request', () => {
    const lines: string[] = []
    const at = (logLevel: string) =>
      openLog({ logLevel }, { ...effects, err: (text) => void lines.push(text) })
    at('error').bug(new TypeError('a cell: 42'), 'request-1234')
    at('debug').bug(new TypeError('a cell: 42'))
    at('silent').bug(new Error('unheard'))
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'TypeError', requestId: 'request-1234' })
    expect(lines.map((line) => line.includes('a cell'))).toEqual([false, true])
  })

  it('is written for people at a terminal', () => {
    const lines: string[] = []
    const person = { ...effects, isTerminal: true, err: (text: string) => void lines.push(text) }
    const line = {
      requestId: 'request-1',
      route: 'GET /v1/me',
      status: 200,
      ms: 3,
      userId: 'ada',
      orgId: 'local',
    }
    openLog({}, person).request(line)
    openLog({ logLevel: 'info' }, person).request(line)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info 200 {2}GET \/v1\/me {2}3 ms {2}ada {2}request-1\n$/)
    expect(() => openLog({ logLevel: 'loud' }, effects)).toThrow('--log-level')
  })
})

describe('proxies in front', () => {
  it('are named by address; what they say of others is taken, what strangers say is not', async () => {
    expect(trustedProxies('127.0.0.1, 10.0.0.0/8 ::1', effects)).toBe('127.0.0.1,10.0.0.0/8,::1')
    expect(trustedProxies(undefined, effects)).toBeUndefined()
    for (const bad of ['everybody', '10.0.0.0/0', '10.0.0.0/33', '1.2.3'])
      expect(() => trustedProxies(bad, effects)).toThrow('--trusted-proxies')
    const from = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }
    const link = await serving.installation.signInLink('ada')
    const { headers } = await serving.anonymous.post('/v1/sign-in', { token: link }, from)
    expect(headers.get('set-cookie')).toContain('Secure')
  })
})
