import { CLIENT, startProvider, type TestProvider } from '@numize/identity/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { manage } from './managing.ts'
import { type Client, type Serving, startServing } from './testing/serving.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let serving: Serving
let provider: TestProvider
let owner: Client
let engineer: Client
beforeAll(async () => {
  serving = await startServing()
  serving.installation.serveAt(serving.address)
  provider = await startProvider(`${serving.address}/v1/sign-in/callback`, `${serving.address}/`)
  owner = await serving.as({ userId: 'root', roles: ['admin'], attributes: {} })
  engineer = await serving.as({ userId: 'eve', roles: ['engineer'], attributes: {} })
})
afterAll(async () => {
  await provider[Symbol.asyncDispose]()
  await serving[Symbol.asyncDispose]()
})

const put = (client: Client, path: string, body: unknown) =>
  client.request('PUT', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
const settings = { label: 'Acme ID', ...CLIENT, createPeople: true, defaultRoles: ['viewer'] }

describe('identity providers', () => {
  it('are set up by a command, and people come in by them', async () => {
    const { installation } = serving
    await installation.secrets.set('acme-id', CLIENT.clientSecret, 'root')
    const said = await manage(
      {
        what: 'save provider',
        name: 'acme-id',
        settings: { ...settings, issuer: provider.issuer, clientSecret: 'secret:acme-id' },
      },
      installation,
    )
    expect(said).toEqual([`acme-id  Acme ID  ${provider.issuer}  ${CLIENT.clientId}`])
    expect(await manage({ what: 'test provider', name: 'acme-id' }, installation)).toEqual([
      `${provider.issuer} answers; people sign in at ${provider.issuer}/auth`,
    ])
    provider.accounts['grace'] = { name: 'Grace' }
    const left = await serving.anonymous.request('GET', '/v1/sign-in/with/acme-id?to=/p/shop', {
      redirect: 'manual',
    })
    const back = await provider.walk(left.headers.get('location') ?? '', 'grace')
    const came = await serving.anonymous.request('GET', `${back.pathname}${back.search}`, {
      redirect: 'manual',
      headers: { cookie: left.headers.get('set-cookie')?.split(';')[0] ?? '' },
    })
    expect(came.headers.get('location')).toBe('/p/shop')
    const cookie = came.headers.getSetCookie().find((one) => one.startsWith('numize_session')) ?? ''
    const me = await serving.anonymous.get('/v1/me', { cookie: cookie.split(';')[0] ?? '' })
    expect(me.body).toMatchObject({ orgId: 'local', roles: ['viewer'] })
  })

  it('are managed over the API, which never tells a secret', async () => {
    const wanted = { ...settings, issuer: 'https://8.8.8.8' }
    for (const issuer of ['https://127.0.0.1', 'https://[::1]', 'https://2852039166', provider.issuer])
      expect(await put(owner, '/v1/identity-providers/other', { ...wanted, issuer })).toMatchObject({
        status: 403,
        body: { code: 'access/unreachable-host' },
      })
    const saved = await put(owner, '/v1/identity-providers/other', wanted)
    expect(saved).toMatchObject({ status: 200, body: { name: 'other', hasSecret: true, domains: [] } })
    const list = await engineer.get('/v1/identity-providers')
    expect(list.status).toBe(200)
    expect(Buffer.from(list.bytes).toString()).not.toContain(CLIENT.clientSecret)
    expect(await put(engineer, '/v1/identity-providers/mine', wanted)).toMatchObject({
      status: 403,
      body: { code: 'access/forbidden' },
    })
    const tested = await owner.post('/v1/identity-providers/acme-id/test')
    expect(tested.body).toEqual({ issuer: provider.issuer, signInAt: `${provider.issuer}/auth` })
    expect((await owner.request('DELETE', '/v1/identity-providers/other')).status).toBe(204)
    expect((await owner.request('DELETE', '/v1/identity-providers/other')).status).toBe(404)
  })
})

describe('settings', () => {
  it('tell how long what is kept; the audit is not shortened by everybody', async () => {
    const { body } = await engineer.get('/v1/settings')
    expect(body).toMatchObject({ contentCheck: false, allowedOrigins: [], rates: { perUser: 600 } })
    expect(body['retention']).toContainEqual({ kind: 'threads', days: null, setBy: null })
    const set = await put(engineer, '/v1/settings/retention/threads', { days: 90 })
    expect(set.body).toContainEqual({ kind: 'threads', days: 90, setBy: 'eve' })
    expect((await put(engineer, '/v1/settings/retention/audit', { days: 400 })).status).toBe(403)
    expect((await put(owner, '/v1/settings/retention/audit', { days: 400 })).status).toBe(200)
    expect((await put(owner, '/v1/settings/retention/audit', { days: 30 })).status).toBe(400)
    expect((await put(owner, '/v1/settings/retention/nothing', { days: 30 })).status).toBe(400)
  })
})

describe('the audit', () => {
  it('is verified and taken away as a file whose cells begin no formula', async () => {
    await serving.installation.keepers.audit.append({
      action: 'note',
      userId: '=root',
      project: null,
      outcome: 'answered',
    })
    expect((await owner.get('/v1/audit/verify')).body).toMatchObject({ ok: true, from: 1 })
    const csv = await owner.get('/v1/audit/export?action=note')
    const [head = '', line = ''] = Buffer.from(csv.bytes).toString().split('\r\n')
    expect(head.startsWith('seq,at,userId,action')).toBe(true)
    expect(line.split(',')[2]).toBe("'=root")
    const lines = Buffer.from((await owner.get('/v1/audit/export?format=jsonl')).bytes).toString()
    expect(JSON.parse(lines.split('\n')[0] ?? '')).toMatchObject({ seq: 1 })
    expect((await engineer.get('/v1/audit/export')).status).toBe(403)
    const exports = (await owner.get('/v1/audit?action=export')).body['entries']
    expect(exports).toMatchObject([{ detail: { what: 'audit' } }, { detail: { what: 'audit' } }])
  })
})
