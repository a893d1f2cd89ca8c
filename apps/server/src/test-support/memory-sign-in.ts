import type { Principal } from '@numize/access'
import { systemClock } from '@numize/base'
import { createIdentity, type Identity } from '@numize/identity'
import { openStore } from '@numize/store'
import { testSealer } from '../../../../packages/identity/src/testing.ts'

const store = await openStore({ dir: null })
const identity = createIdentity({
  store,
  sealer: testSealer(),
  clock: systemClock,
  address: () => 'http://localhost:4173',
  defaultOrg: 'org',
})

/** The real identity over a store in memory, with one-time links as given, each for one person. */
export function memorySignIn(links: Readonly<Record<string, Principal>>): Identity {
  const unused = new Map(Object.entries(links))
  return {
    ...identity,
    signInByLink: async (token, from) => {
      const principal = unused.get(token)
      unused.delete(token)
      return identity.signInByLink(principal ? await linkFor(principal) : token, from)
    },
  }
}

async function linkFor({ orgId, userId, roles, attributes }: Principal): Promise<string> {
  await store.addOrg(orgId, orgId)
  await store.org(orgId).users.save({ userId, name: userId, email: null, roles, attributes })
  return identity.operator.link(orgId, userId)
}
