/** Whoever asks. Made here, from a session, a key or the operating-system user; never by the caller of a route. */
export interface Principal {
  readonly orgId: string
  readonly userId: string
  readonly roles: readonly string[]
  /** Bound into row filters: `{{ user('country') }}`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

export type AttributeValue = string | number | readonly string[]
