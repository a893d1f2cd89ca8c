import { PasswordInput, TextInput } from '@mantine/core'
import type { AccountView, RouteResponse } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { renderSVG } from 'uqr'
import { CopyButton } from '../answer/copy-button.tsx'
import { call } from '../api/call.ts'
import { refreshAccount } from '../api/queries.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './account-page.module.css'
import { useTask } from './use-task.ts'

type Enrolment = RouteResponse<'POST /v1/account/authenticator'>

/** A second factor: set up with a picture, confirmed by a code, with recovery codes shown once. */
export function AuthenticatorCard({ account }: { account: AccountView }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const confirmed = async (given: readonly string[]) => {
    setCodes(given)
    setEnrolment(null)
    await refreshAccount()
  }
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="account-authenticator">
      <h2 id="account-authenticator">Authenticator app</h2>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {!codes && enrolment && <Confirm enrolment={enrolment} onConfirmed={confirmed} />}
      {!codes && !enrolment && <Begin account={account} onBegun={setEnrolment} />}
    </section>
  )
}

interface BeginProps {
  readonly account: AccountView
  readonly onBegun: (enrolment: Enrolment) => void
}

function Begin({ account, onBegun }: BeginProps) {
  const { hasAuthenticator, recoveryCodesLeft, needsPassword } = account
  const [password, setPassword] = useState('')
  const { busy, trouble, run } = useTask()
  const body = needsPassword ? { password } : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      if (hasAuthenticator) {
        await call('POST /v1/account/authenticator/remove', { body })
        await refreshAccount()
      } else onBegun(await call('POST /v1/account/authenticator', { body }))
      setPassword('')
    })
  }
  return (
    <form className={styles['fields']} onSubmit={submit}>
      <p>
        {hasAuthenticator
          ? `Signing in asks for a code of your app. ${recoveryCodesLeft} recovery codes are left.`
          : 'Have a password and a code of an app on your phone asked for when you sign in.'}
      </p>
      {needsPassword && (
        <PasswordInput
          label="Your password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
      )}
      {trouble !== null && (
        <p className={styles['trouble']} role="alert">
          {sentence(trouble)}
        </p>
      )}
      <div className={styles['row']}>
        <button
          type="submit"
          className={controls['plain']}
          disabled={busy || (needsPassword && password === '')}
        >
          {hasAuthenticator ? 'Remove the app' : 'Set up an app'}
        </button>
      </div>
    </form>
  )
}

interface ConfirmProps {
  readonly enrolment: Enrolment
  readonly onConfirmed: (codes: readonly string[]) => Promise<void>
}

function Confirm({ enrolment: { secret, uri }, onConfirmed }: ConfirmProps) {
  const [code, setCode] = useState('')
  const { busy, trouble, run } = useTask()
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(uri))}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const { recoveryCodes } = await call('POST /v1/account/authenticator/confirm', { body: { code } })
      await onConfirmed(recoveryCodes)
    })
  }
  return (
    <form className={styles['fields']} onSubmit={submit}>
      <p>Take a picture of this with your app, or type the key into it. Then type the code it shows.</p>
      <div className={styles['code']}>
        <img src={picture} alt="QR code that sets up your authenticator app" width="160" height="160" />
      </div>
      <code className={styles['secret']}>{secret}</code>
      <TextInput
        label="Code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
        inputMode="numeric"
        error={trouble === null ? null : sentence(trouble)}
      />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || code.length < 6}>
          Confirm
        </button>
      </div>
    </form>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <div className={styles['fields']}>
      <p>
        Keep these somewhere safe. Each opens your account once if your phone is lost. They are shown only
        now.
      </p>
      <code className={styles['secret']}>{codes.join('\n')}</code>
      <div className={styles['row']}>
        <CopyButton text={() => codes.join('\n')} label="Copy" />
        <button type="button" className={controls['primary']} onClick={onKept}>
          I have kept them
        </button>
      </div>
    </div>
  )
}
