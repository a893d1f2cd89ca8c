import { CheckIcon } from '../icons.tsx'
import type { Answered } from './answered.ts'
import styles from './verified-badge.module.css'

type Verified = NonNullable<Answered['verified']>

/** Somebody with the right approved an answer of the same kind. */
export function VerifiedBadge({ verified: { by, at } }: { verified: Verified }) {
  const day = new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' })
  return (
    <p className={styles['verified']}>
      <CheckIcon size={14} />
      <strong>Verified</strong>
      <span>
        The same calculation was approved by {by} on {day}.
      </span>
    </p>
  )
}
