import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Identity } from './identity.ts'
import { createIdentity } from './identity.ts'
import { ADDRESS, FROM, openTestHouse, type TestHouse, testSealer } from './testing.ts'
import {
  CLIENT,
  type Lie,
  type LyingProvider,
  startLyingProvider,
  startProvider,
  type TestProvider,
} from './testing-provider.ts'

const CALLBACK = `${ADDRESS}/v1/sign-in/callback`
const MINUTE = 60_000

// Providers look at the clock of the machine, so ours stands where theirs does.
let house: TestHouse
let real: TestProvider
let liar: LyingProvider
let identity: Identity
let ahead = 0
const now = () => Date.now() + ahead
afterEach(() => {
  ahead = 0
})

const settings = {
  label: 'Acme ID',
  createPeople: true,
  roleClaim: 'groups',
  roles: { staff: 'viewer', bosses: 'admin' },
  attributes: { site: 'site' },
  ...CLIENT,
}

beforeAll(async () => {
  const clock = { now, forward: () => undefined }
  house = await openTestHouse('PGlite', clock)
  real = await startProvider(CALLBACK, `${ADDRESS}/`)
  liar = await startLyingProvider(now)
  const place = { clock, sealer: testSealer(), address: () => ADDRESS, defaultOrg: 'acme' }
  identity = createIdentity({ store: house.store, ...place })
  await providersOf('acme').save('id', { ...settings, issuer: real.issuer })
  await providersOf('rival').save('id', { ...settings, issuer: real.issuer })
  await providersOf('acme').save('domains', {
    ...settings,
    issuer: real.issuer,
    roleClaim: null,
    defaultRoles: ['viewer'],
    domains: ['acme.example'],
  })
  await providersOf('acme').save('liar', {
    ...settings,
    issuer: liar.issuer,
    roleClaim: null,
    defaultRoles: ['viewer'],
  })
})
afterAll(async () => {
  await real[Symbol.asyncDispose]()
  await liar[Symbol.asyncDispose]()
  await house[Symbol.asyncDispose]()
})

const providersOf = (orgId: string, as = identity) =>
  as.providers({ orgId, userId: 'ada', roles: ['admin'], attributes: {} })

const leave = (provider: string, organisation = 'acme') =>
  identity.leaveForProvider({ organisation, provider, returnTo: '/p/shop' })
const comeBack = (url: URL, browser: string | undefined) =>
  identity.comeBackFromProvider({ query: url.search.slice(1), browser }, FROM)
async function enter(login: string, provider = 'id', organisation = 'acme') {
  const { url, browser } = await leave(provider, organisation)
  return comeBack(await real.walk(url, login), browser)
}
const bySession = (token: string) => identity.authenticate({ kind: 'session', token })

