import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
let serving: Serving
let ada: Client
let bob: Client
beforeAll(async () => {
  serving = await startServing()
  ada = await serving.as({ userId: 'ada', roles: ['editor'], attributes: {} })
  bob = await serving.as({ userId: 'bob', roles: ['viewer'], attributes: {} })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const THREADS = '/v1/projects/shop/threads'
type Row = Record<string, unknown>

/** A thread of Ada's with one answer. */
async function asked(): Promise<{ thread: string; turn: string; reply: Row }> {
  const { body } = await ada.post(THREADS, { question: 'orders by country' })
  expect(body).toMatchObject({ reply: { status: 'answered' } })
  return { thread: String(body['threadId']), turn: String(body['id']), reply: body['reply'] as Row }
}

const put = (client: Client, path: string, body: object) =>
  client.request('PUT', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

it('a thread is called otherwise and taken away, by its owner only', async () => {
  const { thread } = await asked()
  const path = `${THREADS}/${thread}`
  expect((await put(ada, path, { title: ' Where orders come from ' })).status).toBe(204)
  expect((await ada.get(THREADS)).body).toMatchObject([{ id: thread, title: 'Where orders come from' }])
  expect((await put(ada, path, { title: '  ' })).status).toBe(400)
  const eve = await serving.as({ userId: 'eve', roles: ['editor'], attributes: {} })
  expect((await put(eve, path, { title: 'Mine' })).status).toBe(404)
  expect((await eve.request('DELETE', path, {})).status).toBe(404)
  expect((await ada.request('DELETE', path, {})).status).toBe(204)
  expect((await ada.get(path)).status).toBe(404)
  expect((await ada.get(THREADS)).body).toEqual([])
})

it('a turn is asked again on the data there is', async () => {
  const { turn, reply } = await asked()
  const { rows, runHash } = reply['result'] as Row
  const again = await ada.post(`/v1/projects/shop/turns/${turn}/rerun`, {})
  expect(again.body).toMatchObject({ result: { rows, runHash } })
  expect((await bob.post(`/v1/projects/shop/turns/${turn}/rerun`, {})).status).toBeGreaterThanOrEqual(400)
})

it('a shared thread shows its questions, and rows with the rights of whoever looks', async () => {
  const { thread, turn, reply } = await asked()
  const share = await ada.post('/v1/projects/shop/shares', { kind: 'thread', id: thread })
  const link = `/v1/shared/${String(share.body['token'])}`
  const seen = (await bob.get(`${link}/thread`)).body
  expect(seen).toMatchObject({
    by: 'ada',
    turns: [{ id: turn, question: 'orders by country', hasRows: true }],
  })
  expect(JSON.stringify(seen)).not.toContain('France')
  const shown = await bob.post(`${link}/turns/${turn}`, {})
  expect(shown.body).toMatchObject({ result: { rows: (reply['result'] as Row)['rows'] } })
  expect((await bob.post(`${link}/turns/nothing`, {})).status).toBe(404)
  expect((await serving.anonymous.get(`${link}/thread`)).status).toBe(401)
  await ada.request('DELETE', `${THREADS}/${thread}`, {})
  expect((await bob.get(`${link}/thread`)).status).toBe(410)
})
