import { contentInspector } from '@numize/access'
import { emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Client, type Serving, startServing } from './testing/serving.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const REFUSES_ITALY = JSON.stringify([
  'sh',
  '-c',
  'if grep -q Italy; then echo "Nothing of Italy leaves."; exit 1; fi',
])

let serving: Serving
let ada: Client
let owner: Client
beforeAll(async () => {
  const inspectContent = contentInspector({ NUMIZE_DLP_COMMAND: REFUSES_ITALY })
  serving = await startServing({ changes: () => ({ inspectContent }) })
  ada = await serving.as({ userId: 'ada', roles: ['data'], attributes: {} })
  owner = await serving.as({ userId: 'root', roles: ['admin'], attributes: {} })
})
afterAll(() => serving[Symbol.asyncDispose]())

const byCountry = {
  ...emptyMetricsPlan,
  metrics: [{ metric: 'orders' }],
  groupBy: [{ dimension: 'country' }],
}
const audited = async (query: string) => (await owner.get(`/v1/audit?${query}`)).body['entries']

it('what leaves is seen by the check of the organisation, and a refusal is written down', async () => {
  const refused = await ada.post('/v1/exports', { format: 'csv', plan: byCountry })
  expect(refused).toMatchObject({ status: 403, body: { code: 'access/content-refused' } })
  expect(refused.body['detail']).toContain('Nothing of Italy leaves.')
  const passed = await ada.post('/v1/exports', { format: 'csv', plan: byCountry, slice: 'france' })
  expect(passed.status).toBe(200)
  expect(await audited('action=export&user=ada')).toMatchObject([
    { outcome: 'refused', project: 'shop', detail: { format: 'csv' } },
    { outcome: 'answered', project: 'shop' },
  ])
})

it('who looked and who was not let in is written down', async () => {
  const { body } = await ada.post('/v1/sessions', { title: 'Mine' })
  await ada.get(`/v1/sessions/${String(body['id'])}`)
  expect(await audited('action=view&user=ada')).toMatchObject([
    { userId: 'ada', detail: { route: 'GET /v1/sessions/:id', id: body['id'] } },
  ])
  const viewer = await serving.as({ userId: 'vic', roles: ['viewer'], attributes: {} })
  expect((await viewer.get('/v1/audit')).status).toBe(403)
  expect(await audited('action=denied')).toMatchObject([
    { userId: 'vic', outcome: 'refused', detail: { code: 'access/forbidden' } },
  ])
})

it('is searched a page at a time, and still stands as it was written', async () => {
  const first = await owner.get('/v1/audit?limit=2')
  const next = await owner.get(`/v1/audit?limit=2&cursor=${String(first.body['next_cursor'])}`)
  const seqs = [first, next].flatMap(({ body }) =>
    (body['entries'] as { seq: number }[]).map(({ seq }) => seq),
  )
  expect(seqs).toEqual([1, 2, 3, 4])
  expect(await serving.installation.audit.verify()).toMatchObject({ ok: true, unkeyed: 0 })
})
