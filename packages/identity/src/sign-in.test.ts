import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from './account.ts'
import type { Authenticated } from './credential.ts'
import { codeAt, FROM, KINDS, openTestHouse, type TestHouse } from './testing.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const PASSWORD = 'tin lantern over the ridge'

describe.each(KINDS)('on %s', (kind) => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse(kind)
  })
  afterAll(() => house[Symbol.asyncDispose]())
  // an hour later nothing is locked, and no code is the one of before
  beforeEach(() => house.clock.forward(60 * MINUTE))

  const bySession = (token: string) => house.identity.authenticate({ kind: 'session', token })
  const someone = async (token: string): Promise<Authenticated> => {
    const who = await bySession(token)
    if (!who) throw new Error('nobody is there')
    return who
  }
  const accountOf = async (token: string): Promise<Account> => house.identity.account(await someone(token))
  const knock = (user: string, password: string, more: { code?: string; organisation?: string } = {}) =>
    house.identity.signInByPassword({ user, password, ...more }, FROM)

  let people = 0
  /** Somebody new, with a password. */
  async function newcomer(roles = ['viewer']): Promise<{ userId: string; token: string }> {
    const userId = `person-${(people += 1)}`
    const { users } = house.store.org('acme')
    await users.save({ userId, name: userId, email: `${userId}@acme.example`, roles, attributes: {} })
    const account = await accountOf(await house.enter('acme', userId))
    return { userId, token: (await account.setPassword({ password: PASSWORD })).sessionToken }
  }

  async function withAuthenticator() {
    const { userId, token } = await newcomer()
    const account = await accountOf(token)
    const { secret, uri } = await account.enrol({ password: PASSWORD })
    const recovery = await account.confirm(codeAt(secret, house.clock.now()))
    house.clock.forward(MINUTE)
    return { userId, token, secret, uri, recovery, account }
  }

  it('opens a session by a link, then by the password that was set', async () => {
    const { userId, token } = await newcomer()
    expect((await someone(token)).principal).toEqual({
      orgId: 'acme',
      userId,
      roles: ['viewer'],
      attributes: {},
    })
    const session = await knock(userId, PASSWORD)
    expect((await someone(session.sessionToken)).principal.userId).toBe(userId)
    const byEmail = await knock(`${userId.toUpperCase()}@ACME.example`, PASSWORD)
    expect(byEmail.principal.userId).toBe(userId)
  })

  it('answers an unknown name, organisation, a missing and a wrong password with the very same', async () => {
    const { userId } = await newcomer()
    const tries = [
      knock(userId, 'not the right one'),
      knock('nobody-here', PASSWORD),
      knock('bob', PASSWORD),
      knock(userId, PASSWORD, { organisation: 'rival' }),
      knock(userId, PASSWORD, { organisation: 'no-such' }),
      knock('', ''),
    ]
    const said = (await Promise.allSettled(tries)).map((one) =>
      one.status === 'rejected'
        ? JSON.stringify([one.reason.code, one.reason.message, one.reason.facts])
        : '',
    )
    expect(new Set(said).size).toBe(1)
    expect(said[0]).toContain('identity/bad-sign-in')
  })

  it('locks an account after too many failures, whether it exists or not, and across restarts', async () => {
    const { userId } = await newcomer()
    const from = (n: number) => ({ ...FROM, address: `198.51.100.${n}` })
    for (const user of [userId, 'ghost'])
      for (let n = 0; n < 8; n++)
        await expect(
          house.identity.signInByPassword({ user, password: 'wrong' }, from(n)),
        ).rejects.toMatchObject({ code: 'identity/bad-sign-in' })
    for (const user of [userId, userId.toUpperCase(), `${userId}@acme.example`, 'ghost'])
      await expect(knock(user, PASSWORD)).rejects.toMatchObject({
        code: 'identity/too-many-attempts',
        facts: { minutes: 15 },
      })
    const link = await house.identity.operator.link('acme', userId)
    expect(await house.identity.signInByLink(link, FROM)).not.toBeNull()
    house.clock.forward(16 * MINUTE)
    expect((await knock(userId, PASSWORD)).principal.userId).toBe(userId)
  })

  it('counts attempts that come at once', async () => {
    const { userId } = await newcomer()
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => knock(userId, 'wrong')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toEqual([])
    await expect(knock(userId, PASSWORD)).rejects.toMatchObject({ code: 'identity/too-many-attempts' })
  })

  it('locks an address that tries many accounts, and lets others in', async () => {
    const { userId } = await newcomer()
    const from = { ...FROM, address: '192.0.2.66' }
    await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        house.identity.signInByPassword({ user: `guess-${n}`, password: 'x' }, from),
      ),
    )
    const given = { user: userId, password: PASSWORD }
    await expect(house.identity.signInByPassword(given, from)).rejects.toMatchObject({
      code: 'identity/too-many-attempts',
    })
    expect((await knock(userId, PASSWORD)).principal.userId).toBe(userId)
  })

  it('asks for a code where there is an authenticator app, and takes each code once', async () => {
    const { userId, secret, uri } = await withAuthenticator()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Numize:/)
    await expect(knock(userId, PASSWORD)).rejects.toMatchObject({ code: 'identity/code-needed' })
    await expect(knock(userId, 'wrong one here')).rejects.toMatchObject({ code: 'identity/bad-sign-in' })
    const code = codeAt(secret, house.clock.now())
    await expect(knock(userId, PASSWORD, { code: '000000' })).rejects.toMatchObject({
      code: 'identity/bad-code',
    })
    const tries = await Promise.allSettled([
      knock(userId, PASSWORD, { code }),
      knock(userId, PASSWORD, { code }),
    ])
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(knock(userId, PASSWORD, { code })).rejects.toMatchObject({ code: 'identity/bad-code' })
    const earlier = codeAt(secret, house.clock.now() - 30_000)
    await expect(knock(userId, PASSWORD, { code: earlier })).rejects.toMatchObject({
      code: 'identity/bad-code',
    })
    house.clock.forward(MINUTE)
    const next = codeAt(secret, house.clock.now())
    expect((await knock(userId, PASSWORD, { code: next })).principal.userId).toBe(userId)
  })

  it('does not let missing codes wash away wrong ones', async () => {
    const { userId } = await withAuthenticator()
    for (let n = 0; n < 8; n++) {
      await knock(userId, PASSWORD).catch(() => null)
      await knock(userId, PASSWORD, { code: '000000' }).catch(() => null)
    }
    await expect(knock(userId, PASSWORD)).rejects.toMatchObject({ code: 'identity/too-many-attempts' })
  })

  it('takes a recovery code once in place of the app', async () => {
    const { userId, recovery } = await withAuthenticator()
    expect(recovery).toHaveLength(10)
    const [code = ''] = recovery
    expect((await knock(userId, PASSWORD, { code: code.toUpperCase() })).principal.userId).toBe(userId)
    await expect(knock(userId, PASSWORD, { code })).rejects.toMatchObject({ code: 'identity/bad-code' })
    expect((await (await accountOf(await house.enter('acme', userId))).state()).recoveryCodesLeft).toBe(9)
  })

  it('asks for no code until the app is confirmed, and needs proof to change it', async () => {
    const { userId, token } = await newcomer()
    const account = await accountOf(token)
    await expect(account.enrol({})).rejects.toMatchObject({ code: 'identity/proof-needed' })
    await expect(account.enrol({ password: 'wrong' })).rejects.toMatchObject({
      code: 'identity/wrong-password',
    })
    await expect(account.confirm('123456')).rejects.toMatchObject({ code: 'identity/no-authenticator' })
    const { secret } = await account.enrol({ password: PASSWORD })
    expect((await knock(userId, PASSWORD)).principal.userId).toBe(userId)
    await account.confirm(codeAt(secret, house.clock.now()))
    await expect(account.enrol({ password: PASSWORD })).rejects.toMatchObject({
      code: 'identity/has-authenticator',
    })
    await expect(account.removeAuthenticator({})).rejects.toMatchObject({ code: 'identity/proof-needed' })
    await account.removeAuthenticator({ password: PASSWORD })
    expect((await knock(userId, PASSWORD)).principal.userId).toBe(userId)
  })

  it('keeps the secret of an app sealed, and passwords and codes as hashes', async () => {
    const { secret, recovery } = await withAuthenticator()
    const { rows } = await house.store.executeSql(`
      SELECT row_to_json(t)::text AS line FROM authenticators t UNION ALL
      SELECT row_to_json(t)::text FROM passwords t UNION ALL
      SELECT row_to_json(t)::text FROM recovery_codes t UNION ALL
      SELECT row_to_json(t)::text FROM audit t UNION ALL
      SELECT row_to_json(t)::text FROM sessions t`)
    const everything = JSON.stringify(rows)
    for (const hidden of [secret, PASSWORD, ...recovery]) expect(everything.includes(hidden)).toBe(false)
  })

  it('changes a password only for who knows it, and ends every session then', async () => {
    const { userId, token } = await newcomer()
    const elsewhere = (await knock(userId, PASSWORD)).sessionToken
    const account = await accountOf(token)
    const password = 'seven herons by the weir'
    await expect(account.setPassword({ password })).rejects.toMatchObject({ code: 'identity/proof-needed' })
    await expect(account.setPassword({ current: 'no idea at all', password })).rejects.toMatchObject({
      code: 'identity/wrong-password',
    })
    await expect(account.setPassword({ current: PASSWORD, password: userId })).rejects.toMatchObject({
      code: 'identity/weak-password',
    })
    const { sessionToken } = await account.setPassword({ current: PASSWORD, password })
    expect([await bySession(token), await bySession(elsewhere)]).toEqual([null, null])
    expect((await someone(sessionToken)).principal.userId).toBe(userId)
    await expect(knock(userId, PASSWORD)).rejects.toMatchObject({ code: 'identity/bad-sign-in' })
  })

  it('lists sessions, ends one or all others, and ends what is idle or old by itself', async () => {
    const { userId, token } = await newcomer()
    const second = (await knock(userId, PASSWORD)).sessionToken
    const third = (await knock(userId, PASSWORD)).sessionToken
    const account = await accountOf(token)
    const listed = await account.sessions()
    expect(listed.map(({ device, current }) => [device, current])).toEqual(
      expect.arrayContaining([
        ['Firefox on Linux', true],
        ['Firefox on Linux', false],
      ]),
    )
    expect(JSON.stringify(listed)).not.toContain(second.split('.')[1])
    const other = (await someone(second)) as Extract<Authenticated, { via: 'session' }>
    await account.endSession(other.session.sessionId)
    expect(await bySession(second)).toBeNull()
    await expect(account.endSession(other.session.sessionId)).rejects.toMatchObject({
      code: 'identity/no-session',
    })
    expect(await account.endOtherSessions()).toBe(1)
    expect(await bySession(third)).toBeNull()
    for (let day = 0; day < 13; day++) {
      expect(await bySession(token)).not.toBeNull()
      house.clock.forward(DAY)
    }
    house.clock.forward(DAY)
    expect(await bySession(token)).toBeNull()
    const idle = (await knock(userId, PASSWORD)).sessionToken
    house.clock.forward(2 * DAY + 1)
    expect(await bySession(idle)).toBeNull()
    expect(await (await accountOf(await house.enter('acme', userId))).sessions()).toHaveLength(1)
  })

  it('shuts a disabled person out everywhere at once, and lets them back in', async () => {
    const admin = house.identity.people((await someone(await house.enter('acme', 'ada'))).principal)
    const { userId, token } = await newcomer()
    const waiting = await house.identity.operator.link('acme', userId)
    await admin.change(userId, { disabled: true })
    expect(await bySession(token)).toBeNull()
    await expect(knock(userId, PASSWORD)).rejects.toMatchObject({ code: 'identity/bad-sign-in' })
    expect(await house.identity.signInByLink(waiting, FROM)).toBeNull()
    const late = await house.identity.operator.link('acme', userId)
    expect(await house.identity.signInByLink(late, FROM)).toBeNull()
    await admin.change(userId, { disabled: false })
    expect((await knock(userId, PASSWORD)).principal.userId).toBe(userId)
  })

  it('invites, resets a password with or without the second factor, and takes each link once', async () => {
    const admin = house.identity.people((await someone(await house.enter('acme', 'ada'))).principal)
    const invitation = await admin.invite({ userId: 'grace', roles: ['editor'], email: 'grace@acme.example' })
    const arrived = await house.identity.signInByLink(invitation, FROM)
    expect(arrived?.principal).toMatchObject({ userId: 'grace', roles: ['editor'] })
    expect(await house.identity.signInByLink(invitation, FROM)).toBeNull()
    await expect(admin.invite({ userId: 'Grace', roles: [] })).rejects.toMatchObject({
      code: 'identity/person-exists',
    })
    const { userId, token } = await withAuthenticator()
    const reset = await admin.resetLink(userId, { authenticator: true })
    const back = await house.identity.signInByLink(reset, FROM)
    const account = await accountOf(back?.sessionToken ?? '')
    expect(await account.state()).toMatchObject({ hasAuthenticator: false, needsPassword: false })
    await account.setPassword({ password: 'seven herons by the weir' })
    expect(await bySession(token)).toBeNull()
    expect((await knock(userId, 'seven herons by the weir')).principal.userId).toBe(userId)
  })

  it('keeps somebody who may manage people, and lets nobody give more than they have', async () => {
    const admin = house.identity.people((await someone(await house.enter('acme', 'ada'))).principal)
    await expect(admin.change('ada', { roles: ['viewer'] })).rejects.toMatchObject({
      code: 'identity/last-admin',
    })
    await expect(admin.change('ada', { disabled: true })).rejects.toMatchObject({
      code: 'identity/last-admin',
    })
    const narrowed = house.identity.people({
      ...(await someone(await house.enter('acme', 'ada'))).principal,
      scopes: ['manage:people'],
    })
    for (const reach of [
      () => narrowed.invite({ userId: 'mallory', roles: ['admin'] }),
      () => narrowed.change('bob', { roles: ['admin'] }),
      () => narrowed.resetLink('ada', { authenticator: true }),
      () => narrowed.endSessions('ada'),
    ])
      await expect(reach()).rejects.toMatchObject({ code: 'identity/beyond-own-rights' })
  })

  it('writes down who came in, who was refused and who was given what', async () => {
    const { userId } = await newcomer()
    await knock(userId, PASSWORD)
    await knock(userId, 'wrong').catch(() => null)
    const entries = (await house.store.org('acme').audit.list({ limit: 10_000 })).map(({ entry }) => entry)
    const mine = entries.filter((entry) => (entry as { userId: string }).userId === userId)
    expect(mine).toMatchObject([
      { action: 'sign-in', detail: { by: 'link' } },
      { action: 'key', detail: { what: 'password set' } },
      { action: 'sign-in', outcome: 'answered', detail: { by: 'password' } },
      { action: 'sign-in', outcome: 'refused', detail: { why: 'bad-sign-in' } },
    ])
  })
})
