import { Menu, Modal, Skeleton, TextInput, Tooltip } from '@mantine/core'
import type { ThreadSummary } from '@numize/server/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../api/call.ts'
import { keys, queryClient, useThreads } from '../api/queries.ts'
import { MoreIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './thread-list.module.css'

interface Props {
  readonly project: string
  /** The one that is open; null = none. */
  readonly thread: string | null
}

/** With more threads than this there is a field to find one. */
const FIND_FROM = 8

/** Somebody's threads, newest first: to open, find, rename and delete. */
export function ThreadList({ project, thread }: Props) {
  const { data, isPending } = useThreads(project)
  const [search, setSearch] = useState('')
  const [dialog, setDialog] = useState<Pick<DialogProps, 'kind' | 'thread'> | null>(null)
  const found = data?.filter(({ title }) => title.toLowerCase().includes(search.trim().toLowerCase())) ?? []
  const count = data?.length ?? 0
  return (
    <nav className={styles['threads']} aria-label="Threads">
      <h2>Threads</h2>
      {isPending && <Skeleton height={28} mx={12} width="auto" />}
      {data?.length === 0 && <p>Questions you ask are kept here.</p>}
      {count > FIND_FROM && (
        <input
          type="search"
          className={styles['search']}
          aria-label="Find a thread"
          placeholder="Find a thread"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {count > 0 && found.length === 0 && <p>No thread is called so.</p>}
      <ul>
        {found.map((one) => (
          <Entry
            key={one.id}
            project={project}
            thread={one}
            isOpen={one.id === thread}
            onDialog={(kind) => setDialog({ kind, thread: one })}
          />
        ))}
      </ul>
      {dialog && <Dialog {...dialog} project={project} open={thread} onClose={() => setDialog(null)} />}
    </nav>
  )
}

interface EntryProps {
  readonly project: string
  readonly thread: ThreadSummary
  readonly isOpen: boolean
  readonly onDialog: (kind: 'rename' | 'delete') => void
}

const Entry = ({ project, thread: { id, title }, isOpen, onDialog }: EntryProps) => (
  <li>
    <Tooltip label={title} openDelay={700} position="right" withArrow multiline maw={320}>
      <a
        id={`thread-${id}`}
        href={pathTo({ project, thread: id })}
        aria-current={isOpen ? 'page' : undefined}
        dir="auto"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return
          event.preventDefault()
          go({ project, thread: id })
        }}
      >
        {title}
      </a>
    </Tooltip>
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles['more']}
          aria-label="Thread options"
          aria-describedby={`thread-${id}`}
        >
          <MoreIcon size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onDialog('rename')}>Rename</Menu.Item>
        <Menu.Item onClick={() => onDialog('delete')}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  </li>
)

interface DialogProps {
  readonly kind: 'rename' | 'delete'
  readonly project: string
  readonly thread: ThreadSummary
  /** The thread that is open. */
  readonly open: string | null
  readonly onClose: () => void
}

const Dialog = (props: DialogProps) =>
  props.kind === 'rename' ? <Rename {...props} /> : <Delete {...props} />

const refresh = (project: string) => queryClient.invalidateQueries({ queryKey: keys.threads(project) })

function Rename({ project, thread: { id, title }, onClose }: DialogProps) {
  const [text, setText] = useState(title)
  const rename = useMutation({
    mutationFn: () =>
      call('PUT /v1/projects/:project/threads/:thread', {
        params: { project, thread: id },
        body: { title: text.trim() },
      }),
    onSuccess: async () => {
      await refresh(project)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <Modal opened onClose={onClose} title="Rename this thread" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          label="Name"
          value={text}
          maxLength={200}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {rename.error && <p role="alert">{sentence(rename.error.message)}</p>}
        <div className={styles['formEnd']}>
          <button type="button" className={controls['plain']} onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={controls['primary']}
            disabled={text.trim() === '' || rename.isPending}
          >
            Rename
          </button>
        </div>
      </form>
    </Modal>
  )
}

function Delete({ project, thread: { id, title }, open, onClose }: DialogProps) {
  const remove = useMutation({
    mutationFn: () =>
      call('DELETE /v1/projects/:project/threads/:thread', { params: { project, thread: id } }),
    onSuccess: async () => {
      if (open === id) go({ project, thread: null })
      await refresh(project)
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title="Delete this thread?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={styles['form']}>
        <p dir="auto">
          “{title}” goes with its answers and the links to it. This cannot be undone; what the audit holds
          stays.
        </p>
        {remove.error && <p role="alert">{sentence(remove.error.message)}</p>}
        <div className={styles['formEnd']}>
          <button type="button" className={controls['plain']} data-autofocus onClick={onClose}>
            Keep it
          </button>
          <button
            type="button"
            className={controls['primary']}
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Delete
          </button>
        </div>
      </div>
    </Modal>
  )
}
