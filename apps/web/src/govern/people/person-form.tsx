import { TextInput } from '@mantine/core'
import type { PersonView } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import { attributesOf, rowsOf } from './attributes.ts'
import { AttributesInput } from './attributes-input.tsx'
import { changePerson } from './people-queries.ts'
import { PersonDoor } from './person-door.tsx'
import { PersonSessions } from './person-sessions.tsx'
import { RolesInput } from './roles-input.tsx'

/** One person: who they are, what they may do, where they are signed in. */
export const PersonForm = ({ person }: { person: PersonView }) => (
  <>
    <Who person={person} />
    {person.kind === 'person' && <PersonDoor person={person} />}
    {person.kind === 'person' && <PersonSessions person={person} />}
  </>
)

function Who({ person }: { person: PersonView }) {
  const { userId } = person
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email ?? '')
  const [roles, setRoles] = useState<readonly string[]>(person.roles)
  const [attributes, setAttributes] = useState(rowsOf(person.attributes))
  const [isSaved, setIsSaved] = useState(false)
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsSaved(false)
    void run(async () => {
      const rights = { roles: [...roles], attributes: attributesOf(attributes, person.attributes) }
      await changePerson(userId, { name, email: email === '' ? null : email, ...rights })
      setIsSaved(true)
    })
  }
  return (
    <form
      className={`${controls['card']} ${styles['card']}`}
      onSubmit={submit}
      onChange={() => setIsSaved(false)}
      aria-labelledby="who"
    >
      <h2 id="who">{person.name}</h2>
      <p>
        {person.kind === 'service' ? 'A service account' : 'Signs in'} as {userId}
        {person.disabled && ', and is shut out now'}
      </p>
      <div className={styles['fields']}>
        <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <div className={styles['whole']}>
          <RolesInput value={roles} onChange={setRoles} />
        </div>
        <div className={styles['whole']}>
          <AttributesInput rows={attributes} onChange={setAttributes} />
        </div>
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || name.trim() === ''}>
          Save
        </button>
        <span className={styles['said']} aria-live="polite">
          {isSaved && trouble === null ? 'Saved. It holds from their next question on.' : ''}
        </span>
      </div>
    </form>
  )
}
