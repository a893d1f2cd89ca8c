import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame, Group } from '../structure/frame.ts'
import type { Completion } from './completion.ts'

/** "How many shops sold tea? Return the shop's name and its revenue": of one shop there is one; the shops are listed. */
export const countsOfShown: Completion = (frame, index) => {
  const counted = frame.wants.findIndex(
    ({ quantity }) =>
      quantity.kind === 'count' &&
      quantity.column === null &&
      frame.groups.some((group) => group.shown && namesRow(group, quantity.model, index)),
  )
  if (counted === -1 || frame.wants.length < 2 || !asksTwice(frame)) return [frame]
  return [{ ...frame, wants: frame.wants.filter((_, at) => at !== counted) }]
}

const asksTwice = ({ items }: Frame): boolean => items.some(({ kind }) => kind === 'stop')

function namesRow({ target }: Group, model: string, { schema }: CatalogIndex): boolean {
  if (target.kind === 'entity') return target.model === model
  const { column } = target
  return (
    column.model === model &&
    (column.kind === 'key' || schema.display(model).some(({ name }) => name === column.name))
  )
}
