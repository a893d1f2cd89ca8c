import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
let serving: Serving
let data: Client
let viewer: Client
let path: string
beforeAll(async () => {
  serving = await startServing()
  data = await serving.as({ userId: 'dana', roles: ['data'], attributes: {} })
  viewer = await serving.as({ userId: 'vic', roles: ['viewer'], attributes: {} })
  mkdirSync(serving.dataDir)
  path = join(serving.dataDir, 'parcels.csv')
  const rows = Array.from({ length: 60 }, (_, id) => `${id},${['north', 'south'][id % 2]},${id * 2}`)
  writeFileSync(path, `parcel_id,region,weight\n${rows.join('\n')}\n`)
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const files = (name: string, audience: readonly string[]) => ({
  name,
  type: 'files',
  config: { path },
  audience,
})

it(
  'tests, registers, profiles and answers from a data source',
  async () => {
    const tested = await data.post('/v1/datasources/test', { type: 'files', config: { path } })
    expect(tested).toMatchObject({ status: 200, body: { tables: ['parcels'] } })
    const made = await data.post('/v1/datasources', files('depot', ['*']))
    expect(made).toMatchObject({ status: 201, body: { id: 'depot', type: 'files', tables: ['parcels'] } })
    const profile = await data.post('/v1/datasources/depot/profile')
    expect(profile.body).toMatchObject({
      tables: [{ name: 'parcels', row_count: 60, columns: [{ name: 'parcel_id', unique: true }, {}, {}] }],
    })
    expect(Buffer.from(profile.bytes).toString()).not.toMatch(/north/)
    const asked = await viewer.post('/v1/projects/depot/threads', { question: 'how many parcels by region' })
    expect(asked.body).toMatchObject({
      reply: {
        status: 'answered',
        result: {
          rows: [
            ['north', 30],
            ['south', 30],
          ],
        },
      },
    })
    const again = await data.post('/v1/datasources', files('depot', ['*']))
    expect(again).toMatchObject({ status: 409, body: { code: 'server/name-taken' } })
  },
  SLOW_MS,
)

it(
  'tells how a table differs from an earlier profile of it',
  async () => {
    const asked = await viewer.post('/v1/projects/depot/threads', { question: 'profile of parcels' })
    const { profile } = asked.body['reply'] as { profile: { columns: { name: string; nulls: number }[] } }
    const drift = (before: object) => viewer.post('/v1/projects/depot/profiles/drift', { before })
    expect(await drift(profile)).toMatchObject({ status: 200, body: { rows: 60, drift: [] } })
    const emptier = profile.columns.map((column) =>
      column.name === 'region' ? { ...column, nulls: 40 } : column,
    )
    expect((await drift({ ...profile, columns: emptier })).body).toMatchObject({
      drift: [
        {
          column: 'region',
          kind: 'nulls',
          text: expect.stringMatching(/0\.0 % .*, where it was in 66\.7 %/),
        },
      ],
    })
    const impossible = profile.columns.map((column) => ({ ...column, nulls: 61 }))
    expect((await drift({ ...profile, columns: impossible })).status).toBe(400)
    expect((await drift({ ...profile, table: 'elephants' })).status).toBe(400)
  },
  SLOW_MS,
)

it(
  'keeps a data source to those it is for, over every way',
  async () => {
    expect((await data.post('/v1/datasources', files('closed', ['data']))).status).toBe(201)
    const names = async (client: Client) =>
      ((await client.get('/v1/datasources')).body['datasources'] as { id: string }[]).map(({ id }) => id)
    expect(await names(data)).toContain('closed')
    expect(await names(viewer)).not.toContain('closed')
    const plan = { version: 1, kind: 'list', root: 'parcels', columns: [{ dimension: 'region' }], limit: 1 }
    const tries = [
      await viewer.post('/v1/query/plan', { project: 'closed', plan }),
      await viewer.post('/v1/exports', { project: 'closed', plan, format: 'csv' }),
      await viewer.post('/v1/sessions', { context: { project: 'closed' } }),
      await viewer.get('/v1/projects/closed/welcome'),
      await viewer.get('/v1/metrics/definitions?project=closed'),
    ]
    expect(tries.map(({ status, body }) => [status, body['code']])).toEqual(
      tries.map(() => [403, 'access/no-slice']),
    )
    const asked = await viewer.post('/v1/projects/closed/threads', { question: 'how many parcels' })
    expect(asked.body).toMatchObject({ reply: { status: 'refused', code: 'access/no-slice' } })
  },
  SLOW_MS,
)

it('makes the model of the tables that were chosen', async () => {
  const folder = join(serving.dataDir, 'both')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'towns.csv'), 'town,people\nOslo,7\nRome,9\n')
  writeFileSync(join(folder, 'rivers.csv'), 'river,length\nPo,650\nGlomma,600\n')
  const wanted = { name: 'chosen', type: 'files', config: { path: folder }, audience: ['*'] }
  const none = await data.post('/v1/datasources', { ...wanted, tables: ['lakes'] })
  expect(none).toMatchObject({ status: 400, body: { code: 'cli/no-tables-chosen' } })
  expect((await data.post('/v1/datasources', { ...wanted, tables: ['rivers'] })).status).toBe(201)
  const { body } = await data.get('/v1/projects/chosen/catalog')
  expect((body['models'] as { name: string }[]).map((model) => model.name)).toEqual(['rivers'])
})

