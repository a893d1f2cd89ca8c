import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { ToldOnce } from '../told-once.tsx'
import { Trouble } from '../trouble.tsx'
import { refreshPeople } from './people-queries.ts'
import { RolesInput } from './roles-input.tsx'

/** Adds somebody; the link they come in by is shown this once. */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const [link, setLink] = useState<string | null>(null)
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="invite">
      <h2 id="invite">Invite somebody</h2>
      {link === null ? (
        <Fields onInvited={setLink} onClose={onClose} />
      ) : (
        <Invited link={link} onClose={onClose} />
      )}
    </section>
  )
}

const Invited = ({ link, onClose }: { link: string; onClose: () => void }) => (
  <>
    <ToldOnce text={link} note="Send them this link. It works once, for a week, and is not shown again." />
    <div className={styles['row']}>
      <button type="button" className={controls['primary']} onClick={onClose}>
        Done
      </button>
    </div>
  </>
)

function Fields({ onInvited, onClose }: { onInvited: (link: string) => void; onClose: () => void }) {
  const [userId, setUserId] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<string[]>(['viewer'])
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const said = { ...(name === '' ? {} : { name }), ...(email === '' ? {} : { email }) }
      const { link } = await call('POST /v1/people', { body: { userId, roles, ...said } })
      onInvited(link)
      await refreshPeople()
    })
  }
  return (
    <form className={styles['section']} onSubmit={submit}>
      <div className={styles['fields']}>
        <TextInput
          label="Sign-in name"
          description="Letters, digits and @ . _ + -"
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
          required
          data-autofocus
          autoFocus
        />
        <TextInput
          label="Name"
          description="As others read it"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          description="If they sign in with a provider"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <div className={styles['whole']}>
          <RolesInput value={roles} onChange={setRoles} />
        </div>
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || userId.trim() === ''}>
          Make the link
        </button>
        <button type="button" className={controls['plain']} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}
