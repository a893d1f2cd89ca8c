import { Skeleton } from '@mantine/core'
import type { UploadView } from '@numize/server/contract'
import { Notice } from '../answer/notice.tsx'
import { useMe } from '../api/queries.ts'
import { BlockedIcon, FileIcon, PlusIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import type { PageProps } from '../shell/page-props.ts'
import controls from '../theme/controls.module.css'
import { ConnectPage } from './connect-page.tsx'
import styles from './data-page.module.css'
import { DropZone } from './drop-zone.tsx'
import { sizeOf } from './size-of.ts'
import { UploadPage } from './upload-page.tsx'
import { useUploads } from './upload-queries.ts'

/** Bringing data in: files sent in and what became of them, or one of them. */
export default function DataPage({ project, path: [kind, id] }: PageProps) {
  if (kind === 'file' && id !== undefined) return <UploadPage project={project} id={id} />
  if (kind === 'connect') return <ConnectPage />
  return <Overview project={project} />
}

function Overview({ project }: { project: string }) {
  const { data, error } = useUploads()
  const mayConnect = useMe().data?.scopes.includes('manage:datasource') === true
  return (
    <PageFrame
      title="Data"
      intro="Send a file to ask it questions. It stays yours alone until you keep it for others."
      actions={mayConnect && <ConnectButton project={project} />}
      isBusy={!data && !error}
    >
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="Your files cannot be shown">
          <p>{sentence(error.message)}</p>
        </Notice>
      )}
      {!data && !error && <Skeleton height={220} radius="lg" />}
      {data && (
        <>
          <DropZone project={project} mostBytes={data.mostBytes} />
          <Files project={project} uploads={data.uploads} />
        </>
      )}
    </PageFrame>
  )
}

const ConnectButton = ({ project }: { project: string }) => (
  <button
    type="button"
    className={controls['plain']}
    onClick={() => go({ project, page: 'data', path: ['connect'] })}
  >
    <PlusIcon size={16} /> Connect a database or folder
  </button>
)

function Files({ project, uploads }: { project: string; uploads: readonly UploadView[] }) {
  if (uploads.length === 0)
    return (
      <p className={styles['none']}>
        Files you send are listed here. What you do not keep is removed after a day.
      </p>
    )
  return (
    <section aria-label="Your files">
      <h2 className={styles['heading']}>Your files</h2>
      <ul className={styles['files']}>
        {uploads.map((upload) => (
          <li key={upload.id}>
            <a
              className={`${controls['card']} ${styles['file']}`}
              href={pathTo({ project, page: 'data', path: ['file', upload.id] })}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                go({ project, page: 'data', path: ['file', upload.id] })
              }}
            >
              <FileIcon size={20} />
              <strong>
                <bdi>{upload.name}</bdi>
              </strong>
              <small>
                {sizeOf(upload.bytes)} ·{' '}
                {new Date(upload.createdAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })}
              </small>
              <span className={styles['state']} data-state={upload.state}>
                {STATES[upload.state]}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const STATES: Readonly<Record<UploadView['state'], string>> = {
  received: 'Received',
  reading: 'Being read',
  read: 'Not kept yet',
  failed: 'Cannot be read',
  kept: 'Can be asked',
}
