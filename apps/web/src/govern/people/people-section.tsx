import type { PersonView } from '@numize/server/contract'
import { useState } from 'react'
import { when } from '../../account/when.ts'
import { PlusIcon } from '../../icons.tsx'
import { PlaceLink } from '../../place-link.tsx'
import type { PageProps } from '../../shell/page-props.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Table } from '../table.tsx'
import { InviteForm } from './invite-form.tsx'
import { usePeople, useRoles } from './people-queries.ts'
import { PersonForm } from './person-form.tsx'

/** Who is here, what their roles are, and whoever is to come. */
export default function PeopleSection({ project, path: [person] }: PageProps) {
  const people = usePeople()
  const [inviting, setInviting] = useState(false)
  if (person !== undefined) return <OnePerson project={project} userId={person} />
  return (
    <>
      <div className={styles['lead']}>
        <p>Roles say what somebody may do; slices say which data they see.</p>
        {!inviting && (
          <button type="button" className={controls['primary']} onClick={() => setInviting(true)}>
            <PlusIcon size={16} /> Invite somebody
          </button>
        )}
      </div>
      {inviting && <InviteForm onClose={() => setInviting(false)} />}
      <Loaded query={people} what="The people">
        {(all) => <PeopleTable project={project} people={all.filter(({ kind }) => kind === 'person')} />}
      </Loaded>
    </>
  )
}

function PeopleTable({ project, people }: { project: string; people: readonly PersonView[] }) {
  const labels = useRoleLabels()
  return (
    <Table label="People" heads={['Name', 'Roles', 'Signs in with', 'Last seen']}>
      {people.map(({ userId, name, email, roles, disabled, ...person }) => (
        <tr key={userId}>
          <th scope="row">
            <PlaceLink to={{ project, page: 'govern', path: ['people', userId] }}>{name}</PlaceLink>
            <small>{email ?? userId}</small>
          </th>
          <td>
            <span className={styles['badges']}>
              {disabled && (
                <span className={styles['badge']} data-tone="bad">
                  Shut out
                </span>
              )}
              {roles.map((role) => (
                <span key={role} className={styles['badge']}>
                  {labels(role)}
                </span>
              ))}
              {roles.length === 0 && <span className={styles['badge']}>Viewer</span>}
            </span>
          </td>
          <td>{waysIn(person)}</td>
          <td className={styles['when']}>{person.seenAt === null ? 'Not signed in' : when(person.seenAt)}</td>
        </tr>
      ))}
    </Table>
  )
}

function waysIn({ hasPassword, hasAuthenticator }: Pick<PersonView, 'hasPassword' | 'hasAuthenticator'>) {
  if (!hasPassword) return 'A link or a provider'
  return hasAuthenticator ? 'Password and app' : 'Password'
}

function useRoleLabels(): (role: string) => string {
  const { data = [] } = useRoles()
  return (role) => data.find(({ name }) => name === role)?.label ?? role
}

function OnePerson({ project, userId }: { project: string; userId: string }) {
  const people = usePeople()
  return (
    <>
      <PlaceLink to={{ project, page: 'govern', path: ['people'] }} className={styles['back']}>
        ← All people
      </PlaceLink>
      <Loaded query={people} what="This person">
        {(all) => {
          const person = all.find((one) => one.userId === userId)
          return person ? (
            <PersonForm key={userId} person={person} />
          ) : (
            <p className={styles['none']}>There is nobody called {userId} in your organisation.</p>
          )
        }}
      </Loaded>
    </>
  )
}
