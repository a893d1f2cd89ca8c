import { sentence } from '../sentence.ts'
import { Mark } from '../shell/mark.tsx'
import controls from '../theme/controls.module.css'
import { LinkForm } from './link-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProviderButtons } from './provider-buttons.tsx'
import styles from './sign-in-page.module.css'

interface Props {
  /** What went wrong with the link that was opened, or with reaching the server. */
  readonly trouble: string | null
  /** Whether somebody was signed in a moment ago. */
  readonly wasIn: boolean
  readonly onRetry?: () => void
}

/** By password, by an identity provider where there is one, or by a link. */
export function SignInPage({ trouble, wasIn, onRetry }: Props) {
  return (
    <main className={styles['page']}>
      <div className={`${controls['card']} ${styles['card']}`}>
        <Mark size={44} />
        <h1>{wasIn ? 'Your session is over' : 'Sign in to Numize'}</h1>
        {wasIn && <p>Sign in again to go on. What you were writing is kept.</p>}
        {trouble !== null && (
          <p className={styles['trouble']} role="alert">
            {sentence(trouble)}
          </p>
        )}
        {onRetry && (
          <div className={styles['actions']}>
            <button type="button" className={controls['plain']} onClick={onRetry}>
              Try again
            </button>
          </div>
        )}
        <ProviderButtons />
        <PasswordForm />
        <p className={styles['or']}>or</p>
        <p>Open the sign-in link that the server printed when it started, or paste it here.</p>
        <LinkForm />
        <p className={styles['hint']}>
          A link works once. Numize prints a new one each time it starts; an administrator can make one for
          you.
        </p>
      </div>
    </main>
  )
}
