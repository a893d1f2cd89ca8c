import { rowsLabel } from '../readings/labels.ts'
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
  const head = frame.entities.find(({ clause }) => clause === 0)
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
