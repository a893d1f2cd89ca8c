import { allows, type Principal } from '@numize/access'
import { z } from 'zod'

const MOST_BLOCKS = 60
const title = z.string().trim().min(1).max(200)
const width = z.int().min(1).max(3)
const id = z.string().regex(/^[\w-]{1,64}$/, 'an id has letters, digits, - and _')

const day = z.string().regex(/^\d{4}-\d\d-\d\d/, 'a day is written like 2026-03-31')
/** A named range ends with the last whole day; a span of days is `[start, end)`. */
const range = z.union([
  z.enum(['1D', '7D', '1M', '3M', '6M', '1Y', 'all']),
  z.strictObject({ start: day.nullable(), end: day.nullable() }),
])
const scalar = z.union([z.string().max(1000), z.number(), z.boolean()])
const filter = z.strictObject({
  path: z.string().min(1).max(300),
  is: z.enum(['is', 'is not', 'contains', 'at least', 'at most', 'is known', 'is unknown']),
  values: z.array(scalar).max(500),
})

/** A Plan is checked where it is run: what one person may ask another may not. */
const plan = z.looseObject({ version: z.literal(1), kind: z.string() })
const block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    id,
    title,
    width,
    plan,
    /** How the rows are shown: their one figure, a chart (of a kind, where one is named), or a table. */
    as: z.enum(['metric', 'chart', 'table']),
    chart: z.enum(['line', 'bar', 'area', 'pie']).nullable(),
  }),
  z.strictObject({ kind: z.literal('text'), id, width, text: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('question'), id, title, width, question: z.string().min(1).max(4000) }),
])

/** What people write of a board. */
export const boardContent = z.strictObject({
  title,
  description: z.string().max(2000).nullable(),
  /** For every block; null = each block's own. */
  range: range.nullable(),
  filters: z.array(filter).max(20),
  blocks: z
    .array(block)
    .max(MOST_BLOCKS, `a board has at most ${MOST_BLOCKS} blocks`)
    .refine(
      (blocks) => new Set(blocks.map((one) => one.id)).size === blocks.length,
      'two blocks share an id',
    ),
})
export type BoardContent = z.output<typeof boardContent>
export type Block = BoardContent['blocks'][number]

/** To whom a board is shown: whoever made it, or everyone of the organisation. */
export const visibility = z.enum(['private', 'team'])
export type Visibility = z.output<typeof visibility>

interface Owned {
  readonly userId: string
  readonly visibility: Visibility
}

export const maySee = (board: Owned, { userId, roles }: Principal): boolean =>
  board.visibility === 'team' || board.userId === userId || roles.includes('admin')

/** Boards of the team are changed by all who may change boards, private ones by their maker. */
export const mayChange = (board: Owned, principal: Principal): boolean =>
  maySee(board, principal) && allows(principal, 'write:board')
