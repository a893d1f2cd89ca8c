import { PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { CallError } from '../api/call.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { signInWithPassword } from './sign-in.ts'
import styles from './sign-in-page.module.css'

/** Name and password; the code of the authenticator app once the account turns out to ask for one. */
export function PasswordForm() {
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await signInWithPassword({ user, password, ...(code ? { code } : {}) })
    } catch (reason) {
      const asksForCode = reason instanceof CallError && reason.problem.code === 'identity/code-needed'
      if (asksForCode) setCode('')
      else setError((reason as Error).message)
    }
    setBusy(false)
  }

  return (
    <form className={styles['fields']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label="Name or e-mail"
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        classNames={{ label: styles['label'] ?? '', input: styles['input'] ?? '' }}
        autoComplete="username"
        autoFocus
      />
      <PasswordInput
        label="Password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        classNames={{ label: styles['label'] ?? '', input: styles['input'] ?? '' }}
        autoComplete="current-password"
      />
      {code !== null && <CodeField code={code} onChange={setCode} />}
      {error !== null && (
        <p className={styles['trouble']} role="alert">
          {sentence(error)}
        </p>
      )}
      <div className={styles['actions']}>
        <button
          type="submit"
          className={controls['primary']}
          disabled={busy || [user.trim(), password, code].includes('')}
        >
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
      </div>
    </form>
  )
}

function CodeField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  return (
    <TextInput
      label="Code of your authenticator app"
      description="Six digits, or one of your recovery codes."
      value={code}
      onChange={(event) => onChange(event.currentTarget.value)}
      classNames={{ label: styles['label'] ?? '', input: styles['input'] ?? '' }}
      autoComplete="one-time-code"
      autoFocus
    />
  )
}
