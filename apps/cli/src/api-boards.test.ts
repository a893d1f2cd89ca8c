import { emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
let serving: Serving
let ada: Client
let bob: Client
let eve: Client
beforeAll(async () => {
  serving = await startServing()
  ada = await serving.as({ userId: 'ada', roles: ['editor'], attributes: {} })
  bob = await serving.as({ userId: 'bob', roles: ['viewer'], attributes: {} })
  eve = await serving.as({ userId: 'eve', roles: ['editor'], attributes: {} })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const BOARDS = '/v1/projects/shop/boards'
const plan = { ...emptyMetricsPlan, metrics: [{ metric: 'orders' }], groupBy: [{ dimension: 'country' }] }
const content = {
  title: 'Orders',
  description: null,
  range: null,
  filters: [],
  blocks: [
    { kind: 'plan', id: 'by-country', title: 'By country', width: 2, plan, as: 'table', chart: null },
    { kind: 'text', id: 'note', width: 1, text: 'What we watch.' },
  ],
}
const make = async (visibility: 'private' | 'team'): Promise<string> => {
  const { status, body } = await ada.post(BOARDS, { content, visibility })
  expect([status, body['version'], body['isYours']]).toEqual([201, 1, true])
  return String(body['id'])
}
const nothing = { time: null, where: [] }
const run = (client: Client, id: string, shared: object, search = '') =>
  client.post(`${BOARDS}/${id}/blocks/by-country/run${search}`, { shared })

it('is made, seen, changed and taken away; a change that came too late is not lost silently', async () => {
  const id = await make('private')
  const next = { content: { ...content, title: 'All orders' }, visibility: 'team', version: 1 }
  const changed = await ada.request('PUT', `${BOARDS}/${id}`, json(next))
  expect(changed.body).toMatchObject({ version: 2, visibility: 'team', content: { title: 'All orders' } })
  const late = await eve.request('PUT', `${BOARDS}/${id}`, json(next))
  expect([late.status, late.body['code']]).toEqual([409, 'store/board-changed'])
  expect((await bob.get(BOARDS)).body).toMatchObject([{ id, title: 'All orders', blocks: 2 }])
  expect((await bob.request('DELETE', `${BOARDS}/${id}`, {})).status).toBe(403)
  expect((await ada.request('DELETE', `${BOARDS}/${id}`, {})).status).toBe(204)
  expect((await ada.get(`${BOARDS}/${id}`)).status).toBe(404)
})

it('a block is narrowed by what the board says, and tells what it has no part in', async () => {
  const id = await make('team')
  expect((await run(bob, id, nothing)).body).toMatchObject({ notApplied: [], result: { rowCount: 3 } })
  const where = [
    { kind: 'in', field: { dimension: 'country' }, values: ['France'] },
    { kind: 'in', field: { dimension: 'no_such_thing' }, values: ['x'] },
  ]
  expect((await run(bob, id, { time: null, where })).body).toMatchObject({
    notApplied: ['no_such_thing'],
    result: { rows: [['France', 200]] },
  })
  expect((await ada.post(`${BOARDS}/${id}/blocks/note/run`, { shared: nothing })).status).toBe(404)
})

it('a private board opens by a link only, until that is revoked', async () => {
  const id = await make('private')
  expect((await bob.get(`${BOARDS}/${id}`)).body['code']).toBe('server/no-board')
  expect((await run(bob, id, nothing)).status).toBe(404)
  const asked = { kind: 'board', id, view: { range: '7D' } }
  expect((await eve.post('/v1/projects/shop/shares', asked)).status).toBe(404)
  const share = (await ada.post('/v1/projects/shop/shares', asked)).body
  const token = String(share['token'])
  expect((await bob.get(`/v1/shared/${token}`)).body).toMatchObject({ target: id, view: { range: '7D' } })
  expect((await serving.anonymous.get(`/v1/shared/${token}`)).status).toBe(401)
  expect((await bob.get(`${BOARDS}/${id}?share=${token}`)).body).toMatchObject({
    content: { title: 'Orders' },
  })
  expect((await run(bob, id, nothing, `?share=${token}`)).status).toBe(200)
  const other = await make('private')
  expect((await bob.get(`${BOARDS}/${other}?share=${token}`)).status).toBe(404)
  const listed = await ada.get(`/v1/projects/shop/shares?kind=board&id=${id}`)
  expect(listed.body).toMatchObject([{ id: share['id'] }])
  expect((await eve.request('DELETE', `/v1/projects/shop/shares/${String(share['id'])}`, {})).status).toBe(
    410,
  )
  expect((await ada.request('DELETE', `/v1/projects/shop/shares/${String(share['id'])}`, {})).status).toBe(
    204,
  )
  expect((await bob.get(`/v1/shared/${token}`)).body).toMatchObject({ status: 410, code: 'server/no-share' })
  expect((await bob.get('/v1/shared/never-made')).status).toBe(410)
  expect((await bob.get(`${BOARDS}/${id}?share=${token}`)).status).toBe(404)
})

it.each([
  ['two blocks of one id', { blocks: [content.blocks[1], content.blocks[1]] }],
  ['a kind of block there is not', { blocks: [{ kind: 'script', id: 'x' }] }],
  ['no title', { title: '' }],
])('a board with %s is refused in one sentence', async (_, part) => {
  const reply = await ada.post(BOARDS, { content: { ...content, ...part }, visibility: 'team' })
  expect([reply.status, reply.body['code']]).toEqual([400, 'server/bad-request'])
})

const json = (body: unknown) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
