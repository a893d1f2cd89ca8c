import { SegmentedControl, TextInput } from '@mantine/core'
import type { UploadPreviewView, UploadView } from '@numize/server/contract'
import { useState } from 'react'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './data-page.module.css'
import { useKeep } from './upload-queries.ts'

interface Props {
  readonly upload: UploadView
  readonly preview: UploadPreviewView
  readonly personal: ReadonlySet<string>
}

/** Makes a project of a file: what it is called, and who may ask of it. */
export function KeepForm({ upload, preview, personal }: Props) {
  const [label, setLabel] = useState(upload.name.replace(/\.[^.]+$/, '').slice(0, 80))
  const [audience, setAudience] = useState<'me' | 'everybody'>('me')
  const keep = useKeep(upload.id)
  if (preview.rows === 0) return null
  return (
    <form
      className={`${controls['card']} ${styles['keep']}`}
      aria-label="Keep this file"
      onSubmit={(event) => {
        event.preventDefault()
        const body = { label: label.trim(), audience, personal: [...personal] }
        keep.mutate(body, { onSuccess: ({ project }) => go({ project, thread: null }) })
      }}
    >
      <TextInput
        label="Called"
        value={label}
        maxLength={80}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <div>
        <p className={styles['label']} id="upload-audience">
          May be asked by
        </p>
        <SegmentedControl
          aria-labelledby="upload-audience"
          value={audience}
          onChange={(value) => setAudience(value === 'everybody' ? 'everybody' : 'me')}
          data={[
            { value: 'me', label: 'Me alone' },
            { value: 'everybody', label: 'Everybody here' },
          ]}
        />
      </div>
      <button type="submit" className={controls['primary']} disabled={keep.isPending || label.trim() === ''}>
        {keep.isPending ? 'A model is made of it…' : 'Keep and ask'}
      </button>
      {keep.error && (
        <p role="alert" className={styles['trouble']}>
          {sentence(keep.error.message)}
        </p>
      )}
    </form>
  )
}
