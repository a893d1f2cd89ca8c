import { MultiSelect, Select, TextInput } from '@mantine/core'
import type { RouteBody } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import { useMe } from '../../api/queries.ts'
import { useRights } from '../../session/rights.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { ToldOnce } from '../told-once.tsx'
import { Trouble } from '../trouble.tsx'
import { refreshEveryKey, usePeople } from './people-queries.ts'

type NewKey = RouteBody<'POST /v1/keys'>

const LASTS = [
  { value: '30', label: 'a month' },
  { value: '90', label: 'three months' },
  { value: '365', label: 'a year' },
  { value: 'ever', label: 'until it is revoked' },
]
const DAY_MS = 86_400_000

/** A key of a service account, or of one's own; its text is shown this once. */
export function NewServiceKey({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState<string | null>(null)
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="new-key">
      <h2 id="new-key">A new key</h2>
      {key === null ? (
        <Fields onMade={setKey} onClose={onClose} />
      ) : (
        <>
          <ToldOnce text={key} note="Copy the key now: it is not shown again." />
          <div>
            <button type="button" className={controls['primary']} onClick={onClose}>
              Done
            </button>
          </div>
        </>
      )}
    </section>
  )
}

/** The form's fields and what pressing its button does. */
function useNewKey(onMade: (key: string) => void) {
  const [name, setName] = useState('')
  const [owner, setOwner] = useState<string | null>(null)
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState('90')
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const expiresAt = days === 'ever' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
      const body = { name, scopes: scopes as NewKey['scopes'], expiresAt }
      const { key } = await call('POST /v1/keys', { body: owner === null ? body : { ...body, owner } })
      onMade(key)
      await refreshEveryKey()
    })
  }
  const isReady = !busy && name.trim() !== '' && scopes.length > 0
  return { name, setName, owner, setOwner, scopes, setScopes, days, setDays, isReady, trouble, submit }
}

function Fields({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { data: people = [] } = usePeople()
  const form = useNewKey(onMade)
  const services = people.filter(({ kind, disabled }) => kind === 'service' && !disabled)
  return (
    <form className={styles['section']} onSubmit={form.submit}>
      <div className={styles['fields']}>
        <TextInput
          label="Its name"
          value={form.name}
          onChange={(event) => form.setName(event.currentTarget.value)}
          autoFocus
        />
        <Select
          label="Of"
          placeholder="Yourself"
          data={services.map(({ userId }) => userId)}
          value={form.owner}
          onChange={form.setOwner}
          clearable
          clearButtonProps={{ 'aria-label': 'Make it your own' }}
        />
        <Select
          label="Lasts"
          data={LASTS}
          value={form.days}
          onChange={(next) => next !== null && form.setDays(next)}
          allowDeselect={false}
        />
        <ScopesInput value={form.scopes} onChange={form.setScopes} />
      </div>
      <Trouble text={form.trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={!form.isReady}>
          Make the key
        </button>
        <button type="button" className={controls['plain']} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}

function ScopesInput({ value, onChange }: { value: string[]; onChange: (scopes: string[]) => void }) {
  const { data: me } = useMe()
  const { data: rights = [] } = useRights()
  return (
    <MultiSelect
      className={styles['whole'] ?? ''}
      label="What it may do"
      data={rights
        .filter(({ scope }) => me?.scopes.includes(scope))
        .map(({ scope, means }) => ({ value: scope, label: `${scope}: ${means}` }))}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
    />
  )
}