it('reads no file outside the folders that may be read', async () => {
  const link = join(serving.dataDir, 'link.csv')
  if (!existsSync(link)) symlinkSync('/etc/passwd', link)
  for (const outside of [
    '/etc/passwd',
    join(serving.dataDir, '../shop/data'),
    link,
    `${serving.dataDir}/../shop/data/*`,
  ]) {
    const reply = await data.post('/v1/datasources/test', { type: 'files', config: { path: outside } })
    expect([outside, reply.status, reply.body['code']]).toEqual([outside, 403, 'cli/data-dirs'])
  }
})

it('takes no password and no reference that would tell the environment to a stranger', async () => {
  for (const url of [
    'postgres://ada:hunter2@db.example/shop',
    'postgres://ada:${PG_PASSWORD}@db.example/shop',
    'postgres://${env:HOME}@db.example/shop',
    'postgres://ada@db.example/${file:/etc/passwd}',
    'clickhouse://db.example/shop?password=hunter2',
  ]) {
    const reply = await data.post('/v1/datasources/test', { type: 'postgres', config: { url } })
    expect([url, reply.status, reply.body['code']]).toEqual([url, 400, 'server/secret-in-address'])
    expect(Buffer.from(reply.bytes).toString()).not.toMatch(/hunter2/)
  }
})

describe('addresses of somebody who does not own the machine', () => {
  const test = (type: string, url: string) => data.post('/v1/datasources/test', { type, config: { url } })

  it.each([
    ['postgres', 'postgres://reader@127.0.0.1:5432/shop'],
    ['postgres', 'postgres://reader@2130706433/shop'],
    ['postgres', 'postgres://reader@[::ffff:169.254.169.254]/shop'],
    ['postgres', 'postgres://reader@localhost/shop'],
    ['clickhouse', 'clickhouse://reader@169.254.169.254:80/latest'],
    ['clickhouse', 'clickhouse://reader@0x7f.1:8123/shop'],
  ])('call nobody inside: %s at %s', async (type, url) => {
    expect(await test(type, url)).toMatchObject({ status: 403, body: { code: 'access/unreachable-host' } })
  })

  it.each([
    ['postgres', 'postgres:///shop'],
    ['postgres', 'postgres://%2Fvar%2Frun%2Fpostgresql/shop'],
    ['postgres', 'socket:/var/run/postgresql?db=shop'],
    ['postgres', '/var/run/postgresql shop'],
    ['postgres', 'postgres://reader@db.example/shop?host=127.0.0.1'],
    ['postgres', 'postgres://reader@db.example/shop?sslrootcert=/etc/passwd'],
    ['postgres', 'postgres://reader@db.example/shop?options=-c%20default_transaction_read_only%3Doff'],
    ['clickhouse', 'clickhouse://reader@db.example/shop?ca=/etc/passwd'],
    ['bigquery', 'bigquery://shop/sales?apiEndpoint=http://127.0.0.1:1'],
    ['clickhouse', 'http://db.example/shop'],
  ])('lead nowhere else: %s at %s', async (type, url) => {
    expect(await test(type, url)).toMatchObject({ status: 403, body: { code: 'sources/closed-address' } })
  })

  it.each(['env:DATABASE_URL', 'file:/etc/passwd', 'ENV:HOME'])(
    'stand for nothing of the machine: %s',
    async (url) => {
      const { status } = await test('postgres', url)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    },
  )
})
