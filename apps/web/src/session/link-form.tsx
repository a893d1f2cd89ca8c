import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { signIn } from './sign-in.ts'
import styles from './sign-in-page.module.css'
import { tokenIn } from './token.ts'

/** A one-time link, pasted. */
export function LinkForm() {
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
    <form className={styles['fields']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label="Sign-in link"
        placeholder="http://localhost:4173/sign-in#token=…"
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
        error={error === null ? null : sentence(error)}
        classNames={{ label: styles['label'] ?? '', input: styles['input'] ?? '' }}
        autoComplete="off"
      />
      <div className={styles['actions']}>
        <button type="submit" className={controls['plain']} disabled={busy || link.trim() === ''}>
          {busy ? 'Signing in…' : 'Use the link'}
        </button>
      </div>
    </form>
  )
}
