import { randomUUID } from 'node:crypto'
import { type Principal, slicesOf } from '@numize/access'
import { planProblems } from '@numize/ask'
import { mayChange, maySee, withShared } from '@numize/boards'
import type { Plan } from '@numize/semantic'
import type { boardRoutes } from '../contract/boards.ts'
import { serverError } from '../errors.ts'
import type { BoardRecord, ShareRecord } from '../keepers.ts'
import { projectOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

type Routes = HandlersOf<keyof typeof boardRoutes>

export const boardHandlers = (deps: ServerDeps, live: Live): Routes => ({
  ...pageHandlers(deps),
  ...shareHandlers(deps),
  'POST /v1/projects/:project/boards/:board/blocks/:block/run': async (call) => {
    const { params, query, body, principal, signal } = call
    const { content } = await seenBoard(deps, { ...params, share: query.share }, principal)
    const block = content.blocks.find(({ id }) => id === params.block)
    if (block?.kind !== 'plan') throw serverError('no-block', { block: params.block })
    const { assistant, ground } = projectOf(deps, params.project, principal)
    const { plan, notApplied } = withShared(block.plan as unknown as Plan, body.shared, (one) =>
      planProblems(one, ground, principal),
    )
    const shown = await assistant.run(plan, {
      principal,
      signal,
      admit: live.traffic.admitFor(params.project, principal),
      ...(body.now === undefined ? {} : { now: body.now }),
    })
    return { ...shown, notApplied }
  },
})

type PageRoute = Exclude<keyof Routes, `${string}/run` | `${string}share${string}`>

const pageHandlers = (deps: ServerDeps): Pick<Routes, PageRoute> => ({
  'GET /v1/projects/:project/boards': async ({ params, principal }) => {
    projectOf(deps, params.project, principal)
    const all = await deps.keepersOf(principal.orgId).boards.list(params.project)
    return all
      .filter((board) => maySee(board, principal))
      .map(({ id, content, userId, visibility, updatedAt }) => ({
        id,
        title: content.title,
        description: content.description,
        owner: userId,
        visibility,
        blocks: content.blocks.length,
        updatedAt,
      }))
  },
  'POST /v1/projects/:project/boards': async ({ params, body, principal }) => {
    projectOf(deps, params.project, principal)
    const id = randomUUID()
    const { content, visibility } = body
    const { userId, orgId } = principal
    await deps.keepersOf(orgId).boards.create({ id, project: params.project, userId, visibility, content })
    return told(await seenBoard(deps, { ...params, board: id }, principal), principal)
  },
  'GET /v1/projects/:project/boards/:board': async ({ params, query, principal }) =>
    told(await seenBoard(deps, { ...params, share: query.share }, principal), principal),
  'PUT /v1/projects/:project/boards/:board': async ({ params, body, principal }) => {
    await changedBoard(deps, params, principal)
    const { content, visibility, version } = body
    await deps.keepersOf(principal.orgId).boards.save({ id: params.board, visibility, version, content })
    return told(await seenBoard(deps, params, principal), principal)
  },
  'DELETE /v1/projects/:project/boards/:board': async ({ params, principal }) => {
    await changedBoard(deps, params, principal)
    await deps.keepersOf(principal.orgId).boards.remove(params.board)
    return null
  },
})

type ShareRoute = Extract<
  keyof Routes,
  `${string} /v1/projects/:project/shares${string}` | 'GET /v1/shared/:token'
>

const shareHandlers = (deps: ServerDeps): Pick<Routes, ShareRoute> => ({
  'GET /v1/projects/:project/shares': async ({ params, query, principal }) => {
    await mustBeOwn(deps, { ...query, project: params.project }, principal)
    const { shares } = deps.keepersOf(principal.orgId)
    const found = await shares.list(query.kind, query.id)
    return found.filter(({ userId }) => userId === principal.userId).map(toldShare)
  },
  'POST /v1/projects/:project/shares': async ({ params, body, principal }) => {
    const { kind, id, days = 30, view = {} } = body
    await mustBeOwn(deps, { kind, id, project: params.project }, principal)
    const { shares, audit } = deps.keepersOf(principal.orgId)
    const { userId } = principal
    const made = { id: randomUUID(), kind, targetId: id, project: params.project, userId, view, days }
    const { token, expiresAt } = await shares.create(made)
    const detail = { share: made.id, kind, target: id, expiresAt }
    await audit.append({ action: 'share', userId, project: params.project, outcome: 'answered', detail })
    return { ...toldShare({ ...made, expiresAt }), token }
  },
  'DELETE /v1/projects/:project/shares/:share': async ({ params, principal }) => {
    const { shares } = deps.keepersOf(principal.orgId)
    if (!(await shares.revoke(params.share, principal.userId))) throw serverError('no-share', undefined)
    return null
  },
  'GET /v1/shared/:token': async ({ params, principal }) => {
    const share = await opened(deps, params.token, principal)
    if (!share) throw serverError('no-share', undefined)
    return toldShare(share)
  },
})

const toldShare = ({ id, kind, targetId, project, userId, expiresAt, view }: ShareRecord) => ({
  id,
  kind,
  target: targetId,
  project,
  by: userId,
  expiresAt,
  view,
})

const told = (board: BoardRecord, principal: Principal) => ({
  id: board.id,
  owner: board.userId,
  visibility: board.visibility,
  version: board.version,
  updatedAt: board.updatedAt,
  isYours: mayChange(board, principal),
  content: board.content,
})

interface Named {
  readonly project: string
  readonly board: string
  readonly share?: string | undefined
}

/** @throws `server/no-board` where it does not exist, or is shown to others only */
async function seenBoard(
  deps: ServerDeps,
  { project, board: id, share }: Named,
  principal: Principal,
): Promise<BoardRecord> {
  projectOf(deps, project, principal)
  const board = await deps.keepersOf(principal.orgId).boards.find(id)
  if (board?.project !== project) throw serverError('no-board', { board: id })
  if (maySee(board, principal)) return board
  const link = share === undefined ? null : await opened(deps, share, principal)
  if (link?.kind !== 'board' || link.targetId !== id) throw serverError('no-board', { board: id })
  return board
}

/** What a link opens; nothing once whoever shared it may no longer ask of the project. */
export async function opened(
  deps: ServerDeps,
  token: string,
  principal: Principal,
): Promise<ShareRecord | null> {
  const share = await deps.keepersOf(principal.orgId).shares.open(token)
  if (!share?.sharer) return null
  const { ground } = projectOf(deps, share.project, principal)
  return slicesOf(ground.project, share.sharer).length > 0 ? share : null
}

/** A link shows a board; it does not let change it. @throws `server/no-board` */
async function changedBoard(deps: ServerDeps, named: Named, principal: Principal): Promise<void> {
  const board = await seenBoard(deps, { project: named.project, board: named.board }, principal)
  if (!mayChange(board, principal)) throw serverError('no-board', { board: named.board })
}

/** Only what is one's own, or a board one may change, is shared. @throws `server/no-board`, `server/no-session` */
async function mustBeOwn(
  deps: ServerDeps,
  { kind, id, project }: { kind: 'board' | 'thread'; id: string; project: string },
  principal: Principal,
): Promise<void> {
  if (kind === 'board') return changedBoard(deps, { project, board: id }, principal)
  const session = await deps.keepersOf(principal.orgId).sessions.find(id, principal.userId)
  if (session?.project !== project) throw serverError('no-session', { session: id })
}
