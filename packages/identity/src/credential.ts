import type { Principal } from '@numize/access'
import type { Session } from '@numize/store'

/** What a request brings to prove who it is from: the cookie of a session, or an API key or access token. */
export type Credential =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }

/** Who a credential stands for, and how it was shown. */
export type Authenticated = { readonly principal: Principal } & (
  | { readonly via: 'session'; readonly session: OpenSession }
  | { readonly via: 'key'; readonly keyId: string }
  | { readonly via: 'token' }
)

export type OpenSession = Session & { readonly token: string }
