import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Trouble } from '../trouble.tsx'
import { refreshSlices, type SliceVersions, useVersions } from './slice-queries.ts'

/** Who published what, when and why; an earlier version is put in force again as a new one. */
export function VersionsCard({ project, slice }: { project: string; slice: string }) {
  const versions = useVersions(project, slice)
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <Loaded query={versions} what="The versions" height={80}>
        {(all) =>
          all.length === 0 ? (
            <p>It was never published: what its file says is in force.</p>
          ) : (
            <Versions project={project} slice={slice} versions={all} />
          )
        }
      </Loaded>
    </section>
  )
}

interface Props {
  readonly project: string
  readonly slice: string
  readonly versions: SliceVersions
}

function Versions({ project, slice, versions }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const latest = versions.at(-1)?.version
  return (
    <ul className={styles['list']}>
      {versions.toReversed().map(({ version, by, at, why, forced }) => (
        <li key={version}>
          <div>
            <strong>
              Version {version}
              {version === latest && ', in force'}
            </strong>
            <small>
              {by}, {when(at)}: “{why}”
            </small>
            {forced && (
              <small>
                Broke {forced.broke.join('; ')}: “{forced.reason}”
              </small>
            )}
          </div>
          {version !== latest && chosen !== version && (
            <button type="button" className={controls['plain']} onClick={() => setChosen(version)}>
              Go back to version {version}
            </button>
          )}
          {chosen === version && (
            <RollBack project={project} slice={slice} version={version} onDone={() => setChosen(null)} />
          )}
        </li>
      ))}
    </ul>
  )
}

interface RollBackProps extends Omit<Props, 'versions'> {
  readonly version: number
  readonly onDone: () => void
}

function RollBack({ project, slice, version, onDone }: RollBackProps) {
  const [why, setWhy] = useState('')
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await call('POST /v1/projects/:project/slices/:slice/roll-back', {
        params: { project, slice },
        body: { version, why },
      })
      onDone()
      await refreshSlices(project)
    })
  }
  return (
    <form className={styles['row']} onSubmit={submit}>
      <TextInput
        aria-label={`Why go back to version ${version}`}
        placeholder="Why"
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autoFocus
      />
      <button type="submit" className={controls['primary']} disabled={busy || why.trim() === ''}>
        Go back
      </button>
      <button type="button" className={controls['quiet']} onClick={onDone}>
        Cancel
      </button>
      <Trouble text={trouble} />
    </form>
  )
}
