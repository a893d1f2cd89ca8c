import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dive } from '@numize/assistant'
import { systemClock } from '@numize/base'
import type { Finding } from '@numize/insights'
import { createServer, type ServerDeps } from '@numize/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDives } from './dives.ts'
import { diskFiles, type Effects } from './effects.ts'
import { openInstallation } from './installation.ts'
import { openSubject } from './open-subject.ts'
import { serverDeps } from './served.ts'
import { writeOrdersShop } from './testing/orders-shop.ts'

const SLOW_MS = 180_000
const ORIGIN = { origin: 'http://localhost:4173', host: 'localhost:4173' }
const ABOUT = 'revenue in march 2026'
const dir = mkdtempSync(join(tmpdir(), 'numize-served-dives-'))
const effects: Effects = {
  clock: systemClock,
  files: diskFiles,
  stateDir: join(dir, 'state'),
  env: {},
  out: () => {},
  err: () => {},
  isTerminal: false,
}

/** A server as `numize serve` opens it, over the shop. */
async function open() {
  const installation = await openInstallation(effects)
  const subject = { project: join(dir, 'shop') }
  const opened = await openSubject(subject, installation, effects)
  const dives = await openDives({
    installation,
    subjectOf: async () => opened,
    principalFor: async (as) => (as === undefined ? installation.owner : installation.principal(as)),
  })
  const serve = (signIn: ServerDeps['signIn']) =>
    createServer({
      ...serverDeps([opened], installation, effects),
      dives: dives.served(() => subject),
      signIn,
    })
  const server = await serve(installation.signIn)
  await server.ready()
  const signedIn = await server.inject({
    method: 'POST',
    url: '/v1/sign-in',
    headers: ORIGIN,
    payload: { token: await installation.signInLink() },
  })
  const headers = { ...ORIGIN, cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '' }
  const send = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const reply = await server.inject({
      method,
      url: `/v1/projects/shop/${path}`,
      headers,
      ...(payload ? { payload } : {}),
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const close = async () => {
    await server.close()
    for (const resource of [dives, opened, installation]) await resource[Symbol.asyncDispose]()
  }
  return { installation, serve, server, headers, send, close }
}
type Open = Awaited<ReturnType<typeof open>>

/** News of a dive over the stream, until one is as wanted. */
async function watch({ server, headers }: Open, dive: string, isWanted: (dive: Dive) => boolean) {
  const socket = await server.injectWS('/v1/stream', { headers })
  const news: Dive[] = []
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString())
      if (message.kind !== 'dive') return reject(new Error(data.toString()))
      news.push(message.dive)
      if (isWanted(message.dive)) resolve()
    })
    socket.send(JSON.stringify({ kind: 'watch', requestId: 'watch-0001', project: 'shop', dive }))
  })
  socket.terminate()
  return news
}
const isDone = ({ state }: Dive): boolean => state === 'done'
const hasLooked = ({ looks }: Dive): boolean => looks.some(({ state }) => state === 'done')

