import { routes } from '@numize/server/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
const PASSWORD = 'tin lantern over the ridge'

let serving: Serving
beforeAll(async () => {
  serving = await startServing({
    changes: () => ({
      trustedProxies: '127.0.0.1',
      rates: { perUser: 1_000_000, perOrg: 1_000_000, perAddress: 1_000_000 },
    }),
  })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const person = (userId: string, role = 'viewer') => serving.as({ userId, roles: [role], attributes: {} })
const knock = (body: object, headers: Record<string, string> = {}) =>
  serving.anonymous.post('/v1/sign-in', body, headers)
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? ''

/** Every field of a body, with something else in its place. */
const instead = [{ select: 1 }, ['x'], 1, true, null, { $ne: null }]

describe('signing in over HTTP', () => {
  it('takes texts alone, whatever else is sent in their place', async () => {
    for (const wrong of instead)
      for (const body of [
        { token: wrong },
        { user: wrong, password: PASSWORD },
        { user: 'ada', password: wrong },
        { user: 'ada', password: PASSWORD, code: wrong },
        { user: 'ada', password: PASSWORD, organisation: wrong },
      ]) {
        const { status, headers } = await knock(body, { 'x-forwarded-for': '198.51.100.1' })
        expect([JSON.stringify(body), [400, 429].includes(status)]).toEqual([JSON.stringify(body), true])
        expect(headers.get('set-cookie')).toBeNull()
      }
  })

  it('sets a cookie bound to this host where it came over https, and reads no other', async () => {
    const link = await serving.installation.signInLink()
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.2' }
    const { headers } = await knock({ token: link }, https)
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-numize_session=.*Path=\/; HttpOnly; Secure; SameSite=Strict/,
    )
    const cookie = cookieOf(headers)
    const me = (sent: Record<string, string>) => serving.anonymous.get('/v1/me', sent)
    expect((await me({ ...https, cookie })).status).toBe(200)
    expect((await me({ ...https, cookie: cookie.replace('__Host-', '') })).status).toBe(401)
  })

  it('by a password that was set, and tells strangers nothing', async () => {
    const grace = await person('grace')
    expect((await grace.post('/v1/account/password', { password: PASSWORD })).status).toBe(204)
    expect((await grace.get('/v1/me')).status).toBe(401)
    const from = { 'x-forwarded-for': '198.51.100.3' }
    const right = await knock({ user: 'grace', password: PASSWORD }, from)
    expect(right.body).toMatchObject({ userId: 'grace', roles: ['viewer'] })
    const wrong = await knock({ user: 'grace', password: 'wrong' }, from)
    const unknown = await knock({ user: 'nobody', password: 'wrong' }, from)
    const elsewhere = await knock({ user: 'grace', password: PASSWORD, organisation: 'x' }, from)
    expect(wrong.status).toBe(401)
    expect([unknown.body, elsewhere.body]).toEqual([wrong.body, wrong.body])
  })

  it('ends the session a browser came with', async () => {
    const first = await person('henry')
    const link = await serving.installation.signInLink('henry')
    await first.post('/v1/sign-in', { token: link })
    expect((await first.get('/v1/me')).status).toBe(401)
  })
})

describe('keys and tokens over HTTP', () => {
  it('open what they were made for without a cookie or an origin', async () => {
    const ada = await person('ada', 'admin')
    const made = await ada.post('/v1/keys', { name: 'script', scopes: ['read:session', 'run:query'] })
    expect(made.status).toBe(201)
    const bearer = (token: unknown): Client =>
      clientOf(serving.address, { authorization: `Bearer ${String(token)}` })
    const byKey = bearer(made.body['key'])
    expect((await byKey.get('/v1/me')).body).toMatchObject({ scopes: ['read:session', 'run:query'] })
    expect((await byKey.get('/v1/people')).status).toBe(403)
    const given = await byKey.post('/v1/token', { scopes: ['run:query'] })
    expect(given.body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'run:query' })
    const byToken = bearer(given.body['access_token'])
    expect((await byToken.get('/v1/me')).body).toMatchObject({ userId: 'ada', scopes: ['run:query'] })
    expect((await byToken.post('/v1/token', {})).status).toBe(403)
    const keys = (await serving.anonymous.get('/v1/.well-known/jwks.json')).body['keys'] as object[]
    expect(keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' })
    expect(Object.keys(keys[0] ?? {})).not.toContain('d')
    await ada.request('DELETE', `/v1/keys/${String(made.body['keyId'])}`)
    for (const client of [byKey, byToken]) expect((await client.get('/v1/me')).status).toBe(401)
  })

  it('are not looked past: a bad one is not made good by a cookie', async () => {
    const ada = await person('ada', 'admin')
    expect((await ada.get('/v1/me', { authorization: 'Bearer nothing' })).status).toBe(401)
    expect((await ada.get('/v1/me', { authorization: 'Basic YTpi' })).status).toBe(401)
  })
})

describe('another organisation on the same server', () => {
  const NAMES = { project: 'shop' }

  async function stranger(): Promise<Client> {
    const { signIn } = serving.installation
    await signIn.operator.addOrganisation('rival', 'Rival', null)
    const by = { orgId: 'rival', userId: 'operator', roles: ['admin'], attributes: {} }
    if ((await signIn.people(by).list()).length === 0)
      await signIn.people(by).invite({ userId: 'ada', roles: ['admin'] })
    const link = await signIn.operator.link('rival', 'ada')
    const session = await signIn.signInByLink(link, { address: '127.0.0.1', device: null })
    return clientOf(serving.address, {
      cookie: `numize_session=${session?.sessionToken ?? ''}`,
      origin: serving.address,
    })
  }

  it('sees no project, person, session, key or audit of this one, through any route', async () => {
    const ada = await person('ada', 'admin')
    await ada.post('/v1/keys', { name: 'secret-script', scopes: ['run:query'] })
    const marked = await person('only-here-7f3a')
    await marked.get('/v1/me')
    const eve = await stranger()
    for (const name of Object.keys(routes).filter((one) => one.startsWith('GET /v1/'))) {
      const path = (name.split(' ')[1] ?? '')
        .replace(':project', NAMES.project)
        .replace(':person', 'only-here-7f3a')
        .replaceAll(/:\w+/g, 'nothing')
      const { status, bytes } = await eve.request('GET', path, { redirect: 'manual' })
      const text = Buffer.from(bytes).toString()
      expect([name, status === 500]).toEqual([name, false])
      // what the request itself said may be said back
      const said = text
        .replaceAll('shop', '')
        .replaceAll(/nobody here is called only-here-7f3a/g, '')
        .replaceAll(/"user":"only-here-7f3a"/g, '')
      for (const theirs of ['only-here-7f3a', 'secret-script', 'Denmark', 'orders_total'])
        expect([name, theirs, said.includes(theirs)]).toEqual([name, theirs, false])
      const refused = !name.includes(':project') || [400, 404].includes(status)
      expect([name, refused]).toEqual([name, true])
    }
    expect((await eve.get('/v1/projects')).body).toEqual([])
    expect((await eve.get('/v1/people')).body).toHaveLength(1)
  })

  it('cannot reach its people to change them', async () => {
    const eve = await stranger()
    await person('only-here-7f3a')
    for (const [method, path, body] of [
      ['PATCH', '/v1/people/only-here-7f3a', { disabled: true }],
      ['POST', '/v1/people/only-here-7f3a/reset', {}],
      ['DELETE', '/v1/people/only-here-7f3a/sessions', null],
    ] as const) {
      const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      expect([path, (await eve.request(method, path, sent ?? {})).status]).toEqual([path, 404])
    }
  })
})
