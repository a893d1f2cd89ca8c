import { emptyMetricsPlan } from '@numize/semantic'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Client, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
let serving: Serving
let ada: Client
let bob: Client
beforeAll(async () => {
  serving = await startServing()
  ada = await serving.as({ userId: 'ada', roles: ['data'], attributes: {} })
  bob = await serving.as({ userId: 'bob', roles: ['viewer'], attributes: {} })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const byCountry = {
  ...emptyMetricsPlan,
  metrics: [{ metric: 'orders' }],
  groupBy: [{ dimension: 'country' }],
}
const THREE = [
  ['Denmark', 200],
  ['France', 200],
  ['Italy', 200],
]

describe('a plan', () => {
  it('is answered with its rows, how they came to be, and the policies in force', async () => {
    const all = await ada.post('/v1/query/plan', { plan: byCountry })
    expect(all.body).toMatchObject({ rows: THREE, rowCount: 3, explanation: { policies: [] } })
    const france = await ada.post('/v1/query/plan', { plan: byCountry, project: 'shop', slice: 'france' })
    expect(france.body).toMatchObject({
      rows: [['France', 200]],
      explanation: { policies: [{ kind: 'rowFilter', model: 'orders' }] },
    })
    expect(france.body['runHash']).not.toBe(all.body['runHash'])
  })

  it('is explained without being run', async () => {
    const { body } = await ada.post('/v1/query/explain', { plan: byCountry })
    expect(body).toMatchObject({ refusal: null, explanation: { metrics: [{ name: 'orders' }] } })
    expect(body['sql']).toMatch(/FROM orders/)
  })

  it.each([
    ['a metric there is not', { plan: { ...byCountry, metrics: [{ metric: 'orderz' }] } }, 400, /orders/],
    ['a plan of another kind', { plan: { kind: 'dance' } }, 400, /kind/],
    ['no plan', {}, 400, /body\.plan/],
    ['a project there is not', { plan: byCountry, project: 'shopp' }, 404, /There is shop/],
    ['a slice that is not theirs', { plan: byCountry, slice: 'board' }, 404, /everything, france/],
  ])('with %s is refused in one sentence', async (_, body, status, sentence) => {
    const reply = await ada.post('/v1/query/plan', body)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
    expect(reply.body['detail']).toMatch(sentence)
  })
})

describe('SQL of a person', () => {
  it('gives records over the tables of the slice', async () => {
    const sql = 'SELECT country, count(*) AS n FROM orders GROUP BY 1 ORDER BY 1'
    const { status, body } = await ada.post('/v1/query/sql', { datasource_id: 'shop', sql })
    expect([status, body['rows']]).toEqual([200, THREE.map(([country, n]) => ({ country, n }))])
    expect(body).toMatchObject({ sampled: false, row_count: 3 })
    const france = await ada.post('/v1/query/sql', {
      sql: 'SELECT count(*) AS n FROM orders',
      slice: 'france',
    })
    expect(france.body['rows']).toEqual([{ n: 200 }])
  })

  it('is written over tables that are told with their columns, as the slice has them', async () => {
    const { body } = await ada.get('/v1/projects/shop/sql-tables?slice=france')
    expect(body).toMatchObject({ slice: { name: 'france' }, refusal: null })
    const [orders] = body['tables'] as { name: string; columns: { name: string; type: string }[] }[]
    expect(orders?.name).toBe('orders')
    const names = orders?.columns.map(({ name }) => name) ?? []
    expect(names).toContain('country')
    const { status } = await ada.post('/v1/query/sql', {
      sql: `SELECT ${names.join(', ')} FROM orders LIMIT 1`,
      slice: 'france',
    })
    expect(status).toBe(200)
    expect((await bob.get('/v1/projects/shop/sql-tables')).status).toBe(403)
  })

  it('is a sample where one is asked for, and says so', async () => {
    const { body } = await ada.post('/v1/query/sql', { sql: 'SELECT order_id FROM orders', sample: true })
    expect(body).toMatchObject({ sampled: true })
    expect(body['rows']).toHaveLength(100)
  })

  it('is blocked where it would reach further, and written down', async () => {
    const blocked = await ada.post('/v1/query/sql', { sql: "SELECT * FROM read_csv('/etc/passwd')" })
    expect(blocked).toMatchObject({ status: 403, body: { code: 'engines/sql-blocked' } })
    expect(await bob.post('/v1/query/sql', { sql: 'SELECT 1' })).toMatchObject({
      status: 403,
      body: { code: 'access/forbidden' },
    })
    const owner = await serving.as({ userId: 'root', roles: ['admin'], attributes: {} })
    const audit = await owner.get('/v1/audit?user=ada&action=sql&outcome=refused')
    expect(audit.body['entries']).toMatchObject([{ detail: { code: 'engines/sql-blocked' } }])
  })
})

describe('a session', () => {
  it(
    'is started, asked in, told over its stream and kept',
    async () => {
      const made = await ada.post('/v1/sessions', {
        title: 'Orders by country',
        context: { slice: 'france', timezone: 'UTC', ticket: 7 },
      })
      expect(made).toMatchObject({
        status: 201,
        body: { title: 'Orders by country', context: { project: 'shop', slice: 'france', ticket: 7 } },
      })
      const id = String(made.body['id'])
      const asked = await ada.post(`/v1/sessions/${id}/message`, { content: 'orders by country' })
      expect(asked).toMatchObject({
        status: 202,
        body: { status: 'streaming', stream_url: `/v1/stream/${id}` },
      })
      const turn = await told(ada, `/v1/stream/${id}`)
      expect(turn).toMatchObject({ question: 'orders by country', reply: { status: 'answered' } })
      expect(turn).toMatchObject({ reply: { result: { rows: [['France', 200]] } } })
      const again = await told(ada, `/v1/stream/${id}`)
      expect(again).toEqual(turn)
      const { body } = await ada.get(`/v1/sessions/${id}`)
      expect(body['messages']).toMatchObject([{ id: turn['id'], content: 'orders by country' }])

      const chart = await ada.get(`/v1/charts/${String(turn['id'])}`)
      expect([200, 404]).toContain(chart.status)
      const file = await ada.post('/v1/exports', { format: 'csv', message_id: turn['id'] })
      expect(Buffer.from(file.bytes).toString()).toBe('Country,Orders\r\nFrance,200\r\n')
    },
    SLOW_MS,
  )

  it('draws a chart that is found by the id of its message', async () => {
    const { body } = await ada.post('/v1/projects/shop/threads', { question: 'sales by month' })
    const chart = await ada.get(`/v1/charts/${String(body['id'])}`)
    expect(chart.body).toMatchObject({
      theme: 'default',
      spec: { $schema: expect.stringMatching(/vega-lite/) },
    })
    expect((await bob.get(`/v1/charts/${String(body['id'])}`)).status).toBe(404)
  })

  it('is nobody else’s, over any way', async () => {
    const { body } = await ada.post('/v1/sessions', {})
    const id = String(body['id'])
    expect((await bob.get(`/v1/sessions/${id}`)).status).toBe(404)
    expect((await bob.post(`/v1/sessions/${id}/message`, { content: 'orders' })).status).toBe(404)
    await expect(told(bob, `/v1/stream/${id}`)).rejects.toThrow('404')
    await expect(told(serving.anonymous, `/v1/stream/${id}`)).rejects.toThrow(/40[13]/)
    const ids = ((await bob.get('/v1/sessions')).body['sessions'] as { id: string }[]).map((one) => one.id)
    expect(ids).not.toContain(id)
  })

  it('is listed page by page, with cursors of no use to another', async () => {
    const eve = await serving.as({ userId: 'eve', roles: ['viewer'], attributes: {} })
    for (const title of ['one', 'two', 'three']) await eve.post('/v1/sessions', { title })
    const titles: string[] = []
    let path = '/v1/sessions?limit=2'
    for (let page = 0; page < 5; page++) {
      const { body } = await eve.get(path)
      titles.push(...(body['sessions'] as { title: string }[]).map(({ title }) => title))
      if (body['next_cursor'] === null) break
      path = `/v1/sessions?limit=2&cursor=${nextOf(body)}`
    }
    expect(titles.toSorted()).toEqual(['one', 'three', 'two'])
    for (const cursor of ['x', 'bnVsbA', path.split('cursor=')[1]]) {
      const refused = await bob.get(`/v1/sessions?cursor=${cursor}`)
      expect(refused).toMatchObject({ status: 400, body: { code: 'server/bad-cursor' } })
    }
  })
})

describe('an export', () => {
  it('is a spreadsheet that starts no formula, a Parquet file of exact cells, or JSON', async () => {
    const plan = {
      version: 1,
      kind: 'list',
      root: 'orders',
      columns: [{ dimension: 'note' }, { dimension: 'day' }],
      distinct: false,
      where: [],
      time: null,
      orderBy: [],
      limit: 2,
    }
    const csv = await ada.post('/v1/exports', { format: 'csv', plan })
    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename="numize-\w+\.csv"/)
    expect(Buffer.from(csv.bytes).toString()).toMatch(/^Note,Day\r\n'=note \d+,2026-/)
    const sales = { ...byCountry, metrics: [{ metric: 'orders' }, { metric: 'sales' }] }
    const json = await ada.post('/v1/exports', { format: 'json', plan: sales })
    const parquet = await ada.post('/v1/exports', { format: 'parquet', plan: sales })
    const file = parquet.bytes.buffer.slice(0) as ArrayBuffer
    const rows = await parquetReadObjects({ file })
    const cells = rows.map((row) => ({ ...row, orders: Number(row['orders']) }))
    expect(cells).toEqual(json.body)
    const days = await ada.post('/v1/exports', { format: 'parquet', plan })
    const [first] = await parquetReadObjects({ file: days.bytes.buffer.slice(0) as ArrayBuffer })
    expect(Object.values(first ?? {}).some((value) => value instanceof Date)).toBe(true)
  })

  it('is written down with its run, and needs the right', async () => {
    const reader = await serving.as({ userId: 'reader', roles: ['enablement'], attributes: {} })
    expect((await reader.post('/v1/exports', { format: 'csv', plan: byCountry })).status).toBe(403)
    const owner = await serving.as({ userId: 'root', roles: ['admin'], attributes: {} })
    const { body } = await owner.get('/v1/audit?action=export&user=ada&limit=1')
    expect(body['entries']).toMatchObject([{ detail: { rows: expect.any(Number) }, project: 'shop' }])
    expect(body['next_cursor']).toEqual(expect.any(String))
  })

  it('says what is not built', async () => {
    const notebook = await ada.post('/v1/exports', { format: 'notebook', plan: byCountry })
    expect(notebook).toMatchObject({ status: 501, body: { code: 'server/not-built' } })
    expect((await ada.post('/v1/query/python', { code: 'print(1)' })).status).toBe(501)
  })
})

describe('what is known of metrics', () => {
  it('is told with how they are computed, and not sent again while it stands', async () => {
    const first = await bob.get('/v1/metrics/definitions')
    expect(first.body).toMatchObject([
      { id: 'shop/orders', label: 'Orders', definition: 'number of rows in orders' },
      { id: 'shop/sales' },
    ])
    const etag = first.headers.get('etag') ?? ''
    const again = await bob.get('/v1/metrics/definitions', { 'if-none-match': etag })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  })

  it('has published schemas', async () => {
    const { body } = await serving.anonymous.get('/v1/schemas')
    for (const { url } of body as unknown as { url: string }[])
      expect((await serving.anonymous.get(url)).body['$schema']).toMatch(/2020-12/)
    expect((await serving.anonymous.get('/v1/schemas/secrets')).status).toBe(404)
  })
})

describe('a request that arrives twice', () => {
  const key = (value: string) => ({ 'idempotency-key': value })

  it('is carried out once under its key, and refused under another’s', async () => {
    const kim = await serving.as({ userId: 'kim', roles: ['viewer'], attributes: {} })
    const both = await Promise.all(
      [1, 2, 3].map(() => kim.post('/v1/sessions', { title: 'once' }, key('key-1'))),
    )
    const made = both.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(both.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const again = await kim.post('/v1/sessions', { title: 'once' }, key('key-1'))
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(new Set([...made, again].map(({ body }) => body['id'])).size).toBe(1)
    expect((await kim.get('/v1/sessions')).body['sessions']).toHaveLength(1)
    const other = await kim.post('/v1/sessions', { title: 'twice' }, key('key-1'))
    expect(other).toMatchObject({ status: 422, body: { code: 'server/key-of-another' } })
    const bad = await kim.post('/v1/sessions', {}, key('a key with blanks'))
    expect(bad).toMatchObject({ status: 400, body: { code: 'server/bad-key' } })
  })

  it('is refused again as it was refused', async () => {
    const plan = { ...byCountry, metrics: [{ metric: 'orderz' }] }
    const first = await ada.post('/v1/query/plan', { plan }, key('refused'))
    const again = await ada.post('/v1/query/plan', { plan }, key('refused'))
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.body]).toEqual([first.status, first.body])
    expect(again.headers.get('content-type')).toMatch('application/problem+json')
  })
})

it('broke nothing of ours', () => expect(serving.bugs).toEqual([]))

const nextOf = ({ next_cursor }: Readonly<Record<string, unknown>>): string => next_cursor as string

/** The first turn that a stream tells. */
const told = (client: Client, path: string): Promise<Readonly<Record<string, unknown>>> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${serving.address.replace('http', 'ws')}${path}`, {
      headers: client.headers,
    })
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as {
        kind: string
        turn?: Readonly<Record<string, unknown>>
      }
      if (message.kind === 'step') return
      socket.close()
      if (message.turn) resolve(message.turn)
      else reject(new Error(data.toString()))
    })
  })
