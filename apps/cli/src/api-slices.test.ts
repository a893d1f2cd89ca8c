import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
const SLICES = '/v1/projects/shop/slices'
let serving: Serving
let dana: Client
let vic: Client
beforeAll(async () => {
  serving = await startServing()
  dana = await serving.as({ userId: 'dana', roles: ['data'], attributes: {} })
  vic = await serving.as({ userId: 'vic', roles: ['viewer'], attributes: {} })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const rowsOf = async (): Promise<unknown> => {
  const plan = {
    version: 1,
    kind: 'metrics',
    metrics: [{ metric: 'orders' }],
    groupBy: [{ dimension: 'country' }],
    where: [],
    having: [],
    time: null,
    compare: null,
    orderBy: [],
    limit: null,
    top: null,
  }
  return (await vic.post('/v1/query/plan', { plan, slice: 'france' })).body['rows']
}

it(
  'goes from draft to use and back over the API, and what is in force holds at once',
  async () => {
    expect((await dana.get(SLICES)).body).toMatchObject([
      { name: 'everything', version: null },
      { name: 'france', version: null },
    ])
    expect(await rowsOf()).toEqual([['France', 200]])
    const first = await dana.post(`${SLICES}/france/publish`, { why: 'as it stands' })
    expect(first).toMatchObject({ status: 201, body: { slice: 'france', version: 1, by: 'dana' } })

    const file = join(serving.subject.ground.project.dir, 'slices/all.yml')
    writeFileSync(file, readFileSync(file, 'utf8').replace("'France'", "'Italy'"))
    const { body } = await dana.get(`${SLICES}/france/diff`)
    expect(body).toMatchObject({ broken: [] })
    expect(String(body['diff'])).toMatch(/Italy/)
    const preview = await dana.post(`${SLICES}/france/preview`, { as: 'vic', question: 'orders by country' })
    expect(preview.body).toMatchObject({ turn: { reply: { result: { rows: [['Italy', 200]] } } } })
    expect(await rowsOf()).toEqual([['France', 200]])

    await dana.post(`${SLICES}/france/publish`, { why: 'Italy now' })
    expect(await rowsOf()).toEqual([['Italy', 200]])
    const back = await dana.post(`${SLICES}/france/roll-back`, { version: 1, why: 'too early' })
    expect(back.body).toMatchObject({ version: 3 })
    expect(await rowsOf()).toEqual([['France', 200]])
    expect((await dana.get(`${SLICES}/france/versions`)).body).toMatchObject([
      { version: 1, why: 'as it stands' },
      { version: 2, why: 'Italy now' },
      { version: 3, why: 'back to version 1: too early' },
    ])
  },
  SLOW_MS,
)

it('tells how ready a slice is, and names one there is not', async () => {
  const { body } = await dana.get(`${SLICES}/everything/readiness`)
  expect(body).toMatchObject({ score: expect.any(Number) })
  const unknown = await dana.get(`${SLICES}/nowhere/readiness`)
  expect(unknown).toMatchObject({ status: 404, body: { code: 'cli/unknown-slice' } })
  const request = await vic.post('/v1/projects/shop/raw-requests', { dimension: 'orders.note', why: 'audit' })
  expect(request).toMatchObject({ status: 400, body: { code: 'access/not-masked' } })
  expect((await vic.get('/v1/projects/shop/raw-requests')).body).toEqual([])
})

it(
  'takes a draft from whoever builds one: checked, seen through, put in force, refused where it breaks',
  async () => {
    const { body: told } = await dana.get(`${SLICES}/everything`)
    const content = told['content'] as Record<string, unknown>
    expect(String(told['yaml'])).toContain('name: everything')
    const draft = { ...content, name: 'quiet', label: 'Quiet', audience: ['dana'], minGroupSize: 50 }

    const checked = await dana.post(`${SLICES}/quiet/check`, { draft })
    expect(checked).toMatchObject({ status: 200, body: { broken: [] } })
    expect(String(checked.body['yaml'])).toContain('min_group_size: 50')
    const preview = await dana.post(`${SLICES}/quiet/preview`, { as: 'dana', draft })
    expect(preview.body['metrics']).toContain('orders')
    const wrong = await dana.post(`${SLICES}/quiet/check`, { draft: { ...draft, metrics: ['order'] } })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'cli/bad-slice' } })
    expect(wrong.body['detail']).toMatch(/unknown metric: order.*orders/s)

    const published = await dana.post(`${SLICES}/quiet/publish`, { why: 'a trial', draft })
    expect(published).toMatchObject({ status: 201, body: { slice: 'quiet', version: 1 } })
    const names = ((await dana.get(SLICES)).body as unknown as { name: string }[]).map(({ name }) => name)
    expect(names).toContain('quiet')
    expect((await vic.post(`${SLICES}/quiet/check`, { draft })).status).toBe(403)
    const unknown = await dana.get(`${SLICES}/nowhere`)
    expect(unknown).toMatchObject({ status: 404, body: { code: 'server/no-slice' } })
  },
  SLOW_MS,
)
