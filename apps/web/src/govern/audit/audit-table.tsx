import type { RouteResponse } from '@numize/server/contract'
import { Fragment, useState } from 'react'
import { when } from '../../account/when.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Table } from '../table.tsx'

type Entry = RouteResponse<'GET /v1/audit'>['entries'][number]

const TONES: Readonly<Record<string, 'good' | 'warn' | 'bad'>> = {
  answered: 'good',
  refused: 'warn',
  failed: 'bad',
}

/** Entries, newest first; one is opened to all that was written down. */
export function AuditTable({ entries }: { entries: readonly Entry[] }) {
  const [open, setOpen] = useState<number | null>(null)
  if (entries.length === 0)
    return <p className={styles['none']}>Nothing matches. Take a filter away, or widen the days.</p>
  return (
    <Table label="Audit" heads={['When', 'Who', 'What', 'Where', 'Outcome', '']}>
      {entries.map((entry) => (
        <Fragment key={entry.seq}>
          <tr>
            <td className={styles['when']}>{when(entry.at)}</td>
            <th scope="row">{entry.userId ?? 'Nobody, or forgotten'}</th>
            <td>{entry.action}</td>
            <td>{entry.project ?? '–'}</td>
            <td>
              {entry.outcome === null ? (
                '–'
              ) : (
                <span className={styles['badge']} data-tone={TONES[entry.outcome]}>
                  {entry.outcome}
                </span>
              )}
            </td>
            <td>
              <button
                type="button"
                className={controls['quiet']}
                aria-expanded={open === entry.seq}
                aria-label={`Details of entry ${entry.seq}`}
                onClick={() => setOpen(open === entry.seq ? null : entry.seq)}
              >
                {open === entry.seq ? 'Close' : 'Details'}
              </button>
            </td>
          </tr>
          {open === entry.seq && (
            <tr>
              <td colSpan={6}>
                <Details entry={entry} />
              </td>
            </tr>
          )}
        </Fragment>
      ))}
    </Table>
  )
}

const SHOWN_ABOVE = new Set(['userId', 'action', 'project', 'outcome'])

function Details({ entry }: { entry: Entry }) {
  const facts = Object.entries(entry).filter(
    ([name, value]) => !SHOWN_ABOVE.has(name) && value !== null && value !== undefined,
  )
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{NAMES[name] ?? name}</dt>
          <dd>{typeof value === 'string' ? value : <code>{JSON.stringify(value, null, 1)}</code>}</dd>
        </div>
      ))}
    </dl>
  )
}

const NAMES: Readonly<Record<string, string>> = {
  seq: 'Entry',
  at: 'At (UTC)',
  runHash: 'Run hash',
  elapsedMs: 'Took (ms)',
  aboutUserId: 'About',
  hash: 'Chain',
  detail: 'Detail',
  policies: 'Policies',
  costUsd: 'Cost (USD)',
  slice: 'Slice',
}
