import type { CatalogIndex } from '../index/catalog-index.ts'
import { isRowName } from '../index/row-names.ts'
import type { Frame, Group } from '../structure/frame.ts'
import type { Completion } from './completion.ts'

/** "the highest price and the maker of the vans with 3 doors": with what tells rows apart beside it, the row that has it. */
export const extremes: Completion = (frame, index) => {
  const [want, ...others] = frame.wants
  const quantity = want?.quantity
  if (!want || others.length > 0 || quantity?.kind !== 'aggregate' || frame.rank) return [frame]
  const { aggregation, column } = quantity
  const extreme = aggregation === 'min' || aggregation === 'max'
  const shown = frame.groups.length > 0 && frame.groups.every((group) => group.shown)
  const timed = frame.periods.some(({ match }) => match.kind === 'grain')
  if (!extreme || !shown || timed || !frame.groups.every((group) => namesRows(group, frame, index)))
    return [frame]
  const said = { text: want.text, span: want.span }
  const by = { kind: 'column', column } as const
  return [
    {
      ...frame,
      wants: [],
      groups: [...frame.groups, { ...said, target: by, shown: true }],
      rank: { ...said, by, direction: aggregation === 'max' ? 'desc' : 'asc', count: 1, single: true },
    },
  ]
}

/** A name of rows, or a plain column of what the question is about. */
const namesRows = ({ target }: Group, frame: Frame, index: CatalogIndex): boolean =>
  target.kind === 'entity' ||
  isRowName(index, target.column) ||
  (frame.entities.some(({ model }) => model !== target.column.model) &&
    !index.schema.isNumeric(target.column))
