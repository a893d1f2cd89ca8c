import { randomUUID } from 'node:crypto'
import { emptyMetricsPlan } from '@numize/semantic'
import { routes } from '@numize/server/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openDives } from './dives.ts'
import type { OpenSubject } from './subject.ts'
import { type Client, type Serving, startServing } from './testing/serving.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const ADA = { userId: 'ada', roles: ['admin'], attributes: {} }
const ORDERS = {
  ...emptyMetricsPlan,
  metrics: [{ metric: 'orders' }],
  groupBy: [{ dimension: 'country' }],
}
const BOARD = { title: 'Orders', description: null, range: null, filters: [], blocks: [] }

let serving: Serving
/** Of the same name in both organisations. */
let ada: Client
let rival: Client
beforeAll(async () => {
  serving = await startServing({
    rivals: ['rival'],
    changes: () => ({ rates: { perUser: 1_000_000, perOrg: 1_000_000, perAddress: 1_000_000 } }),
  })
  ada = await serving.as(ADA)
  rival = await serving.as(ADA, 'rival')
})
afterAll(() => serving[Symbol.asyncDispose]())

const textOf = async (reply: Promise<{ readonly bytes: Uint8Array }>) =>
  Buffer.from((await reply).bytes).toString()

/** Something of everything that has an id, in our own organisation. */
async function ownThings(): Promise<Readonly<Record<string, string>>> {
  const turn = await ada.post('/v1/projects/shop/threads', { question: 'sales of Denmark' })
  const { id: message = '', threadId: id = '' } = turn.body as Record<string, string>
  const board = await ada.post('/v1/projects/shop/boards', { content: BOARD, visibility: 'team' })
  const share = await ada.post('/v1/projects/shop/shares', { kind: 'board', id: board.body['id'] })
  const wish = await ada.post('/v1/keys', { name: 'ours', scopes: ['run:query'] })
  return {
    id,
    thread: id,
    session: id,
    turn: message,
    message,
    chart: message,
    board: String(board.body['id']),
    share: String(share.body['id']),
    token: String(share.body['token']),
    key: String(wish.body['keyId']),
    block: 'b',
    dive: randomUUID(),
    provider: 'ours',
    person: 'ada',
    slice: 'everything',
    kind: 'threads',
    at: '0',
    name: 'goal',
  }
}

/** Of one's own in every organisation: what they name is no secret of another. */
const NAMED_ALIKE = /:(person|slice|kind|goal)\b|\/account\/|:provider/

