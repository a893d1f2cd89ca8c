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
  /** The slice they chose to ask through, of those that admit them; absent = the first. */
  readonly slice?: string
  /** Personal columns an administrator lets them see for a time; absent = none. */
  readonly approvals?: readonly RawApproval[]
}

/** One personal dimension (`model.dimension`) of one slice, unmasked until a moment. */
export interface RawApproval {
  readonly project: string
  readonly slice: string
  readonly dimension: string
  /** ISO, UTC. */
  readonly until: string
}

export type AttributeValue = string | number | readonly string[]
