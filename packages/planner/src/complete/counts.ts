import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowsLabel } from '../readings/labels.ts'
import type { Frame, Words } from '../structure/frame.ts'
import type { Completion } from './completion.ts'
import { isTimed } from './subject.ts'

/** "claims per carrier", "visits by month": rows with groups and nothing measured are counted. */
export const countsOfGroups: Completion = (frame, index) => {
  const grouped =
    frame.groups.some(({ shown }) => !shown) ||
    isTimed(frame) ||
    frame.change !== null ||
    frame.periods.some(({ match }) => match.comparison)
  const silent =
    frame.wants.length === 0 &&
    frame.rank === null &&
    !frame.distinct &&
    frame.groups.every(({ shown }) => !shown)
  const head = frame.entities.find(({ clause }) => clause === 0) ?? stateAhead(frame, index)
  if (!grouped || !silent || !head) return [frame]
  const { model, text, span } = head
  return [
    {
      ...frame,
      wants: [{ text, span, quantity: { kind: 'count', model, column: null } }],
      notes: [
        ...frame.notes,
        { kind: 'metric', reading: `Number of ${rowsLabel(index, model).toLowerCase()}` },
      ],
    },
  ]
}

/** "emergencies by clinic": rows named by nothing but the state they are in, before all else that is said. */
function stateAhead(frame: Frame, index: CatalogIndex): (Words & { readonly model: string }) | null {
  const [first, ...rest] = frame.items.filter(({ kind }) => kind !== 'filler')
  if (first?.kind !== 'thing' || first.thing.kind !== 'value') return null
  const { model } = first.thing
  const next = rest[0]?.kind === 'operator' ? rest[0].op.op : rest[0]?.kind
  const ended = next === 'period' || next === 'group' || next === 'each'
  const told = frame.groups.every(
    ({ target }) => target.kind === 'entity' || !index.schema.isNumeric(target.column),
  )
  const { text, span } = first
  return ended && told && frame.entities.length === 0 ? { text, span, model } : null
}