describe('two organisations', () => {
  it('ask their own data under the same names', async () => {
    for (const [client, country, other] of [
      [ada, 'Denmark', 'Norway'],
      [rival, 'Norway', 'Denmark'],
    ] as const) {
      const rows = await textOf(client.post('/v1/exports', { format: 'csv', plan: ORDERS }))
      expect([rows.includes(country), rows.includes(other)]).toEqual([true, false])
      const sql = await textOf(client.post('/v1/projects/shop/threads', { question: 'orders by country' }))
      expect([sql.includes(country), sql.includes(other)]).toEqual([true, false])
    }
  })

  it('reply to an id of the other as to one that does not exist', async () => {
    const ours = await ownThings()
    const made = Object.entries(ours).filter(([, value]) => value.length > 20)
    expect(made.length).toBeGreaterThan(8)
    const walked: string[] = []
    const opened: string[] = []
    for (const route of Object.keys(routes)) {
      const [method = 'GET', path = ''] = route.split(' ')
      if (!/:(?!project\b)/.test(path) || NAMED_ALIKE.test(path)) continue
      const at = (ids: Readonly<Record<string, string>>) =>
        path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'project' ? 'shop' : (ids[name] ?? 'x')))
      const body = { content: 'orders', question: 'orders', option: 0, verdict: 'up', title: 'x' }
      const send = async (ids: Readonly<Record<string, string>>) => {
        const sent = method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }
        const headers: Record<string, string> = 'body' in sent ? { 'content-type': 'application/json' } : {}
        const reply = await rival.request(method, at(ids), { ...sent, headers })
        const text = Object.values(ids).reduce(
          (told, one) => (one.length > 20 ? told.replaceAll(one, 'ID') : told),
          Buffer.from(reply.bytes)
            .toString()
            .replace(/urn:numize:request:[\w-]+/, 'REQUEST'),
        )
        return { route, status: reply.status, text }
      }
      const random = { ...ours, ...Object.fromEntries(made.map(([name]) => [name, randomUUID()])) }
      const theirs = await send(ours)
      expect(theirs).toEqual(await send(random))
      // what takes away what is not there may say that it is gone
      if (theirs.status < 400 && method !== 'DELETE') opened.push(route)
      walked.push(route)
    }
    expect(opened).toEqual([])
    expect(walked.length).toBeGreaterThan(10)
    expect((await ada.get(`/v1/projects/shop/boards/${ours['board']}`)).status).toBe(200)
    expect((await ada.get(`/v1/sessions/${ours['id']}`)).status).toBe(200)
    expect((await ada.get(`/v1/shared/${ours['token']}`)).status).toBe(200)
    const lists = ['/v1/sessions', '/v1/projects/shop/boards', '/v1/keys?all=true', '/v1/audit']
    for (const list of lists) {
      const told = await textOf(rival.get(list))
      expect([list, told.includes('sales of Denmark'), told.includes(String(ours['key']))]).toEqual([
        list,
        false,
        false,
      ])
    }
  })

  it('hear nothing of each other over the stream', async () => {
    const ours = await ownThings()
    const open = async (path: string, client: Client) => {
      const socket = new WebSocket(`${serving.address.replace('http', 'ws')}${path}`, {
        headers: client.headers,
      })
      const opened = await new Promise<boolean>((resolve) => {
        socket.once('open', () => resolve(true))
        socket.once('error', () => resolve(false))
      })
      return { socket, opened }
    }
    const theirs = await open(`/v1/stream/${ours['session']}`, rival)
    const own = await open(`/v1/stream/${ours['session']}`, ada)
    expect([theirs.opened, own.opened]).toEqual([false, true])
    own.socket.close()
    const { socket } = await open('/v1/stream', rival)
    const requestId = 'request-of-ada-1'
    const told = new Promise<string>((resolve) =>
      socket.once('message', (data: Buffer) => resolve(data.toString())),
    )
    socket.send(JSON.stringify({ kind: 'resume', requestId }))
    expect(JSON.parse(await told)).toMatchObject({ problem: { code: 'server/unknown-request' } })
    socket.close()
  })

  it('keep their secrets to themselves, and reach nothing of the machine', async () => {
    await serving.installation.secrets.set('warehouse', 'ours-alone', 'root')
    const test = (client: Client, reference: string) =>
      client.post('/v1/datasources/test', {
        type: 'postgres',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
        config: { url: 'postgres://reader:${REFERENCE}@127.0.0.1:1/x'.replace('REFERENCE', reference) },
      })
    expect(await test(rival, 'secret:warehouse')).toMatchObject({ body: { code: 'secrets/no-secret' } })
    expect((await test(ada, 'secret:warehouse')).body['code']).not.toBe('secrets/no-secret')
    expect((await test(rival, 'vault:kv/x#y')).status).toBeGreaterThanOrEqual(400)
    const file = { type: 'files', config: { path: serving.dataDir } }
    expect((await rival.post('/v1/datasources/test', file)).body['code']).toBe('cli/data-dirs')
    expect((await ada.post('/v1/datasources/test', file)).body['code']).not.toBe('cli/data-dirs')
  })

  it('write each to an audit of their own', async () => {
    const before = await serving.installation.audit.list()
    await rival.post('/v1/projects/shop/threads', { question: 'sales by country' })
    expect(await serving.installation.audit.list()).toHaveLength(before.length)
    const theirs = await serving.installation.of('rival').audit.list()
    expect(JSON.stringify(theirs)).toContain('ask')
  })
})

it('a deep dive is worked on in the organisation it was started in', async () => {
  const { installation } = serving
  const opened: string[] = []
  const dives = await openDives({
    installation,
    subjectOf: async (_, orgId = 'local') => {
      opened.push(orgId)
      return serving.subject satisfies OpenSubject
    },
    principalFor: async (as, orgId = 'local') => installation.of(orgId).principal(as ?? ''),
  })
  await using _dives = dives
  const served = dives.served((project, orgId) => ({ project: `/${orgId}/${project}` }))
  const by = { orgId: 'rival', userId: 'ada', roles: ['admin'], attributes: {} }
  const asked = { project: 'shop', slice: 'everything', question: 'why', plan: ORDERS, now: null }
  const id = await served.start(asked as never, by)
  const asker = { principal: by, project: 'shop', mayUse: () => true }
  for await (const dive of served.watch(id, asker, AbortSignal.timeout(60_000)))
    if (dive.endedAt !== null) break
  expect(new Set(opened)).toEqual(new Set(['rival']))
  const elsewhere = { ...asker, principal: { ...by, orgId: 'local' } }
  await expect(served.find(id, elsewhere)).rejects.toMatchObject({ code: 'assistant/no-dive' })
})
