import { TextInput } from '@mantine/core'
import type { SliceContent } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { CopyButton } from '../../answer/copy-button.tsx'
import { CallError, call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import { CheckTold } from './check-told.tsx'
import { refreshSlices, type SliceCheck } from './slice-queries.ts'

interface Props {
  readonly project: string
  readonly draft: SliceContent
  readonly isNew: boolean
  readonly onPublished: () => void
}

/** What publishing would change and break, and publishing. */
export function PublishCard({ project, draft, isNew, onPublished }: Props) {
  const [checked, setChecked] = useState<{ readonly of: SliceContent; readonly told: SliceCheck } | null>(
    null,
  )
  const { busy, trouble, run } = useTask()
  const params = { project, slice: draft.name }
  const check = () =>
    run(async () => {
      const told = await call('POST /v1/projects/:project/slices/:slice/check', { params, body: { draft } })
      setChecked({ of: draft, told })
    })
  const told = checked?.of === draft ? checked.told : null
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="publish">
      <div className={styles['between']}>
        <h2 id="publish">{isNew ? 'Check and publish it' : 'Check and publish'}</h2>
        <button type="button" className={controls['plain']} disabled={busy} onClick={() => void check()}>
          {busy ? 'Checking…' : 'Check'}
        </button>
      </div>
      <Trouble text={trouble} />
      <div className={styles['section']} aria-live="polite">
        {told === null && (
          <p>Checking tells how ready it is, what changes, and which approved questions and boards break.</p>
        )}
        {told && <CheckTold told={told} />}
        {told && (
          <details>
            <summary>As a file for slices/{draft.name}.yml</summary>
            <pre className={styles['secret']}>{told.yaml}</pre>
            <CopyButton text={() => told.yaml} label="Copy" />
          </details>
        )}
      </div>
      <Publish
        project={project}
        draft={draft}
        breaks={(told?.broken.length ?? 0) > 0}
        onPublished={onPublished}
      />
    </section>
  )
}

interface PublishProps extends Pick<Props, 'project' | 'draft' | 'onPublished'> {
  /** Something people rely on would no longer work. */
  readonly breaks: boolean
}

function Publish({ project, draft, breaks, onPublished }: PublishProps) {
  const [why, setWhy] = useState('')
  const [force, setForce] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const [version, setVersion] = useState<number | null>(null)
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      try {
        const published = await call('POST /v1/projects/:project/slices/:slice/publish', {
          params: { project, slice: draft.name },
          body: { why, draft, ...(force.trim() === '' ? {} : { force }) },
        })
        setVersion(published.version)
        onPublished()
        await refreshSlices(project)
      } catch (error) {
        setIsRefused(error instanceof CallError && error.problem.code === 'access/slice-breaks')
        throw error
      }
    })
  }
  return (
    <form className={styles['section']} onSubmit={submit}>
      <div className={styles['fields']}>
        <TextInput
          label="Why"
          description="Kept with the version"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {(breaks || isRefused) && (
          <TextInput
            label="Why it is worth breaking them"
            description="Kept with the version and in the audit"
            value={force}
            onChange={(event) => setForce(event.currentTarget.value)}
          />
        )}
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || why.trim() === ''}>
          Publish
        </button>
        <span className={styles['said']} aria-live="polite">
          {version !== null && trouble === null ? `Version ${version} is in force.` : ''}
        </span>
      </div>
    </form>
  )
}
