import type { Frame, Group, Quantity } from '../structure/frame.ts'
import type { Completion } from './completion.ts'
import { subjectOf } from './subject.ts'

/** "the last order of each customer", "the 3 heaviest parcels per depot": rows ranked within what they are told by. */
export const rowOfEach: Completion = (frame, index) => {
  const { rank, groups, wants } = frame
  const model = subjectOf(frame)
  const column = rank?.by.kind === 'column' ? rank.by.column : null
  if (!rank || !column || model === null || wants.length > 0 || !saysRows(frame, model)) return [frame]
  const others = groups.filter(({ shown }) => !shown)
  const own = groups.filter(({ shown }) => shown)
  const leads = others.every(({ target }) => reaches(target) !== null)
  const beside = own.every(({ target }) => target.kind === 'column' && target.column.model === model)
  if (others.length === 0 || column.model !== model || !leads || !beside) return [frame]
  const { text, span } = rank
  const aggregation = rank.direction === 'desc' ? 'max' : 'min'
  const by: Quantity = { kind: 'aggregate', aggregation, column }
  const rows: Group = { text, span, target: { kind: 'entity', model }, shown: true }
  return [
    {
      ...frame,
      wants: [{ text, span, quantity: by }],
      groups: [...others, rows, ...own],
      rank: { ...rank, by, single: false },
    },
  ]

  function reaches(target: Group['target']): number | null {
    const to = target.kind === 'column' ? target.column.model : target.model
    return index.graph.distance(model ?? '', to)
  }
}

const saysRows = ({ entities }: Frame, model: string): boolean =>
  entities.some((one) => one.model === model && one.clause === 0)
