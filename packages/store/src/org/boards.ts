import { fail } from '../errors.ts'
import { type Bound, isoNow } from './bound.ts'

export interface BoardRow {
  readonly boardId: string
  readonly project: string
  /** Who made it. */
  readonly userId: string
  readonly visibility: 'private' | 'team'
  /** Counts the changes, from 1. */
  readonly version: number
  readonly body: unknown
  readonly updatedAt: string
}

export interface Boards {
  create(board: Omit<BoardRow, 'version' | 'updatedAt'>): Promise<void>
  find(boardId: string): Promise<BoardRow | null>
  /** Of a project, newest first. */
  list(project: string): Promise<readonly BoardRow[]>
  /** Writes over the version that was read. @throws `store/board-changed` where somebody else changed it since */
  save(board: Pick<BoardRow, 'boardId' | 'visibility' | 'version' | 'body'>): Promise<void>
  /** Takes the board and the links to it away. */
  remove(boardId: string): Promise<void>
}

export const boardsOf = (bound: Bound): Boards => ({
  create: async ({ boardId, project, userId, visibility, body }) => {
    const now = isoNow(bound)
    await bound.db
      .insertInto('boards')
      .values({
        org_id: bound.orgId,
        board_id: boardId,
        project,
        user_id: userId,
        visibility,
        version: 1,
        body: JSON.stringify(body),
        created_at: now,
        updated_at: now,
      })
      .execute()
  },
  find: async (boardId) => (await select(bound).where('board_id', '=', boardId).executeTakeFirst()) ?? null,
  list: (project) =>
    select(bound).where('project', '=', project).orderBy('updated_at', 'desc').orderBy('board_id').execute(),
  save: (board) => save(board, bound),
  remove: (boardId) =>
    bound.db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('shares')
        .where('org_id', '=', bound.orgId)
        .where('kind', '=', 'board')
        .where('target_id', '=', boardId)
        .execute()
      await trx
        .deleteFrom('boards')
        .where('org_id', '=', bound.orgId)
        .where('board_id', '=', boardId)
        .execute()
    }),
})

const select = ({ db, orgId }: Bound) =>
  db
    .selectFrom('boards')
    .select([
      'board_id as boardId',
      'project',
      'user_id as userId',
      'visibility',
      'version',
      'body',
      'updated_at as updatedAt',
    ])
    .where('org_id', '=', orgId)

async function save(
  { boardId, visibility, version, body }: Parameters<Boards['save']>[0],
  bound: Bound,
): Promise<void> {
  const { numUpdatedRows } = await bound.db
    .updateTable('boards')
    .set({ visibility, body: JSON.stringify(body), version: version + 1, updated_at: isoNow(bound) })
    .where('org_id', '=', bound.orgId)
    .where('board_id', '=', boardId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw fail('board-changed')
}
