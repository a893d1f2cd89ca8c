import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'

interface Props {
  readonly project: string
  readonly onAsked: () => Promise<void>
}

/** Asks to see one personal column of one's slice as it is; a wrong name is answered with those there are. */
export function RawRequestForm({ project, onAsked }: Props) {
  const [dimension, setDimension] = useState('')
  const [why, setWhy] = useState('')
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await call('POST /v1/projects/:project/raw-requests', { params: { project }, body: { dimension, why } })
      for (const clear of [setDimension, setWhy]) clear('')
      await onAsked()
    })
  }
  return (
    <form className={`${controls['card']} ${styles['card']}`} onSubmit={submit} aria-labelledby="raw-request">
      <h2 id="raw-request">Ask for a personal column</h2>
      <div className={styles['fields']}>
        <TextInput
          label="Column"
          placeholder="customers.email"
          value={dimension}
          onChange={(event) => setDimension(event.currentTarget.value)}
        />
        <TextInput
          label="What you need it for"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button
          type="submit"
          className={controls['primary']}
          disabled={busy || dimension.trim() === '' || why.trim() === ''}
        >
          Ask for it
        </button>
      </div>
    </form>
  )
}
