import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowsLabel } from '../readings/labels.ts'
import { isAggregate } from '../readings/resolve-quantity.ts'
import type { Condition, Frame } from '../structure/frame.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { isTimed, subjectOf } from './subject.ts'
import { asksTogether } from './together.ts'

/** "share of claims that were rejected": which conditions make the part, and which hold for the whole. */
export const shares: Completion = (frame, index) => {
  const whole = withWhole(frame, index)
  if (!whole.share) return [frame]
  const [head] = whole.wants
  const rows = whole.conditions.filter((one) => !isAggregate(one))
  const after = rows.filter(({ span }) => head !== undefined && span[0] >= head.span[0])
  const spread = whole.groups.some(({ shown }) => !shown)
  if (rows.length === 0 || whole.wants.length > 1 || asksTogether(whole)) return [whole]
  if (after.length === 1 || (after.length === 0 && !spread))
    return [withPart(whole, after.length === 1 ? after : rows)]
  return oneOf(whole, whole.share, after.length === 0 ? spreadOrPart(whole, rows) : allOrLast(whole, after))
}

function withWhole(frame: Frame, index: CatalogIndex): Frame {
  const model = frame.share && frame.wants.length === 0 ? subjectOf(frame) : null
  const head =
    frame.entities.find((one) => one.model === model) ?? (rowsSaid(frame, model) ? frame.share : null)
  if (model === null || !head) return frame
  const { text, span } = head
  return {
    ...frame,
    wants: [{ text, span, quantity: { kind: 'count', model, column: null } }],
    notes: [
      ...frame.notes,
      { kind: 'metric', reading: `Number of ${rowsLabel(index, model).toLowerCase()}` },
    ],
  }
}

/** "% cancelled": rows nobody names are those of what is said of them. */
const rowsSaid = ({ entities, groups, conditions }: Frame, model: string | null): boolean =>
  entities.length === 0 &&
  groups.every(({ shown }) => !shown) &&
  conditions.length > 0 &&
  conditions.every((one) => 'column' in one && one.column.model === model)

function withPart(frame: Frame, part: readonly Condition[]): Frame {
  const { share } = frame
  return share ? { ...frame, share: { ...share, part } } : frame
}

/** "share of cancelled orders by region": of each region's orders, or of all cancelled ones. */
const spreadOrPart = (frame: Frame, rows: readonly Condition[]): Meaning[] => {
  const said = rows.map(({ text }) => text).join(', ')
  const part: Meaning = { label: `how much of each group is "${said}"`, frame: withPart(frame, rows) }
  return isTimed(frame) ? [part] : [part, { label: `how "${said}" is spread over the groups`, frame }]
}

/** "share of orders from Lyon paid in cash": both over all, or the last over those that meet the first. */
function allOrLast(frame: Frame, after: readonly Condition[]): Meaning[] {
  const last = after.at(-1)
  const first = after.slice(0, -1).map(({ text }) => `"${text}"`)
  if (!last) return []
  return [
    {
      label: `of those with ${first.join(', ')}, the share with "${last.text}"`,
      frame: withPart(frame, [last]),
    },
    { label: `of all, the share with ${first.join(', ')} and "${last.text}"`, frame: withPart(frame, after) },
  ]
}