let served: Open
beforeAll(async () => {
  writeOrdersShop(join(dir, 'shop'))
  served = await open()
}, SLOW_MS)
afterAll(async () => {
  await served.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('a deep dive over the server', { timeout: SLOW_MS }, () => {
  it('is started by a question of a thread, tells its looks as they come and leaves a report that opens', async () => {
    const asked = await served.send('POST', 'threads', { question: 'revenue in march 2026 by day' })
    const thread = asked.body.threadId
    const { body } = await served.send('POST', `threads/${thread}/questions`, {
      question: 'deep dive on this',
    })
    expect(body.reply).toMatchObject({ status: 'diving', about: 'Revenue in Mar 2026' })
    const news = await watch(served, body.reply.dive, isDone)
    expect(news.length).toBeGreaterThan(3)
    expect(news.some(({ looks }) => looks.at(-1)?.state === 'looking')).toBe(true)
    const { looks, spent, budget, report } = news.at(-1) as Dive
    expect(looks.map(({ look }) => look)).toContain('the days it began')
    expect(looks.every(({ state }) => state === 'done')).toBe(true)
    expect(spent.plans).toBeGreaterThan(5)
    expect(spent.plans).toBeLessThanOrEqual(budget.plans)
    expect(report).toMatchObject({ verdict: 'explained', notLooked: [] })
    expect(report?.questions.length).toBeGreaterThan(0)

    const path = `dives/${body.reply.dive}`
    const onset = report?.evidence.findIndex(({ kind }) => kind === 'onset') ?? -1
    const opened = await served.send('GET', `${path}/evidence/${onset}`)
    expect(opened.body.result.rows.length).toBeGreaterThan(20)
    expect(opened.body.answer.chart.kind).toBe('line')
    expect((await served.send('GET', `${path}/evidence/999`)).status).toBe(404)
    for (const question of report?.questions ?? [])
      expect((await served.send('POST', 'threads', { question })).body).toMatchObject({
        question,
        reply: { status: 'answered' },
      })
  })

  it('is started from one finding of a cause, and says where there is nothing to dive into', async () => {
    const why = await served.send('POST', 'threads', { question: `why did ${ABOUT} change` })
    const path = `turns/${why.body.id}/dives`
    const finding = why.body.reply.cause.findings.findIndex(({ kind }: Finding) => kind === 'segment')
    const { status, body } = await served.send('POST', path, { finding })
    expect(status).toBe(201)
    expect(body.threadId).toBe(why.body.threadId)
    expect(body.reply).toMatchObject({ status: 'diving', about: expect.stringMatching(/of .*DE/) })
    await watch(served, body.reply.dive, isDone)
    expect(await served.send('POST', path, { finding: 99 })).toMatchObject({
      status: 404,
      body: { code: 'assistant/no-finding' },
    })
    const lost = await served.send('POST', 'dives', { about: 'this' })
    expect(lost.body.reply).toMatchObject({ status: 'refused', code: 'assistant/nothing-to-dive-into' })
  })

  it('stops, keeps what it found, and goes on where it was', async () => {
    const { body } = await served.send('POST', 'dives', { about: ABOUT })
    const { dive } = body.reply
    await watch(served, dive, hasLooked)
    await served.send('POST', `dives/${dive}/stop`)
    const stopped = (await watch(served, dive, ({ endedAt }) => endedAt !== null)).at(-1) as Dive
    expect(stopped).toMatchObject({ state: 'stopped', report: null })
    const found = stopped.looks.filter(({ state }) => state === 'done')
    expect(found.length).toBeGreaterThan(0)
    await served.send('POST', `dives/${dive}/resume`)
    const done = (await watch(served, dive, isDone)).at(-1) as Dive
    expect(done.looks.slice(0, found.length)).toEqual(found)
    expect(done.report).toMatchObject({ verdict: 'explained' })
    const all = await served.send('GET', 'dives')
    expect(all.body.map(({ id }: Dive) => id)).toContain(dive)
  })

  it('goes on after the server was started anew', async () => {
    const { body } = await served.send('POST', 'dives', { about: ABOUT })
    const { dive } = body.reply
    const before = (await watch(served, dive, hasLooked)).at(-1) as Dive
    await served.close()
    served = await open()
    const done = (await watch(served, dive, isDone)).at(-1) as Dive
    const looked = before.looks.filter(({ state }) => state === 'done')
    expect(done.looks.slice(0, looked.length)).toEqual(looked)
    expect(done.report).toMatchObject({ verdict: 'explained', notLooked: [] })
  })

  it('does not exist for anybody else, and is started by nobody without the right', async () => {
    const { body } = await served.send('POST', 'dives', { about: ABOUT })
    const { dive } = body.reply
    await watch(served, dive, isDone)
    const { installation, serve, headers } = served
    await installation.saveUser({ userId: 'bob', roles: ['enablement'], attributes: {} })
    const principal = await installation.principal('bob')
    const server = await serve({
      ...installation.signIn,
      authenticate: async () => ({ principal, via: 'key', keyId: 'k' }),
    })
    const url = `/v1/projects/shop/dives/${dive}`
    expect((await server.inject({ url, headers })).json()).toMatchObject({ code: 'assistant/no-dive' })
    expect((await server.inject({ url: `${url}/evidence/0`, headers })).statusCode).toBe(404)
    expect((await server.inject({ url: '/v1/projects/shop/dives', headers })).json()).toEqual([])
    expect((await server.inject({ method: 'POST', url: `${url}/stop`, headers })).statusCode).toBe(403)
    await expect(watch({ ...served, server }, dive, isDone)).rejects.toThrow(/no-dive/)
    await server.close()
    expect((await served.send('GET', `dives/${dive}`)).body.state).toBe('done')
  })
})
