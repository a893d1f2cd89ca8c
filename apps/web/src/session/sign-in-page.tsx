import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { sentence } from '../sentence.ts'
import { Mark } from '../shell/mark.tsx'
import controls from '../theme/controls.module.css'
import { signIn } from './sign-in.ts'
import styles from './sign-in-page.module.css'
import { tokenIn } from './token.ts'

interface Props {
  /** What went wrong with the link that was opened, or with reaching the server. */
  readonly trouble: string | null
  /** Whether somebody was signed in a moment ago. */
  readonly wasIn: boolean
  readonly onRetry?: () => void
}

export function SignInPage({ trouble, wasIn, onRetry }: Props) {
  const [link, setLink] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await signIn(tokenIn(link))
    } catch (reason) {
      setError((reason as Error).message)
    }
    setBusy(false)
  }

  return (
    <main className={styles['page']}>
      <form className={`${controls['card']} ${styles['card']}`} onSubmit={(event) => void submit(event)}>
        <Mark size={44} />
        <h1>{wasIn ? 'Your session is over' : 'Sign in to Numize'}</h1>
        <p>
          {wasIn
            ? 'Sign in again to go on. What you were writing is kept.'
            : 'Open the sign-in link that the server printed when it started, or paste it here.'}
        </p>
        {trouble !== null && <p className={styles['trouble']}>{sentence(trouble)}</p>}
        <TextInput
          label="Sign-in link"
          placeholder="http://localhost:4173/sign-in#token=…"
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
          error={error === null ? null : sentence(error)}
          classNames={{ label: styles['label'] ?? '', input: styles['input'] ?? '' }}
          autoComplete="off"
          autoFocus
        />
        <div className={styles['actions']}>
          <button type="submit" className={controls['primary']} disabled={busy || link.trim() === ''}>
            {busy ? 'Signing in…' : 'Sign in'}
          </button>
          {onRetry && (
            <button type="button" className={controls['plain']} onClick={onRetry}>
              Try again
            </button>
          )}
        </div>
        <p className={styles['hint']}>A link works once. Numize prints a new one each time it starts.</p>
      </form>
    </main>
  )
}
