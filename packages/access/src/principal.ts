/** Whoever asks. Made here, from a session, a key or the operating-system user; never by the caller of a route. */
export interface Principal {
  readonly orgId: string
  readonly userId: string
  readonly roles: readonly string[]
  /** Bound into row filters: `{{ user('country') }}`. */
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

export type AttributeValue = string | number | readonly string[]

const REVIEWERS = new Set(['admin', 'reviewer'])

/** Whether somebody may approve answers and put right how questions are read, for everyone of their slice. */
export const mayReview = ({ roles }: Principal): boolean => roles.some((role) => REVIEWERS.has(role))
