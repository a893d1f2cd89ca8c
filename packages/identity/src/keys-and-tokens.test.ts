import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { type Scope, scopesOf } from '@numize/access'
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Authenticated } from './credential.ts'
import { ADDRESS, KINDS, openTestHouse, type TestHouse } from './testing.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe.each(KINDS)('on %s', (kind) => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse(kind)
  })
  afterAll(() => house[Symbol.asyncDispose]())

  const bearer = (token: string) => house.identity.authenticate({ kind: 'bearer', token })
  async function sessionOf(userId: string, orgId = 'acme'): Promise<Authenticated> {
    const token = await house.enter(orgId, userId)
    const who = await house.identity.authenticate({ kind: 'session', token })
    if (!who) throw new Error('nobody is there')
    return who
  }
  const keyFor = async (userId: string, scopes: readonly Scope[], expiresAt: string | null = null) =>
    house.identity.keys(await sessionOf(userId)).create({ name: 'script', scopes, expiresAt })

  describe('an API key', () => {
    it('does what it was made for and no more, and leaves no secret behind', async () => {
      const { key, keyId } = await keyFor('ada', ['run:query', 'read:session'])
      expect(key).toMatch(/^nzk_[\w-]+\.[\da-f]{12}\.[\w-]{43}$/)
      const who = await bearer(key)
      expect(who).toMatchObject({ via: 'key', keyId, principal: { orgId: 'acme', userId: 'ada' } })
      expect(who && scopesOf(who.principal)).toEqual(['read:session', 'run:query'])
      const { rows } = await house.store.executeSql(
        `SELECT row_to_json(t)::text AS line FROM api_keys t UNION ALL SELECT row_to_json(t)::text FROM audit t`,
      )
      expect(JSON.stringify(rows).includes(key.split('.')[2] ?? '')).toBe(false)
      expect(JSON.stringify(rows)).toContain(keyId)
    })

    it('gives nobody more than they have, today or later', async () => {
      await expect(keyFor('bob', ['manage:people'])).rejects.toMatchObject({
        code: 'identity/beyond-own-rights',
        facts: { scopes: ['manage:people'] },
      })
      const { users } = house.store.org('acme')
      const eve = { userId: 'eve', name: 'Eve', email: null, attributes: {} }
      await users.save({ ...eve, roles: ['admin'] })
      const { key } = await keyFor('eve', ['manage:people', 'run:query'])
      await users.save({ ...eve, roles: ['viewer'] })
      const who = await bearer(key)
      expect(who && scopesOf(who.principal)).toEqual(['run:query'])
      await users.setDisabled('eve', true)
      expect(await bearer(key)).toBeNull()
    })

    it('ends on its day, and when it is revoked', async () => {
      const in10 = new Date(house.clock.now() + 10 * DAY).toISOString()
      const { key, keyId } = await keyFor('bob', ['run:query'], in10)
      const other = await keyFor('bob', ['run:query'])
      house.clock.forward(9 * DAY)
      expect(await bearer(key)).not.toBeNull()
      house.clock.forward(DAY)
      expect(await bearer(key)).toBeNull()
      const keys = house.identity.keys(await sessionOf('bob'))
      await keys.revoke(other.keyId)
      expect(await bearer(other.key)).toBeNull()
      for (const gone of [other.keyId, 'no-such', ''])
        await expect(keys.revoke(gone)).rejects.toThrow('no API key')
      expect(await keys.list({ prefix: key.slice(0, -45) })).toMatchObject([
        { keyId, usedAt: expect.stringContaining('T') },
      ])
      await expect(keyFor('bob', ['run:query'], '2020-01-01T00:00:00Z')).rejects.toMatchObject({
        code: 'identity/past-expiry',
      })
    })

    it.each([
      ['another secret', (key: string) => `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`],
      ['another organisation', (key: string) => key.replace(/^nzk_[\w-]+/, 'nzk_cml2YWw')],
      ['no organisation', (key: string) => key.replace(/^nzk_[\w-]+/, 'nzk_')],
      ['the id alone', (key: string) => key.split('.').slice(0, 2).join('.')],
      ['something behind it', (key: string) => `${key}x`],
    ])('with %s is none', async (_, change) => {
      const { key } = await keyFor('bob', ['run:query'])
      expect(await bearer(change(key))).toBeNull()
      expect(await house.identity.authenticate({ kind: 'session', token: key })).toBeNull()
    })

    it('of a service account is made by who manages keys; a key makes no other', async () => {
      const ada = await sessionOf('ada')
      await house.identity.people(ada.principal).addServiceAccount({ userId: 'nightly', roles: ['viewer'] })
      const made = { name: 'cron', expiresAt: null, owner: 'nightly' }
      const { key } = await house.identity.keys(ada).create({ ...made, scopes: ['run:query'] })
      const who = await bearer(key)
      expect(who?.principal).toMatchObject({ userId: 'nightly', roles: ['viewer'] })
      if (!who) return
      const bob = house.identity.keys(await sessionOf('bob'))
      for (const [attempt, code] of [
        [() => bob.create({ ...made, scopes: ['run:query'] }), 'access/forbidden'],
        [
          () => house.identity.keys(ada).create({ ...made, owner: 'bob', scopes: [] }),
          'identity/not-a-service',
        ],
        [
          () => house.identity.keys(who).create({ name: 'x', expiresAt: null, scopes: [] }),
          'identity/session-needed',
        ],
        [() => house.identity.account(who), 'identity/session-needed'],
        [() => bob.list({ all: true }), 'access/forbidden'],
      ] as const)
        await expect(attempt()).rejects.toMatchObject({ code })
      expect((await house.identity.keys(ada).list({ all: true })).map(({ name }) => name)).toContain('cron')
      const link = await house.identity.operator.link('acme', 'nightly')
      expect(await house.identity.signInByLink(link, { address: '', device: null })).toBeNull()
    })
  })

  describe('an access token', () => {
    it('is checked by anybody with the public keys, and lives ten minutes', async () => {
      const { token, expiresInSeconds } = await house.identity.giveToken(await sessionOf('bob'), [
        'run:query',
      ])
      expect(expiresInSeconds).toBe(600)
      const keys = { keys: await house.identity.publicKeys() } as unknown as JSONWebKeySet
      const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
        issuer: ADDRESS,
        audience: 'numize',
        algorithms: ['RS256'],
        currentDate: new Date(house.clock.now()),
      })
      expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
      expect(payload).toMatchObject({ sub: 'bob', org: 'acme', scope: 'run:query' })
      for (const { d, p, q } of keys.keys) expect([d, p, q]).toEqual([undefined, undefined, undefined])
      const who = await bearer(token)
      expect(who && scopesOf(who.principal)).toEqual(['run:query'])
      house.clock.forward(11 * MINUTE)
      expect(await bearer(token)).toBeNull()
    })

    it('dies with the key or session it came from, and gives no other', async () => {
      const { key, keyId } = await keyFor('bob', ['run:query'])
      const byKey = await bearer(key)
      if (!byKey) throw new Error('no key')
      const { token } = await house.identity.giveToken(byKey)
      const who = await bearer(token)
      expect(who).toMatchObject({ via: 'token', principal: { scopes: ['run:query'] } })
      await expect(house.identity.giveToken(who as Authenticated)).rejects.toMatchObject({
        code: 'identity/no-token-for-token',
      })
      await house.identity.keys(await sessionOf('bob')).revoke(keyId)
      expect(await bearer(token)).toBeNull()
      const session = await sessionOf('bob')
      const other = await house.identity.giveToken(session)
      if (session.via === 'session') await house.identity.signOut(session.session.token)
      expect(await bearer(other.token)).toBeNull()
    })

    it('asks for no more than its giver has', async () => {
      await expect(house.identity.giveToken(await sessionOf('bob'), ['admin:audit'])).rejects.toMatchObject({
        code: 'identity/beyond-own-rights',
      })
    })

    it('outlives a rotation of its key, and the key is forgotten afterwards', async () => {
      const bob = await sessionOf('bob')
      const { token } = await house.identity.giveToken(bob)
      const before = decodeProtectedHeader(token).kid
      await house.identity.operator.rotateSigningKey('acme')
      expect(await bearer(token)).not.toBeNull()
      const next = await house.identity.giveToken(bob)
      expect(decodeProtectedHeader(next.token).kid).not.toBe(before)
      house.clock.forward(21 * MINUTE)
      await house.identity.giveToken(bob)
      const kids = (await house.identity.publicKeys()).map(({ kid }) => kid)
      expect(kids).not.toContain(before)
      house.clock.forward(31 * DAY)
      await house.identity.giveToken(await sessionOf('bob'))
      const later = (await house.identity.publicKeys()).map(({ kid }) => kid)
      expect(later).toHaveLength(2)
    })

    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

    it.each([
      'no signature',
      'the public key as a shared secret',
      'a key of somebody else',
      'a key it brings along',
      'another organisation',
      'another person',
      'another audience',
      'another issuer',
    ])('with %s is none', async (how) => {
      const { token } = await house.identity.giveToken(await sessionOf('bob'))
      const [head = '', body = '', signature = ''] = token.split('.')
      const header = decodeProtectedHeader(token)
      const claims = decodeJwt(token)
      const [publicKey] = await house.identity.publicKeys()
      const signed = (h: object, c: object) => {
        const text = `${part(h)}.${part(c)}`
        return `${text}.${createSign('RSA-SHA256').update(text).sign(stranger.privateKey, 'base64url')}`
      }
      const forged: Record<string, () => string> = {
        'no signature': () => `${part({ ...header, alg: 'none' })}.${body}.`,
        'the public key as a shared secret': () => {
          const text = `${part({ ...header, alg: 'HS256' })}.${body}`
          return `${text}.${createHmac('sha256', JSON.stringify(publicKey)).update(text).digest('base64url')}`
        },
        'a key of somebody else': () => signed(header, claims),
        'a key it brings along': () =>
          signed({ ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) }, claims),
        'another organisation': () => `${head}.${part({ ...claims, org: 'rival' })}.${signature}`,
        'another person': () => `${head}.${part({ ...claims, sub: 'ada' })}.${signature}`,
        'another audience': () => signed(header, { ...claims, aud: 'somebody' }),
        'another issuer': () => signed(header, { ...claims, iss: 'https://evil.example' }),
      }
      expect(await bearer(token)).not.toBeNull()
      expect(await bearer(forged[how]?.() ?? '')).toBeNull()
    })

    it('of an installation elsewhere is none, though its key is known', async () => {
      const { createIdentity } = await import('./identity.ts')
      const { testSealer } = await import('./testing.ts')
      await house.store.addOrg('third', 'third')
      await house.store
        .org('third')
        .users.save({ userId: 'ada', name: 'Ada', email: null, roles: ['admin'], attributes: {} })
      const { store, clock } = house
      const place = { store, clock, sealer: testSealer(), defaultOrg: 'third' }
      const [here, there] = ['https://here.example', 'https://there.example'].map((address) =>
        createIdentity({ ...place, address: () => address }),
      )
      const link = (await here?.operator.link('third', 'ada')) ?? ''
      const session = await here?.signInByLink(link, { address: '', device: null })
      const who = await here?.authenticate({ kind: 'session', token: session?.sessionToken ?? '' })
      if (!who) throw new Error('nobody is there')
      const { token } = (await here?.giveToken(who)) ?? { token: '' }
      expect(await here?.authenticate({ kind: 'bearer', token })).not.toBeNull()
      expect(await there?.authenticate({ kind: 'bearer', token })).toBeNull()
    })
  })
})
