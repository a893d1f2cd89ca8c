import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { PlusIcon } from '../../icons.tsx'
import { PlaceLink } from '../../place-link.tsx'
import { go } from '../../routing.ts'
import type { PageProps } from '../../shell/page-props.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Table } from '../table.tsx'
import { SlicePage } from './slice-page.tsx'
import { useReadiness, useSlices } from './slice-queries.ts'
import { toneOf } from './tone-of.ts'

/** What each team may ask, how ready it is, and which version is in force. */
export default function SlicesSection({ project, path: [name] }: PageProps) {
  const slices = useSlices(project)
  if (name !== undefined)
    return (
      <>
        <PlaceLink to={{ project, page: 'govern', path: ['slices'] }} className={styles['back']}>
          ← All slices
        </PlaceLink>
        <Loaded query={slices} what="The slice">
          {(all) => (
            <SlicePage
              key={name}
              project={project}
              name={name}
              isNew={all.every((slice) => slice.name !== name)}
            />
          )}
        </Loaded>
      </>
    )
  return (
    <>
      <div className={styles['lead']}>
        <p>A slice says what one team may ask: which metrics, of which rows, with what hidden.</p>
        <NewSlice project={project} />
      </div>
      <Loaded query={slices} what="The slices">
        {(all) =>
          all.length === 0 ? (
            <p className={styles['none']}>
              There is no slice yet, so everybody sees everything of this project. Make one to change that.
            </p>
          ) : (
            <Table label="Slices" heads={['Slice', 'For', 'Readiness', 'In force']}>
              {all.map((slice) => (
                <tr key={slice.name}>
                  <th scope="row">
                    <PlaceLink to={{ project, page: 'govern', path: ['slices', slice.name] }}>
                      {slice.label}
                    </PlaceLink>
                    <small>{slice.description ?? slice.name}</small>
                  </th>
                  <td>{slice.audience.map((who) => (who === '*' ? 'everybody' : who)).join(', ')}</td>
                  <td>
                    <Score project={project} slice={slice.name} />
                  </td>
                  <td>{slice.version === null ? 'As its file says' : `Version ${slice.version}`}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
    </>
  )
}

function Score({ project, slice }: { project: string; slice: string }) {
  const { data, error } = useReadiness(project, slice)
  if (error) return 'Not known'
  if (!data) return '…'
  return (
    <span className={styles['badge']} data-tone={toneOf(data.score)}>
      {data.score} of 100
    </span>
  )
}

function NewSlice({ project }: { project: string }) {
  const [name, setName] = useState<string | null>(null)
  const isName = /^[a-z][a-z0-9_-]{0,59}$/.test(name ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name !== null && isName) go({ project, page: 'govern', path: ['slices', name] })
  }
  if (name === null)
    return (
      <button type="button" className={controls['primary']} onClick={() => setName('')}>
        <PlusIcon size={16} /> New slice
      </button>
    )
  return (
    <form className={styles['row']} onSubmit={submit}>
      <TextInput
        aria-label="Name of the slice"
        placeholder="sales_team"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={name === '' || isName ? null : 'Small letters, digits, _ and -'}
        autoFocus
      />
      <button type="submit" className={controls['primary']} disabled={!isName}>
        Build it
      </button>
    </form>
  )
}
