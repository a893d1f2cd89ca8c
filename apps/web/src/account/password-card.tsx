import { PasswordInput } from '@mantine/core'
import type { AccountView } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { call } from '../api/call.ts'
import { refreshAccount } from '../api/queries.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './account-page.module.css'
import { useTask } from './use-task.ts'

export function PasswordCard({ account }: { account: AccountView }) {
  const { hasPassword, needsPassword } = account
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [isSet, setIsSet] = useState(false)
  const { busy, trouble, run } = useTask()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await call('POST /v1/account/password', {
        body: { password, ...(needsPassword ? { current } : {}) },
      })
      for (const clear of [setCurrent, setPassword]) clear('')
      setIsSet(true)
      await refreshAccount()
    })
  }

  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="account-password">
      <h2 id="account-password">Password</h2>
      <p>
        {hasPassword
          ? 'Changing it ends your sessions everywhere else.'
          : 'You come in by links so far. With a password you can sign in any time.'}
      </p>
      <form className={styles['fields']} onSubmit={submit}>
        {needsPassword && (
          <PasswordInput
            label="Present password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
          />
        )}
        <PasswordInput
          label="New password"
          description="12 characters or more. A few words will do."
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
        />
        {trouble !== null && (
          <p className={styles['trouble']} role="alert">
            {sentence(trouble)}
          </p>
        )}
        <div className={styles['row']}>
          <button
            type="submit"
            className={controls['primary']}
            disabled={busy || password === '' || (needsPassword && current === '')}
          >
            {hasPassword ? 'Change password' : 'Set password'}
          </button>
          <span aria-live="polite">{isSet && trouble === null ? 'Your password is set.' : ''}</span>
        </div>
      </form>
    </section>
  )
}
