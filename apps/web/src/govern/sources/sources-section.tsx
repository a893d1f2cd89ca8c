import type { RouteResponse } from '@numize/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import { PlaceLink } from '../../place-link.tsx'
import { listed } from '../../session/rights.tsx'
import type { PageProps } from '../../shell/page-props.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Table } from '../table.tsx'
import { Trouble } from '../trouble.tsx'

type Source = RouteResponse<'GET /v1/datasources'>['datasources'][number]
type Profile = RouteResponse<'POST /v1/datasources/:id/profile'>['tables']

/** The data there is: what kind, which tables, what is wrong with it, and whether it answers now. */
export default function SourcesSection({ project }: PageProps) {
  const sources = useQuery({ queryKey: ['datasources'], queryFn: () => call('GET /v1/datasources', {}) })
  return (
    <>
      <div className={styles['lead']}>
        <p>
          Who may ask of a source is said by the slices of its project. Passwords are kept apart and never
          shown.
        </p>
        <PlaceLink to={{ project, page: 'data' }} className={controls['primary']}>
          Bring data in
        </PlaceLink>
      </div>
      <Loaded query={sources} what="The sources">
        {({ datasources }) =>
          datasources.length === 0 ? (
            <p className={styles['none']}>No source is open to you.</p>
          ) : (
            datasources.map((source) => <SourceCard key={source.id} source={source} />)
          )
        }
      </Loaded>
    </>
  )
}

function SourceCard({ source: { id, name, type, tables, warnings, audience } }: { source: Source }) {
  const [profile, setProfile] = useState<Profile | null>(null)
  const { busy, trouble, run } = useTask()
  const test = () =>
    run(async () => {
      setProfile(null)
      const told = await call('POST /v1/datasources/:id/profile', { params: { id } })
      setProfile(told.tables)
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-label={name}>
      <div className={styles['between']}>
        <h2>{name}</h2>
        <span className={styles['badges']}>
          <span className={styles['badge']}>{type}</span>
          <span className={styles['badge']} data-tone={warnings.length === 0 ? 'good' : 'warn'}>
            {warnings.length === 0 ? 'No warnings' : `${warnings.length} warnings`}
          </span>
        </span>
      </div>
      <p>
        {tables.length} tables: {tables.join(', ')}.
      </p>
      <p>{openTo(audience)}</p>
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="button" className={controls['plain']} disabled={busy} onClick={() => void test()}>
          {busy ? 'Testing…' : 'Test it'}
        </button>
        <span className={styles['said']} aria-live="polite">
          {profile !== null && trouble === null ? 'It answers. This is what it holds now:' : ''}
        </span>
      </div>
      {profile && <Held name={name} profile={profile} />}
    </section>
  )
}

const openTo = (audience: readonly string[]): string => {
  if (audience.length === 0) return 'It has no slices: everybody may ask of all of it.'
  const who = audience.map((one) => (one === '*' ? 'everybody' : one))
  return `Its slices are open to ${listed(who)}.`
}

const Held = ({ name, profile }: { name: string; profile: Profile }) => (
  <Table label={`What ${name} holds`} heads={['Table', 'Rows', 'Columns']}>
    {profile.map(({ name: table, row_count, columns }) => (
      <tr key={table}>
        <th scope="row">{table}</th>
        <td>{row_count.toLocaleString('en-US')}</td>
        <td>{columns.length}</td>
      </tr>
    ))}
  </Table>
)
