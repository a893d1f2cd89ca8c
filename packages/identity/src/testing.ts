import type { Clock } from '@numize/base'
import { createSealer, keyringOf, newKey, type Sealer } from '@numize/secrets'
import { openStore, type Store } from '@numize/store'
import { TOTP } from 'otpauth'
import { startTestServer } from '../../store/src/testing.ts'
import { createIdentity, type Identity } from './identity.ts'

export { CLIENT, startProvider, type TestProvider } from './testing-provider.ts'

/** A clock that tests move. */
export interface MovingClock extends Clock {
  forward(ms: number): void
}

export function movingClock(start = '2026-11-14T10:00:00Z'): MovingClock {
  let moment = Date.parse(start)
  return {
    now: () => moment,
    forward: (ms) => {
      moment += ms
    },
  }
}

/** Seals under a key that lives as long as the test. */
export const testSealer = (): Sealer => createSealer(keyringOf(newKey()))

export const FROM = { address: '203.0.113.7', device: 'Firefox on Linux' }
export const ADDRESS = 'https://numize.test'

export interface TestHouse extends AsyncDisposable {
  readonly store: Store
  readonly identity: Identity
  readonly clock: MovingClock
  /** Signs somebody in by a link; gives the token of the session. */
  enter(orgId: string, userId: string): Promise<string>
}

/** An installation with the organisations `acme` and `rival`, each with an admin `ada` and a viewer `bob`. */
export async function openTestHouse(kind: string, clock = movingClock()): Promise<TestHouse> {
  const server = kind === 'Postgres' ? await startTestServer(console.warn) : null
  const store = await openStore({ dir: null, clock, ...(server ? { url: server.url } : {}) })
  for (const orgId of ['acme', 'rival']) {
    await store.addOrg(orgId, orgId)
    const { users } = store.org(orgId)
    for (const [userId, role] of [
      ['ada', 'admin'],
      ['bob', 'viewer'],
    ] as const)
      await users.save({
        userId,
        name: userId,
        email: `${userId}@${orgId}.example`,
        roles: [role],
        attributes: { country: orgId === 'acme' ? 'FR' : 'IT' },
      })
  }
  const identity = createIdentity({
    store,
    clock,
    sealer: testSealer(),
    address: () => ADDRESS,
    defaultOrg: 'acme',
  })
  return {
    store,
    identity,
    clock,
    enter: async (orgId, userId) => {
      const link = await identity.operator.link(orgId, userId)
      const { sessionToken = '' } = (await identity.signInByLink(link, FROM)) ?? {}
      return sessionToken
    },
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]()
      await server?.[Symbol.asyncDispose]()
    },
  }
}

/** What an authenticator app shows at a moment. */
export const codeAt = (secret: string, now: number): string =>
  new TOTP({ secret, period: 30 }).generate({ timestamp: now })

/** Stores to run a suite on: Postgres too where this machine can run one. */
export const KINDS = process.getuid?.() === undefined ? ['PGlite'] : ['PGlite', 'Postgres']
