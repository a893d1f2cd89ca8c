import type { Answer } from '@numize/blocks'
import { type BoardContent, boardContent, visibility } from '@numize/boards'
import type { Filter, Result, TimeRange } from '@numize/semantic'
import { z } from 'zod'
import { moment, name, type RouteGroup } from './shared.ts'
import { answer, result } from './turn.ts'

const inProject = z.object({ project: name })
const ofBoard = z.object({ project: name, board: name })
const ofBlock = z.object({ project: name, board: name, block: name })
/** The link somebody was given; shows the one board it is for. */
const byLink = z.object({ share: z.string().max(100).optional() })

const content = boardContent as unknown as z.ZodType<BoardContent, BoardContent>
const board = z.object({
  id: z.string(),
  owner: z.string(),
  visibility,
  version: z.int(),
  updatedAt: z.string(),
  /** Whether the asker may change it. */
  isYours: z.boolean(),
  content,
})
const card = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  owner: z.string(),
  visibility,
  blocks: z.int(),
  updatedAt: z.string(),
})

/** A board's range and filters as a Plan says them. */
const shared = z.object({
  time: z
    .object({ start: z.string().nullable(), end: z.string().nullable() })
    .nullable() as unknown as z.ZodType<TimeRange | null, TimeRange | null>,
  where: z.array(z.looseObject({ kind: z.string() })) as unknown as z.ZodType<
    readonly Filter[],
    readonly Filter[]
  >,
})
const shownBlock = z.object({
  result,
  answer,
  notApplied: z
    .array(z.string())
    .readonly()
    .describe('what of the range and filters this block has no part in'),
}) as unknown as z.ZodType<{
  readonly result: Result
  readonly answer: Answer
  readonly notApplied: readonly string[]
}>

const share = z.object({
  id: z.string(),
  kind: z.enum(['board', 'thread']),
  target: z.string(),
  project: z.string(),
  by: z.string(),
  expiresAt: z.string(),
  /** What was set when it was shared. */
  view: z.record(z.string(), z.unknown()),
})
const target = z.object({ kind: z.enum(['board', 'thread']), id: name })

export const boardRoutes = {
  'GET /v1/projects/:project/boards': {
    summary: 'The boards you may see, newest first',
    permission: 'read:board',
    params: inProject,
    response: z.array(card).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/boards': {
    summary: 'Make a board',
    permission: 'write:board',
    params: inProject,
    body: z.object({ content, visibility }),
    response: board,
    status: 201,
    keyed: true,
  },
  'GET /v1/projects/:project/boards/:board': {
    summary: 'A board',
    permission: 'read:board',
    params: ofBoard,
    query: byLink,
    response: board,
    status: 200,
  },
  'PUT /v1/projects/:project/boards/:board': {
    summary: 'Write over a board, of the version that was read',
    permission: 'write:board',
    params: ofBoard,
    body: z.object({ content, visibility, version: z.int().min(1) }),
    response: board,
    status: 200,
  },
  'DELETE /v1/projects/:project/boards/:board': {
    summary: 'Take a board away, and the links to it',
    permission: 'write:board',
    params: ofBoard,
    response: z.null(),
    status: 204,
  },
  'POST /v1/projects/:project/boards/:board/blocks/:block/run': {
    summary: 'The rows of a block within a range and filters, with your own rights',
    permission: 'read:board',
    params: ofBlock,
    query: byLink,
    body: z.object({ shared, now: moment.optional() }),
    response: shownBlock,
    status: 200,
  },
  'GET /v1/projects/:project/shares': {
    summary: 'The links to a board or thread of yours that still open',
    permission: 'share:board',
    params: inProject,
    query: target,
    response: z.array(share).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/shares': {
    summary: 'Make a link to a board or thread; its token is told this once',
    permission: 'share:board',
    params: inProject,
    body: z.object({
      ...target.shape,
      days: z.int().min(1).max(365).default(30),
      view: z.record(z.string(), z.unknown()).default({}),
    }),
    response: share.extend({ token: z.string() }),
    status: 201,
  },
  'DELETE /v1/projects/:project/shares/:share': {
    summary: 'Revoke a link of yours',
    permission: 'share:board',
    params: z.object({ project: name, share: name }),
    response: z.null(),
    status: 204,
  },
  'GET /v1/shared/:token': {
    summary: 'What a link opens',
    permission: 'read:board',
    params: z.object({ token: z.string().min(1).max(100) }),
    response: share,
    status: 200,
  },
} as const satisfies RouteGroup
