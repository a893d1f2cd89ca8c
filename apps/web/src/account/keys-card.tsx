import { MultiSelect, TextInput } from '@mantine/core'
import type { RouteBody } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { CopyButton } from '../answer/copy-button.tsx'
import { call } from '../api/call.ts'
import { refreshKeys, useKeys, useMe } from '../api/queries.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './account-page.module.css'
import { useTask } from './use-task.ts'
import { when } from './when.ts'

type Scopes = RouteBody<'POST /v1/keys'>['scopes']

/** Keys of one's own programs, each with some of one's rights. */
export function KeysCard() {
  const { data = [] } = useKeys()
  const { busy, trouble, run } = useTask()
  const [made, setMade] = useState<string | null>(null)
  const revoke = (key: string) =>
    run(async () => {
      await call('DELETE /v1/keys/:key', { params: { key } })
      await refreshKeys()
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="account-keys">
      <h2 id="account-keys">API keys</h2>
      <p>For programs of yours. A key does what you allow it, and never more than you may do yourself.</p>
      <ul className={styles['list']}>
        {data
          .filter(({ revokedAt }) => revokedAt === null)
          .map(({ keyId, name, scopes, usedAt, expiresAt }) => (
            <li key={keyId}>
              <div>
                <strong>
                  {name} <code>…{keyId}</code>
                </strong>
                <small>
                  {scopes.join(', ')}; {usedAt === null ? 'never used' : `used ${when(usedAt)}`}
                  {expiresAt !== null && `, ends ${when(expiresAt)}`}
                </small>
              </div>
              <button
                type="button"
                className={controls['plain']}
                disabled={busy}
                onClick={() => void revoke(keyId)}
                aria-label={`Revoke the key ${name}`}
              >
                Revoke
              </button>
            </li>
          ))}
      </ul>
      {trouble !== null && (
        <p className={styles['trouble']} role="alert">
          {sentence(trouble)}
        </p>
      )}
      {made !== null && (
        <div>
          <p>Copy your key now: it is not shown again.</p>
          <code className={styles['secret']}>{made}</code>
          <CopyButton text={() => made} label="Copy" />
        </div>
      )}
      <NewKey onMade={setMade} />
    </section>
  )
}

function NewKey({ onMade }: { onMade: (key: string) => void }) {
  const { data: me } = useMe()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const { key } = await call('POST /v1/keys', { body: { name, scopes: scopes as Scopes } })
      onMade(key)
      setName('')
      setScopes([])
      await refreshKeys()
    })
  }
  return (
    <form className={styles['fields']} onSubmit={submit}>
      <TextInput
        label="Name of a new key"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect
        label="What it may do"
        data={[...(me?.scopes ?? [])]}
        value={scopes}
        onChange={setScopes}
        searchable
        hidePickedOptions
      />
      {trouble !== null && (
        <p className={styles['trouble']} role="alert">
          {sentence(trouble)}
        </p>
      )}
      <div className={styles['row']}>
        <button
          type="submit"
          className={controls['plain']}
          disabled={busy || name.trim() === '' || scopes.length === 0}
        >
          Make a key
        </button>
      </div>
    </form>
  )
}
