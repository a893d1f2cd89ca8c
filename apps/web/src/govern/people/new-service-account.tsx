import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import { refreshPeople } from './people-queries.ts'
import { RolesInput } from './roles-input.tsx'

/** An owner of keys that is nobody. */
export function NewServiceAccount({ onClose }: { onClose: () => void }) {
  const [userId, setUserId] = useState('')
  const [roles, setRoles] = useState<string[]>(['viewer'])
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await call('POST /v1/service-accounts', { body: { userId, roles } })
      await refreshPeople()
      onClose()
    })
  }
  return (
    <form
      className={`${controls['card']} ${styles['card']}`}
      onSubmit={submit}
      aria-labelledby="new-service-account"
    >
      <h2 id="new-service-account">A new service account</h2>
      <div className={styles['fields']}>
        <TextInput
          label="Its name"
          placeholder="nightly-report"
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
          autoFocus
        />
        <div className={styles['whole']}>
          <RolesInput value={roles} onChange={setRoles} />
        </div>
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || userId.trim() === ''}>
          Add it
        </button>
        <button type="button" className={controls['plain']} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}