describe('with a real provider', () => {
  it('lets somebody in with the roles and attributes their claims give, at each sign-in anew', async () => {
    real.accounts['s-1'] = { name: 'Grace', groups: ['staff', 'unheard-of'], site: 'Lyon' }
    const first = await enter('s-1')
    expect(first.returnTo).toBe('/p/shop')
    expect(first.principal).toMatchObject({
      orgId: 'acme',
      roles: ['viewer'],
      attributes: { site: 'Lyon' },
    })
    real.accounts['s-1'] = { name: 'Grace', groups: ['bosses'] }
    const second = await enter('s-1')
    expect(second.principal).toMatchObject({
      userId: first.principal.userId,
      roles: ['admin'],
      attributes: {},
    })
    real.accounts['s-1'] = { groups: ['unheard-of'] }
    await expect(enter('s-1')).rejects.toMatchObject({ code: 'identity/not-allowed-in' })
  })

  it('knows people by subject: an e-mail address takes over nobody', async () => {
    real.accounts['mallory'] = { email: 'ada@acme.example', email_verified: true, groups: ['staff'] }
    const { principal } = await enter('mallory')
    expect(principal.userId).not.toBe('ada')
    expect(principal.roles).toEqual(['viewer'])
    await expect(enter('mallory', 'domains')).resolves.toMatchObject({
      principal: { userId: principal.userId },
    })
    real.accounts['mallory-2'] = { email: 'ada@acme.example', email_verified: true }
    await expect(enter('mallory-2', 'domains')).rejects.toMatchObject({ code: 'identity/account-taken' })
    const people = identity.people({ orgId: 'acme', userId: 'ada', roles: ['admin'], attributes: {} })
    await people.link('ada', real.issuer, 'mallory-2')
    expect((await enter('mallory-2', 'domains')).principal.userId).toBe('ada')
  })

  it('lets in only addresses of the domains, and only verified ones', async () => {
    const says = async (claims: Record<string, unknown>) => {
      real.accounts['guest'] = claims
      return enter('guest', 'domains').then(
        () => 'in',
        (error: { code: string }) => error.code,
      )
    }
    const out = 'identity/not-allowed-in'
    expect([
      await says({ email: 'guest@evil.example', email_verified: true }),
      await says({ email: 'guest@acme.example', email_verified: false }),
      await says({ email: 'guest@acme.example' }),
      await says({ email: 'guest@acme.example.evil.example', email_verified: true }),
      await says({ email: 'guest@evil.example@acme.example', email_verified: true }),
      await says({}),
      await says({ email: 'Guest@ACME.example', email_verified: true }),
    ]).toEqual([out, out, out, out, out, out, 'in'])
  })

  it('shuts out whom we disabled, whatever the provider says', async () => {
    real.accounts['s-2'] = { groups: ['staff'] }
    const { principal, sessionToken } = await enter('s-2')
    await house.store.org('acme').users.setDisabled(principal.userId, true)
    expect(await bySession(sessionToken)).toBeNull()
    await expect(enter('s-2')).rejects.toMatchObject({ code: 'identity/not-allowed-in' })
  })

  it('is a different person in another organisation', async () => {
    real.accounts['s-3'] = { groups: ['bosses'] }
    const [here, there] = [await enter('s-3', 'id', 'acme'), await enter('s-3', 'id', 'rival')]
    expect([here.principal.orgId, there.principal.orgId]).toEqual(['acme', 'rival'])
    const { url, browser } = await leave('id', 'acme')
    const back = await real.walk(url, 's-3')
    const state = back.searchParams.get('state') ?? ''
    back.searchParams.set('state', state.replace(/^[^.]+/, Buffer.from('rival').toString('base64url')))
    await expect(comeBack(back, browser)).rejects.toMatchObject({ code: 'identity/sign-in-lost' })
    await expect(leave('liar', 'rival')).rejects.toMatchObject({ code: 'identity/no-provider' })
    await expect(leave('id', 'nowhere')).rejects.toMatchObject({ code: 'identity/no-provider' })
  })

  it('asks again with a refresh token used once, and ends the session when refused', async () => {
    real.accounts['s-4'] = { groups: ['staff'] }
    const { sessionToken, principal } = await enter('s-4')
    const held = async () => (await house.store.org('acme').federation.tokens(sessionToken))?.tokens
    const first = await held()
    const asked = () => real.visits.filter((visit) => visit === 'POST /token').length
    const before = asked()
    expect(await bySession(sessionToken)).not.toBeNull()
    expect(asked()).toBe(before)
    ahead = 11 * MINUTE
    real.accounts['s-4'] = { groups: ['bosses'] }
    const all = await Promise.all([1, 2, 3, 4].map(() => bySession(sessionToken)))
    expect(all.every((who) => who?.principal.userId === principal.userId)).toBe(true)
    expect(asked()).toBe(before + 1)
    expect((await bySession(sessionToken))?.principal.roles).toEqual(['admin'])
    expect(await held()).not.toBe(first)
    delete real.accounts['s-4']
    ahead = 22 * MINUTE
    expect(await bySession(sessionToken)).toBeNull()
    expect(await bySession(sessionToken)).toBeNull()
  })

  it('ends the session there too', async () => {
    real.accounts['s-5'] = { groups: ['staff'] }
    const { sessionToken } = await enter('s-5')
    const goTo = new URL((await identity.signOut(sessionToken)) ?? '')
    expect(goTo.origin).toBe(real.issuer)
    expect(goTo.searchParams.get('post_logout_redirect_uri')).toBe(`${ADDRESS}/`)
    expect(goTo.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect((await fetch(goTo, { redirect: 'manual' })).status).toBe(200)
    expect(await bySession(sessionToken)).toBeNull()
  })
})

describe('what comes back', () => {
  const lost = { code: 'identity/sign-in-lost' }
  const refused = { code: 'identity/provider-refused' }

  it('is taken once, from the browser that left, and not too late', async () => {
    real.accounts['s-6'] = { groups: ['staff'] }
    const { url, browser } = await leave('id')
    const back = await real.walk(url, 's-6')
    await expect(comeBack(back, undefined)).rejects.toMatchObject(lost)
    await expect(comeBack(back, (await leave('id')).browser)).rejects.toMatchObject(lost)
    await comeBack(back, browser)
    await expect(comeBack(back, browser)).rejects.toMatchObject(lost)
    const late = await leave('id')
    const backLate = await real.walk(late.url, 's-6')
    ahead = 11 * MINUTE
    await expect(comeBack(backLate, late.browser)).rejects.toMatchObject(lost)
  })

  it.each([
    ['no state', (url: URL) => url.searchParams.delete('state'), lost],
    ['two states', (url: URL) => url.searchParams.append('state', 'x'), lost],
    ['a made-up state', (url: URL) => url.searchParams.set('state', 'YWNtZQ.x'), lost],
    ['no code', (url: URL) => url.searchParams.delete('code'), refused],
    ['a made-up code', (url: URL) => url.searchParams.set('code', 'x'), refused],
    ['an error', (url: URL) => url.searchParams.set('error', 'access_denied'), refused],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), refused],
  ])('with %s lets nobody in', async (_, change, problem) => {
    real.accounts['s-7'] = { groups: ['staff'] }
    const { url, browser } = await leave('id')
    const back = await real.walk(url, 's-7')
    change(back)
    await expect(comeBack(back, browser)).rejects.toMatchObject(problem)
  })

  it('with the code of another sign-in lets nobody in', async () => {
    real.accounts['s-8'] = { groups: ['bosses'] }
    const [victim, attacker] = [await leave('id'), await leave('id')]
    const stolen = (await real.walk(victim.url, 's-8')).searchParams.get('code') ?? ''
    const back = await real.walk(attacker.url, 's-8')
    back.searchParams.set('code', stolen)
    await expect(comeBack(back, attacker.browser)).rejects.toMatchObject(refused)
  })

  /** The liar's code is the nonce it was asked for. */
  async function enterByLiar(lie: Lie) {
    liar.lie(lie)
    const { url, browser } = await leave('liar')
    const asked = new URL(url).searchParams
    const back = new URL(CALLBACK)
    back.searchParams.set('state', asked.get('state') ?? '')
    back.searchParams.set('code', asked.get('nonce') ?? '')
    expect(asked.get('code_challenge_method')).toBe('S256')
    return comeBack(back, browser)
  }
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('from the other provider of the test is fine where it tells the truth', async () => {
    expect((await enterByLiar({})).principal.roles).toEqual(['viewer'])
  })

  it.each<[string, Lie]>([
    ['a wrong nonce', { claims: { nonce: 'another' } }],
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['several audiences and another party', { claims: { aud: ['numize', 'x'], azp: 'x' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['a time that is over', { claims: { exp: 1_000_000_000, iat: 999_999_000 } }],
    ['no subject', { claims: { sub: undefined as never } }],
    ['no signature', { token: async ({ claims }) => `${encoded({ alg: 'none' })}.${encoded(claims)}.` }],
    [
      'a signature of another text',
      {
        token: async ({ claims, sign }) => {
          const [head, , signature] = (await sign({ ...claims, sub: 'x' })).split('.')
          return `${head}.${encoded({ ...claims, sub: 'ada' })}.${signature}`
        },
      },
    ],
    [
      'a shared secret as its key',
      {
        token: async ({ claims }) => {
          const { SignJWT } = await import('jose')
          return new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256' })
            .sign(new TextEncoder().encode(CLIENT.clientSecret))
        },
      },
    ],
  ])('with an ID token of %s lets nobody in', async (_, lie) => {
    await expect(enterByLiar(lie)).rejects.toMatchObject(refused)
  })

  it('from a provider that calls itself by another name is never begun', async () => {
    liar.lie({ metadata: { issuer: real.issuer } })
    const place = { clock: { now }, sealer: testSealer(), address: () => ADDRESS, defaultOrg: 'acme' }
    const fresh = createIdentity({ store: house.store, ...place })
    await providersOf('rival', fresh).save('liar', { ...settings, issuer: liar.issuer })
    await expect(
      fresh.leaveForProvider({ organisation: 'rival', provider: 'liar', returnTo: '/' }),
    ).rejects.toMatchObject({ code: 'identity/provider-silent' })
  })
})

it('takes settings that work, and keeps the secret of the client sealed', async () => {
  const save = ({ name = 'x', ...change }: { name?: string } & Record<string, unknown>) =>
    providersOf('acme').save(name, { ...settings, issuer: 'https://id.example', ...change })
  for (const bad of [
    { issuer: 'http://id.example' },
    { issuer: 'file:///etc/passwd' },
    { issuer: 'nothing' },
    { name: 'No Name' },
    { clientId: '' },
    { surprise: 1 },
  ])
    await expect(save(bad)).rejects.toMatchObject({ code: 'identity/bad-provider' })
  const view = await save({})
  expect(view).toMatchObject({ name: 'x', clientId: CLIENT.clientId, hasSecret: true })
  expect(Object.keys(view)).not.toContain('clientSecret')
  expect(await identity.waysIn()).toContainEqual({ name: 'x', label: 'Acme ID' })
  expect(await identity.waysIn('nowhere')).toEqual([])
  const { rows } = await house.store.executeSql(`
    SELECT row_to_json(t)::text AS line FROM identity_providers t UNION ALL
    SELECT row_to_json(t)::text FROM federated_sessions t UNION ALL
    SELECT row_to_json(t)::text FROM signing_keys t`)
  expect(JSON.stringify(rows).includes(CLIENT.clientSecret)).toBe(false)
  expect(JSON.stringify(rows)).not.toMatch(/eyJ[\w-]+\.eyJ/)
})

describe('whoever manages providers', () => {
  const as = (roles: readonly string[]) =>
    identity.providers({ orgId: 'acme', userId: 'eve', roles, attributes: {} })

  it('lets in nobody who may do more than they, and needs the right to let people in', async () => {
    const wanted = { ...settings, issuer: 'https://id.example' }
    await expect(as(['engineer']).save('mine', wanted)).rejects.toMatchObject({ code: 'access/forbidden' })
    const narrowed = identity.providers({
      orgId: 'acme',
      userId: 'eve',
      roles: ['admin'],
      attributes: {},
      scopes: ['manage:settings', 'manage:people'],
    })
    for (const beyond of [{ roles: { x: 'admin' } }, { roles: {}, defaultRoles: ['admin'] }])
      await expect(narrowed.save('mine', { ...wanted, ...beyond })).rejects.toMatchObject({
        code: 'identity/beyond-own-rights',
      })
    expect((await identity.waysIn()).map(({ name }) => name)).not.toContain('mine')
  })

  it('tests and removes them; a secret goes to the issuer it was given for', async () => {
    const providers = providersOf('acme')
    await providers.save('again', { ...settings, issuer: real.issuer })
    expect(await providers.test('again')).toEqual({ issuer: real.issuer, signInAt: `${real.issuer}/auth` })
    const { clientSecret: _, ...withoutSecret } = settings
    expect(await providers.save('again', { ...withoutSecret, issuer: real.issuer })).toMatchObject({
      hasSecret: true,
    })
    expect(await providers.save('again', { ...withoutSecret, issuer: liar.issuer })).toMatchObject({
      hasSecret: false,
    })
    await providers.remove('again')
    await expect(providers.test('again')).rejects.toMatchObject({ code: 'identity/no-provider' })
    await expect(providers.remove('again')).rejects.toMatchObject({ code: 'identity/no-provider' })
    await providers.save('again', { ...settings, issuer: 'http://127.0.0.1:1' })
    await expect(providers.test('again')).rejects.toMatchObject({ code: 'identity/provider-silent' })
  })

  it('may write a reference in place of the secret, but none to what is of the machine', async () => {
    const asked: string[] = []
    const place = { clock: { now }, sealer: testSealer(), address: () => ADDRESS, defaultOrg: 'acme' }
    const fresh = createIdentity({
      ...place,
      store: house.store,
      resolve: async (orgId, reference) => {
        asked.push(`${orgId} ${reference}`)
        return CLIENT.clientSecret
      },
    })
    const providers = providersOf('rival', fresh)
    const wanted = { ...settings, issuer: real.issuer }
    for (const clientSecret of ['env:HOME', 'file:/etc/passwd'])
      await expect(providers.save('kept', { ...wanted, clientSecret })).rejects.toMatchObject({
        code: 'identity/foreign-secret',
      })
    await providers.save('kept', { ...wanted, clientSecret: 'secret:id' })
    const { url, browser } = await fresh.leaveForProvider({
      organisation: 'rival',
      provider: 'kept',
      returnTo: '/',
    })
    real.accounts['r-1'] = { groups: ['staff'] }
    const back = await real.walk(url, 'r-1')
    const { principal } = await fresh.comeBackFromProvider({ query: back.search.slice(1), browser }, FROM)
    expect(principal).toMatchObject({ orgId: 'rival', roles: ['viewer'] })
    expect(new Set(asked)).toEqual(new Set(['rival secret:id']))
  })
})
