import type { BoardContent, RouteResponse } from '@numize/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { queryClient } from '../api/queries.ts'

export type Board = RouteResponse<'GET /v1/projects/:project/boards/:board'>
export type BoardCard = RouteResponse<'GET /v1/projects/:project/boards'>[number]

const keys = {
  list: (project: string) => ['boards', project],
  one: (project: string, board: string) => ['board', project, board],
} as const

export const useBoards = (project: string) =>
  useQuery({
    queryKey: keys.list(project),
    queryFn: () => call('GET /v1/projects/:project/boards', { params: { project } }),
  })

/** A board; `share` is the link somebody was given. */
export const useBoard = (project: string, board: string, share: string | null) =>
  useQuery({
    queryKey: keys.one(project, board),
    queryFn: () =>
      call('GET /v1/projects/:project/boards/:board', {
        params: { project, board },
        query: share === null ? {} : { share },
      }),
  })

const keep = (project: string, board: Board): void => {
  queryClient.setQueryData(keys.one(project, board.id), board)
  void queryClient.invalidateQueries({ queryKey: keys.list(project) })
}

export const useMakeBoard = (project: string) =>
  useMutation({
    mutationFn: (content: BoardContent) =>
      call('POST /v1/projects/:project/boards', {
        params: { project },
        body: { content, visibility: 'private' },
      }),
    onSuccess: (board) => keep(project, board),
  })

type Change = Partial<Pick<Board, 'content' | 'visibility'>>

/** Writes a change over the version on the page. */
export const useChangeBoard = (project: string, board: Board) =>
  useMutation({
    mutationFn: (change: Change) => {
      const { content, visibility, version } = { ...board, ...change }
      return call('PUT /v1/projects/:project/boards/:board', {
        params: { project, board: board.id },
        body: { content, visibility, version },
      })
    },
    onSuccess: (saved) => keep(project, saved),
  })

export const useRemoveBoard = (project: string) =>
  useMutation({
    mutationFn: (board: string) =>
      call('DELETE /v1/projects/:project/boards/:board', { params: { project, board } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.list(project) }),
  })

export const emptyBoard = (title: string): BoardContent => ({
  title,
  description: null,
  range: null,
  filters: [],
  blocks: [],
})
