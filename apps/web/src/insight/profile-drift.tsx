import type { RouteResponse } from '@numize/server/contract'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { sentence } from '../sentence.ts'
import styles from './profile-panel.module.css'

type Drift = RouteResponse<'POST /v1/projects/:project/profiles/drift'>['drift']

/** How a table differs from an earlier profile: not asked yet, looked for, could not be told, or told. */
export type DriftState =
  | { readonly kind: 'none' | 'looking' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'told'; readonly drift: Drift }

/** Compares a table with a profile in a file, as it was taken away from here or written by `numize profile --json`. */
export function useDrift(table: string, project: string) {
  const [drift, setDrift] = useState<DriftState>({ kind: 'none' })
  const compare = async (file: File): Promise<void> => {
    setDrift({ kind: 'looking' })
    try {
      const before = profileIn(await file.text(), table)
      const told = await call('POST /v1/projects/:project/profiles/drift', {
        params: { project },
        body: { before },
      })
      setDrift({ kind: 'told', drift: told.drift })
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'this could not be done; try again'
      setDrift({ kind: 'failed', problem: sentence(problem) })
    }
  }
  return { drift, compare }
}

/** @throws where the file holds no profile of the table */
function profileIn(text: string, table: string) {
  const read = parsed(text)
  if (typeof read !== 'object' || read === null || !('columns' in read) || !('table' in read))
    throw new Error('this file is no profile: take one away with the JSON button, and compare it later')
  if (read.table !== table)
    throw new Error(`this is a profile of another table, ${String(read.table)}: choose one of ${table}`)
  return read as never
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What is not as it was, in words. */
export function DriftList({ drift }: { drift: DriftState }) {
  return (
    <div role="status">
      {drift.kind === 'looking' && <p className={styles['note']}>Looking at the table again…</p>}
      {drift.kind === 'failed' && <p className={styles['note']}>{drift.problem}</p>}
      {drift.kind === 'told' && drift.drift.length === 0 && (
        <p className={styles['note']}>Nothing is unlike the earlier profile.</p>
      )}
      {drift.kind === 'told' && drift.drift.length > 0 && (
        <ul className={styles['drift']} aria-label="Not as it was">
          {drift.drift.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
