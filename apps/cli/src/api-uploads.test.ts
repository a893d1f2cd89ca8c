import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentInspector } from '@numize/access'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Client, type Reply, type Serving, startServing } from './testing/serving.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

const REFUSES_TOP_SECRET = JSON.stringify([
  'sh',
  '-c',
  'if grep -q "top secret"; then echo "Not to be sent in."; exit 1; fi',
])

let serving: Serving
let ada: Client
let bob: Client
beforeAll(async () => {
  const inspectContent = contentInspector({ NUMIZE_DLP_COMMAND: REFUSES_TOP_SECRET })
  serving = await startServing({ changes: () => ({ inspectContent }) })
  ada = await serving.as({ userId: 'ada', roles: ['data'], attributes: {} })
  bob = await serving.as({ userId: 'bob', roles: ['data'], attributes: {} })
})
afterAll(() => serving[Symbol.asyncDispose]())

const send = (client: Client, name: string, content: string | Uint8Array): Promise<Reply> =>
  client.request('POST', `/v1/uploads?name=${encodeURIComponent(name)}`, {
    body: Buffer.from(content),
    headers: { 'content-type': 'application/octet-stream' },
  })

const idOf = ({ body }: Reply): string => String(body['id'])
const put = (client: Client, path: string, body: unknown) =>
  client.request('PUT', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

async function read(client: Client, id: string): Promise<Reply['body']> {
  for (;;) {
    const { body } = await client.get(`/v1/uploads/${id}`)
    if ((body['upload'] as { state: string }).state !== 'reading') return body
    await sleep(50)
  }
}

const CITIES = ['Oslo', 'Rome', 'Bern']
const SALES = [
  'sale_id,city,buyer,day,amount',
  ...Array.from(
    { length: 60 },
    (_, at) =>
      `${at},${CITIES[at % 3]},b${at}@mail.example,2026-0${1 + (at % 3)}-11,${at === 5 ? 'free' : at * 2}`,
  ),
].join('\n')

it('a file is read, put right, kept, asked and removed by its sender', async () => {
  const sent = await send(ada, 'Sales of 2026.csv', SALES)
  expect(sent).toMatchObject({
    status: 201,
    body: { name: 'Sales of 2026.csv', format: 'csv', state: 'reading' },
  })
  const path = `/v1/uploads/${idOf(sent)}`
  expect(await read(ada, idOf(sent))).toMatchObject({
    upload: { state: 'read' },
    preview: {
      rows: 60,
      columns: [{}, {}, { personal: expect.any(String) }, {}, { almost: { choice: 'number' } }],
    },
  })
  const again = await put(ada, `${path}/reading`, { sheet: null, chosen: { amount: 'number' } })
  expect(again.status).toBe(202)
  expect(await read(ada, idOf(sent))).toMatchObject({
    preview: { problems: [{ row: 7, column: 'amount', problem: 'is not a number and is empty now' }] },
  })
  const keeping = { label: 'Sales of 2026', audience: 'me', personal: ['buyer'] }
  const kept = await ada.post(`${path}/keep`, keeping)
  expect(kept).toMatchObject({ status: 201, body: { project: 'sales_of_2026', upload: { state: 'kept' } } })
  const asked = await ada.post('/v1/projects/sales_of_2026/threads', { question: 'amount by city' })
  expect(asked.body).toMatchObject({ reply: { status: 'answered' } })
  const { rows } = (asked.body['reply'] as { result: { rows: unknown[] } }).result
  expect(rows).toEqual(
    expect.arrayContaining([
      ['Oslo', 1140],
      ['Rome', 1180],
      ['Bern', 1210],
    ]),
  )
  const shut = await bob.post('/v1/projects/sales_of_2026/threads', { question: 'amount by city' })
  expect(shut.body).toMatchObject({ reply: { status: 'refused' } })
  expect((await ada.post(`${path}/keep`, keeping)).status).toBe(409)
  expect((await ada.request('DELETE', path)).status).toBe(204)
  expect((await ada.get('/v1/projects/sales_of_2026/welcome')).status).toBe(404)
  expect((await ada.get(path)).status).toBe(404)
})

it("somebody else's file is one that does not exist", async () => {
  const sent = await send(ada, 'mine.csv', SALES)
  const id = idOf(sent)
  const tries = [
    await bob.get(`/v1/uploads/${id}`),
    await put(bob, `/v1/uploads/${id}/reading`, { sheet: null, chosen: {} }),
    await bob.post(`/v1/uploads/${id}/keep`, { label: 'x', audience: 'me', personal: [] }),
    await bob.request('DELETE', `/v1/uploads/${id}`),
  ]
  expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect((await bob.get('/v1/uploads')).body['uploads']).toEqual([])
  await ada.request('DELETE', `/v1/uploads/${id}`)
})

it('what the organisation does not want is removed, what is no file refused, and all of it written down', async () => {
  const refused = await send(ada, 'plans.csv', `a,b\n1,top secret\n${'2,x\n'.repeat(50_000)}`)
  expect(refused).toMatchObject({ status: 403, body: { code: 'access/content-refused' } })
  expect((await ada.get('/v1/uploads')).body['uploads']).toEqual([])
  const outside = `/tmp/numize-upload-${process.pid}.csv`
  const packed = Buffer.from([0x1f, 0x8b, 0x08, ...Array.from({ length: 40 }, () => 0)])
  expect((await send(ada, `../../../..${outside}`, packed)).status).toBe(415)
  expect(existsSync(outside)).toBe(false)
  expect(await ada.post('/v1/uploads?name=a.csv', { a: 1 })).toMatchObject({ status: 415 })
  const owner = await serving.as({ userId: 'root', roles: ['admin'], attributes: {} })
  const { body } = await owner.get('/v1/audit?action=upload&user=ada&outcome=refused')
  expect(body['entries']).toMatchObject([{ detail: { name: 'plans.csv', format: 'csv' } }])
})
