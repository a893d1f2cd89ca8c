import type { Principal } from '@numize/access'

/** What a request brings to prove who it is from: the cookie of a session, or an API key or access token. */
export type Credential =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }

/** Who a credential stands for, and how it was shown. */
export interface Authenticated {
  readonly principal: Principal
  /** A person's own session may change their account; a key and an access token may not. */
  readonly via: 'session' | 'key' | 'token'
}
