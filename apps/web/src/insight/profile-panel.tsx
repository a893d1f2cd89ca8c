import { FileButton } from '@mantine/core'
import { formatNumber } from '@numize/blocks'
import { download } from '../answer/download.ts'
import { DownloadIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import { Panel } from './panel.tsx'
import { DriftList, useDrift } from './profile-drift.tsx'
import styles from './profile-panel.module.css'
import type { Told } from './told.ts'

type Profile = NonNullable<Told['profile']>
type Column = Profile['columns'][number]

/** What the columns of a table hold; taken away as JSON it is what a later one is compared with, here or by `numize profile --against`. */
export function ProfilePanel({ profile, project }: { profile: Profile; project: string }) {
  const { drift, compare } = useDrift(profile.table, project)
  return (
    <Panel
      title={`${profile.label}, column by column`}
      tools={
        <div className={styles['tools']}>
          <FileButton accept="application/json,.json" onChange={(file) => file && void compare(file)}>
            {(button) => (
              <button type="button" className={controls['quiet']} {...button}>
                Compare with an earlier one
              </button>
            )}
          </FileButton>
          <button
            type="button"
            className={controls['quiet']}
            onClick={() =>
              download(`profile-${profile.table}.json`, JSON.stringify(profile, null, 2), 'application/json')
            }
          >
            <DownloadIcon size={16} /> JSON
          </button>
        </div>
      }
    >
      <DriftList drift={drift} />
      <div className={styles['scroller']} {...SCROLLS}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {['Column', 'Type', 'Empty', 'Values', 'Range', 'Most frequent', 'To know'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {profile.columns.map((column) => (
              <Row key={column.name} column={column} rows={profile.rows} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Row({ column, rows }: { column: Column; rows: number }) {
  const { name, type, nulls, distinct, minimum, maximum, top, notes } = column
  const [first] = top
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{type}</td>
      <td>{nulls === 0 ? 'never' : percent(nulls / Math.max(1, rows))}</td>
      <td>{distinct.toLocaleString('en-US')}</td>
      <td>{minimum === null ? '–' : `${minimum} to ${maximum}`}</td>
      <td>{first ? `${first.value ?? 'empty'} (${percent(first.share)})` : '–'}</td>
      <td>{notes.join('; ') || '–'}</td>
    </tr>
  )
}

/** What scrolls must be reached by keyboard. */
const SCROLLS = { tabIndex: 0, role: 'group', 'aria-label': 'The columns of the table, scrolls sideways' }

const percent = (share: number): string => formatNumber(share, { kind: 'percent' })
