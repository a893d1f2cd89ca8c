import type { Clock, Json } from '@numize/base'
import type { Org } from '@numize/store'

/** What identity writes down: who came in or tried to, who was given what, what became of keys and providers. */
export type Happening = 'sign-in' | 'grant' | 'key' | 'provider'

export interface Note {
  readonly userId: string
  /** Whom it was done to. */
  readonly aboutUserId?: string
  readonly outcome?: 'answered' | 'refused'
  /** Names and numbers; never a secret. */
  readonly detail: Readonly<Record<string, Json>>
}

/** Appends to an organisation's audit. */
export async function note(org: Org, clock: Clock, action: Happening, happened: Note): Promise<void> {
  const { outcome = 'answered', ...rest } = happened
  const at = new Date(clock.now()).toISOString()
  await org.audit.append({ at, action, project: null, outcome, ...rest })
}
