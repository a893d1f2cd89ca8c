import { Menu } from '@mantine/core'
import type { Plan } from '@numize/semantic'
import type { Block } from '@numize/server/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { queryClient, useMe } from '../api/queries.ts'
import { BoardIcon, PlusIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { emptyBoard, useBoards } from './board-queries.ts'

interface Props {
  readonly project: string
  readonly title: string
  readonly plan: Plan
  readonly as: 'metric' | 'chart' | 'table'
  readonly chart: 'line' | 'bar' | 'area' | 'pie' | null
}

/** Puts what is shown on a board, which is then opened. */
export function AddToBoard({ project, title, plan, as, chart }: Props) {
  const { data: me } = useMe()
  const { data: boards = [] } = useBoards(project)
  const add = useMutation({
    mutationFn: async (board: string | null) => {
      const own = { id: crypto.randomUUID(), width: as === 'metric' ? 1 : 2, title: title.slice(0, 200) }
      const block: Block = { ...own, kind: 'plan', plan: { ...plan }, as, chart }
      return board === null ? made(project, block) : added(project, board, block)
    },
    onSuccess: (board) => {
      void queryClient.invalidateQueries({ queryKey: ['boards', project] })
      void queryClient.invalidateQueries({ queryKey: ['board', project, board] })
      go({ project, page: 'boards', path: [board] })
    },
  })
  if (me?.scopes.includes('write:board') !== true) return null
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className={controls['plain']}>
            <BoardIcon size={16} /> Add to a board
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {boards.map((board) => (
            <Menu.Item key={board.id} onClick={() => add.mutate(board.id)}>
              {board.title}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<PlusIcon size={16} />} onClick={() => add.mutate(null)}>
            A new board
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {add.error && <p role="alert">{sentence(add.error.message)}</p>}
    </>
  )
}

async function made(project: string, block: Block): Promise<string> {
  const content = { ...emptyBoard('New board'), blocks: [block] }
  const { id } = await call('POST /v1/projects/:project/boards', {
    params: { project },
    body: { content, visibility: 'private' },
  })
  return id
}

async function added(project: string, id: string, block: Block): Promise<string> {
  const params = { project, board: id }
  const board = await call('GET /v1/projects/:project/boards/:board', { params, query: {} })
  const { content, visibility, version } = board
  await call('PUT /v1/projects/:project/boards/:board', {
    params,
    body: { content: { ...content, blocks: [...content.blocks, block] }, visibility, version },
  })
  return id
}
