import type { Principal } from '@numize/access'
import type { Authenticated, Credential } from '@numize/identity'

/** How a request becomes somebody. Sessions and keys live where the implementation keeps them; the server holds none. */
export interface SignIn {
  /** Trades a one-time token for a session; null when the token is unknown, used or too old. */
  redeem(token: string): Promise<Session | null>
  /** Whose credential it is; null when it is unknown, revoked or over. */
  authenticate(credential: Credential): Promise<Authenticated | null>
  revoke(sessionToken: string): Promise<void>
}

export interface Session {
  /** Secret; goes into an httpOnly cookie and nowhere else. */
  readonly sessionToken: string
  readonly principal: Principal
  readonly maxAgeSeconds?: number
}
