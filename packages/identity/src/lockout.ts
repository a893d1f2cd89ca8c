import { hashText } from '@numize/base'
import type { LockRule, Org } from '@numize/store'
import { identityError } from './errors.ts'

const MINUTE_MS = 60_000
const WINDOW = { windowMs: 15 * MINUTE_MS, lockMs: 15 * MINUTE_MS }
const ACCOUNT: LockRule = { most: 8, ...WINDOW }
const ADDRESS: LockRule = { most: 40, ...WINDOW }

/** One attempt to sign in, counted before its outcome is known. */
export interface Attempt {
  succeeded(): Promise<void>
  /** Neither right nor wrong: as if it had not been. */
  withdrawn(): Promise<void>
}

/**
 * Counts an attempt on an account and from an address; neither need exist, and both are told the same.
 * @throws `identity/too-many-attempts`
 */
export async function attempt(
  { failures }: Org,
  now: number,
  { account, address }: { readonly account: string; readonly address: string },
): Promise<Attempt> {
  const subjects = { account: `account ${hashText(account.toLowerCase())}`, address: `address ${address}` }
  const until = await failures.lockedUntil(Object.values(subjects))
  if (until !== null)
    throw identityError('too-many-attempts', { minutes: Math.ceil((until - now) / MINUTE_MS) })
  await failures.count(subjects.account, ACCOUNT)
  await failures.count(subjects.address, ADDRESS)
  return {
    succeeded: async () => {
      await failures.clear(subjects.account)
      await failures.forgive(subjects.address)
    },
    withdrawn: async () => {
      for (const subject of Object.values(subjects)) await failures.forgive(subject)
    },
  }
}
