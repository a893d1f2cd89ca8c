import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FROM, KINDS, openTestHouse, type TestHouse } from './testing.ts'

const PASSWORD = 'tin lantern over the ridge'

/** A secret of one organisation, said to be of the other: each names its own in front. */
const moved = (token: string): string => {
  const [org = '', ...rest] = token.split('.')
  const [prefix] = /^nzk_/.exec(org) ?? ['']
  const other = Buffer.from(
    Buffer.from(org.slice(prefix.length), 'base64url').toString() === 'acme' ? 'rival' : 'acme',
  )
  return [`${prefix}${other.toString('base64url')}`, ...rest].join('.')
}

describe.each(KINDS)('two organisations on %s', (kind) => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse(kind)
  })
  afterAll(() => house[Symbol.asyncDispose]())

  async function sessionOf(orgId: string, userId: string) {
    const token = await house.enter(orgId, userId)
    const who = await house.identity.authenticate({ kind: 'session', token })
    if (who?.via !== 'session') throw new Error('nobody is there')
    return { token, who, account: await house.identity.account(who) }
  }

  it('have a person of one name each, who are two', async () => {
    const [acme, rival] = [await sessionOf('acme', 'ada'), await sessionOf('rival', 'ada')]
    expect([acme.who.principal.attributes, rival.who.principal.attributes]).toEqual([
      { country: 'FR' },
      { country: 'IT' },
    ])
    await acme.account.setPassword({ password: PASSWORD })
    const given = { user: 'ada', password: PASSWORD }
    expect((await house.identity.signInByPassword(given, FROM)).principal.orgId).toBe('acme')
    await expect(
      house.identity.signInByPassword({ ...given, organisation: 'rival' }, FROM),
    ).rejects.toMatchObject({ code: 'identity/bad-sign-in' })
    expect(await rival.account.state()).toMatchObject({ hasPassword: false })
    expect(await house.identity.authenticate({ kind: 'session', token: rival.token })).not.toBeNull()
  })

  it('open nothing of one another with sessions, links, keys or tokens', async () => {
    const { token, who } = await sessionOf('acme', 'ada')
    const link = await house.identity.operator.link('acme', 'ada')
    const { key } = await house.identity
      .keys(who)
      .create({ name: 'x', scopes: ['run:query'], expiresAt: null })
    expect(await house.identity.authenticate({ kind: 'session', token: moved(token) })).toBeNull()
    expect(await house.identity.authenticate({ kind: 'bearer', token: moved(key) })).toBeNull()
    expect(await house.identity.signInByLink(moved(link), FROM)).toBeNull()
    expect(await house.identity.signInByLink(link, FROM)).not.toBeNull()
  })

  it('manage their own people, sessions and keys alone', async () => {
    const [acme, rival] = [await sessionOf('acme', 'ada'), await sessionOf('rival', 'ada')]
    const people = house.identity.people(acme.who.principal)
    await people.invite({ userId: 'only-acme', roles: ['viewer'] })
    const theirs = house.identity.people(rival.who.principal)
    expect((await theirs.list()).map(({ userId }) => userId)).toEqual(['ada', 'bob'])
    for (const reach of [
      () => theirs.change('only-acme', { disabled: true }),
      () => theirs.resetLink('only-acme', { authenticator: false }),
      () => theirs.sessions('only-acme'),
      () => theirs.endSessions('only-acme'),
      () => theirs.link('only-acme', 'https://id.example', 'sub'),
    ])
      await expect(reach()).rejects.toMatchObject({ code: 'identity/no-person' })
    await theirs.endSessions('ada')
    expect(await house.identity.authenticate({ kind: 'session', token: acme.token })).not.toBeNull()
    await expect(theirs.endSession('ada', acme.who.session.sessionId)).rejects.toMatchObject({
      code: 'identity/no-session',
    })
    const { keyId } = await house.identity.keys(acme.who).create({ name: 'x', scopes: [], expiresAt: null })
    const again = await sessionOf('rival', 'ada')
    await expect(house.identity.keys(again.who).revoke(keyId)).rejects.toThrow('no API key')
    expect(await house.identity.keys(again.who).list({ all: true })).toEqual([])
  })

  it('are made by name, and say where their projects lie', async () => {
    const { operator } = house.identity
    await operator.addOrganisation('third', 'The Third', '/srv/third')
    await operator.addOrganisation('third', 'The Third', '/srv/elsewhere')
    expect(await operator.organisations()).toContainEqual({
      orgId: 'third',
      name: 'The Third',
      projectsDir: '/srv/elsewhere',
    })
    for (const bad of ['', 'Third', '3rd', 'a b', '../x', 'x'.repeat(41)])
      await expect(operator.addOrganisation(bad, bad, null)).rejects.toMatchObject({
        code: 'identity/bad-organisation',
      })
  })

  it('have tables that all say whose a row is, which no query of a handle leaves out', async () => {
    const before = await fingerprint('rival')
    const { who, account, token } = await sessionOf('acme', 'bob')
    const org = house.store.org('acme')
    await account.setPassword({ password: PASSWORD })
    const bob = (await sessionOf('acme', 'bob')).account
    await bob.enrol({ password: PASSWORD })
    await house.identity.giveToken(who)
    await org.federation.saveProvider('x', { a: 1 })
    await org.federation.link('https://id.example', 'sub', 'bob')
    await org.federation.begin('s', 'b', { provider: 'x', nonce: '', verifier: '', returnTo: '/' }, 60_000)
    await org.credentials.setRecoveryCodes('bob', ['h'])
    await house.identity.signInByPassword({ user: 'bob', password: 'wrong' }, FROM).catch(() => null)
    expect(await fingerprint('rival')).toEqual(before)
    const rival = house.store.org('rival')
    expect([
      await rival.federation.providers(),
      await rival.federation.userOf('https://id.example', 'sub'),
      await rival.federation.take('s', 'b'),
      await rival.federation.tokens(token),
      await rival.credentials.password('bob'),
      await rival.credentials.authenticator('bob'),
      await rival.credentials.takeRecoveryCode('bob', 'h'),
      await rival.signIn.sessions('bob'),
      await rival.failures.lockedUntil(['account bob']),
    ]).toEqual([[], null, null, null, null, null, false, [], null])
  })

  /** Every row of an organisation, over every table there is. */
  async function fingerprint(orgId: string): Promise<readonly unknown[]> {
    const { rows: tables } = await house.store.executeSql(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'org_id' ORDER BY 1`,
    )
    expect(tables.length).toBeGreaterThan(25)
    const counts: unknown[] = []
    for (const { name } of tables as { name: string }[]) {
      const { rows } = await house.store.executeSql(
        `SELECT count(*)::int AS n, md5(string_agg(t::text, '' ORDER BY t::text)) AS h FROM ${name} t WHERE org_id = $1`,
        [orgId],
      )
      counts.push([name, rows[0]])
    }
    return counts
  }
})
