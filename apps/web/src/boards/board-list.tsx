import { Skeleton, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { useMe } from '../api/queries.ts'
import { BlockedIcon, BoardIcon, PlusIcon } from '../icons.tsx'
import { go, pathTo } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import controls from '../theme/controls.module.css'
import { type BoardCard, emptyBoard, useBoards, useMakeBoard } from './board-queries.ts'
import styles from './boards.module.css'

/** The boards one may see, and a new one. */
export function BoardList({ project }: { project: string }) {
  const { data, error } = useBoards(project)
  const mayWrite = useMe().data?.scopes.includes('write:board') === true
  return (
    <PageFrame
      title="Boards"
      intro="Pages of figures you come back to. Rows are always your own: everyone sees a board with their own rights."
      isBusy={!data && !error}
    >
      {mayWrite && <NewBoard project={project} />}
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="The boards cannot be shown">
          <p>{sentence(error.message)}</p>
        </Notice>
      )}
      {!data && !error && <Skeleton height={180} radius="lg" />}
      {data?.length === 0 && (
        <Notice tone="quiet" icon={<BoardIcon />} title="There is no board yet">
          <p>
            {mayWrite
              ? 'Name one above, then add what you look at in Explore to it.'
              : 'Boards that your team makes are listed here.'}
          </p>
        </Notice>
      )}
      <ul className={styles['cards']}>
        {data?.map((board) => (
          <li key={board.id}>
            <Card project={project} board={board} />
          </li>
        ))}
      </ul>
    </PageFrame>
  )
}

function Card({ project, board }: { project: string; board: BoardCard }) {
  const target = { project, page: 'boards', path: [board.id] }
  return (
    <a
      className={`${controls['card']} ${styles['card']}`}
      href={pathTo(target)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return
        event.preventDefault()
        go(target)
      }}
    >
      <strong>{board.title}</strong>
      {board.description !== null && <span>{board.description}</span>}
      <small>
        {board.blocks} {board.blocks === 1 ? 'block' : 'blocks'} ·{' '}
        {board.visibility === 'team' ? 'team' : 'private'} · {board.owner} ·{' '}
        {new Date(board.updatedAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })}
      </small>
    </a>
  )
}

function NewBoard({ project }: { project: string }) {
  const [title, setTitle] = useState('')
  const make = useMakeBoard(project)
  const start = () =>
    make.mutate(emptyBoard(title.trim()), {
      onSuccess: ({ id }) => go({ project, page: 'boards', path: [id] }),
    })
  return (
    <form
      className={styles['new']}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() !== '') start()
      }}
    >
      <TextInput
        aria-label="Title of a new board"
        placeholder="Title of a new board"
        value={title}
        maxLength={200}
        error={make.error ? sentence(make.error.message) : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <button type="submit" className={controls['primary']} disabled={title.trim() === '' || make.isPending}>
        <PlusIcon size={16} /> Make a board
      </button>
    </form>
  )
}
