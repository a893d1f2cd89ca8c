import { randomUUID } from 'node:crypto'
import type { Principal } from '@numize/access'
import type { SignIn } from '../sign-in.ts'

/** Sessions in memory: one-time links as given, each for one person. */
export function memorySignIn(links: Readonly<Record<string, Principal>>): SignIn {
  const unused = new Map(Object.entries(links))
  const sessions = new Map<string, Principal>()
  return {
    async redeem(token) {
      const principal = unused.get(token)
      if (!principal) return null
      unused.delete(token)
      const sessionToken = randomUUID()
      sessions.set(sessionToken, principal)
      return { sessionToken, principal }
    },
    async authenticate({ kind, token }) {
      const principal = sessions.get(token)
      return kind === 'session' && principal ? { principal, via: 'session' } : null
    },
    async revoke(sessionToken) {
      sessions.delete(sessionToken)
    },
  }
}
