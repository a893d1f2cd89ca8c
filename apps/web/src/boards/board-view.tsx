import type { Block } from '@numize/server/contract'
import { useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { useCatalog, useMe, useWelcome } from '../api/queries.ts'
import { BlockedIcon, BoardIcon, RetryIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { PageLoading } from '../shell/page-loading.tsx'
import controls from '../theme/controls.module.css'
import { BlockCard } from './block-card.tsx'
import { BoardEdit } from './board-edit.tsx'
import { type Board, useBoard, useChangeBoard } from './board-queries.ts'
import styles from './boards.module.css'
import { moved } from './moved.ts'
import { ShareDialog } from './share-dialog.tsx'
import { type BoardShared, SharedBar, sharedOf } from './shared-bar.tsx'

interface Props {
  readonly project: string
  readonly id: string
  /** The link it was opened by; null = none. */
  readonly share: string | null
}

export function BoardView({ project, id, share }: Props) {
  const { data, error, refetch } = useBoard(project, id, share)
  if (error)
    return (
      <PageFrame title="Board">
        <Notice tone="bad" icon={<BlockedIcon />} title="This board cannot be shown">
          <p>{sentence(error.message)}</p>
          <button type="button" className={controls['plain']} onClick={() => void refetch()}>
            <RetryIcon size={16} /> Try again
          </button>
        </Notice>
      </PageFrame>
    )
  return data ? (
    <Shown project={project} board={data} share={share} onReload={() => void refetch()} />
  ) : (
    <PageLoading />
  )
}

interface ShownProps extends Pick<Props, 'project' | 'share'> {
  readonly board: Board
  readonly onReload: () => void
}

function Shown({ project, board, share, onReload }: ShownProps) {
  const { data: catalog } = useCatalog(project)
  const [isEditing, setEditing] = useState(false)
  const [view, setView] = useState({ range: board.content.range, filters: board.content.filters })
  const change = useChangeBoard(project, board)
  const { title, description, blocks } = board.content
  const setBlocks = (next: Blocks) => change.mutate({ content: { ...board.content, blocks: [...next] } })
  return (
    <PageFrame
      title={title}
      intro={description ?? undefined}
      isWide
      actions={
        <Actions project={project} board={board} view={view} isEditing={isEditing} onEdit={setEditing} />
      }
    >
      {change.error && <NotKept error={change.error} onReload={onReload} />}
      {isEditing && <BoardEdit project={project} board={board} view={view} />}
      {catalog && <SharedBar project={project} catalog={catalog} view={view} onChange={setView} />}
      {blocks.length === 0 && <Empty project={project} />}
      <Grid
        of={{ project, board: board.id, share }}
        blocks={blocks}
        view={view}
        onChange={isEditing ? setBlocks : null}
      />
    </PageFrame>
  )
}

type Blocks = readonly Block[]

interface ActionsProps extends Pick<ShownProps, 'project' | 'board'> {
  readonly view: BoardShared
  readonly isEditing: boolean
  readonly onEdit: (isEditing: boolean) => void
}

function Actions({ project, board, view, isEditing, onEdit }: ActionsProps) {
  const scopes = useMe().data?.scopes ?? []
  return (
    <>
      {board.isYours && scopes.includes('share:board') && (
        <ShareDialog project={project} kind="board" id={board.id} view={view} />
      )}
      <button type="button" className={controls['plain']} onClick={() => window.print()}>
        Print or PDF
      </button>
      {board.isYours && scopes.includes('write:board') && (
        <button
          type="button"
          className={isEditing ? controls['primary'] : controls['plain']}
          aria-pressed={isEditing}
          onClick={() => onEdit(!isEditing)}
        >
          {isEditing ? 'Done' : 'Change'}
        </button>
      )}
    </>
  )
}

interface GridProps {
  readonly of: { readonly project: string; readonly board: string; readonly share: string | null }
  readonly blocks: Blocks
  readonly view: BoardShared
  /** null = the board is only read. */
  readonly onChange: ((blocks: Blocks) => void) | null
}

function Grid({ of, blocks, view, onChange }: GridProps) {
  const { data: welcome } = useWelcome(of.project)
  if (!welcome) return null
  const shared = sharedOf(view, welcome.now.at)
  return (
    <div className={styles['grid']}>
      {blocks.map((block, at) => (
        <BlockCard
          key={block.id}
          block={block}
          of={{ ...of, shared }}
          tools={onChange && toolsOf(blocks, at, onChange)}
        />
      ))}
    </div>
  )
}

const toolsOf = (blocks: Blocks, at: number, onChange: (blocks: Blocks) => void) => ({
  isFirst: at === 0,
  isLast: at === blocks.length - 1,
  onMove: (by: 1 | -1) => onChange(moved(blocks, at, at + by)),
  onDrop: (id: string) => onChange(moved(blocks, indexOf(blocks, id), at)),
  onChange: (next: Block) => onChange(blocks.with(at, next)),
  onRemove: () => onChange(blocks.toSpliced(at, 1)),
})

const indexOf = (blocks: Blocks, id: string): number => blocks.findIndex((one) => one.id === id)

const NotKept = ({ error, onReload }: { error: Error; onReload: () => void }) => (
  <Notice tone="warn" icon={<BlockedIcon />} title="The change was not kept">
    <p>{sentence(error.message)}</p>
    <button type="button" className={controls['plain']} onClick={onReload}>
      Load it again
    </button>
  </Notice>
)

const Empty = ({ project }: { project: string }) => (
  <Notice tone="quiet" icon={<BoardIcon />} title="This board is empty">
    <p>Look at something in Explore and choose “Add to a board” there.</p>
    <button type="button" className={controls['choice']} onClick={() => go({ project, page: 'explore' })}>
      Open Explore
    </button>
  </Notice>
)
