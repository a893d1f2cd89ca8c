import type { Scope } from './scopes.ts'

/** Whoever asks. Made here, from a session, a key or the operating-system user; never by the caller of a route. */
export interface Principal {
  readonly orgId: string
  readonly userId: string
  readonly roles: readonly string[]
  /** Bound into row filters: `{{ user('country') }}`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** What a key or token was made for; absent for a person's own session, which has all their roles give. */
  readonly scopes?: readonly Scope[]
}

export type AttributeValue = string | number | readonly string[]
