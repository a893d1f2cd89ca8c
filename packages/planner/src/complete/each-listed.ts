import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame, Group } from '../structure/frame.ts'
import type { Completion } from './completion.ts'
import { asGroups, named, rowsOf, wordBefore } from './each-or-all.ts'

/**
 * "For each depot, list its vans", "show the land of each client": rows side by side with whose they are. Nobody asked how
 * many there are.
 */
export const eachListed: Completion = (frame, index) => {
  const owner = ownerOf(frame)
  if (owner?.target.kind !== 'entity') return [frame]
  const { model } = owner.target
  const shown = frame.groups.filter((group) => group.shown)
  const beside = frame.entities.filter((one) => one.model !== model)
  const listed = shown.length > 0 ? shown : beside.slice(0, 1).map((one) => rowsOf(frame, one.model))
  const models = listed.map(modelOf)
  if (shown.some((group) => namesRows(group, model, index)) && models.every((one) => one === model))
    return [withoutOwner(frame, owner)]
  const first = Math.min(...[...shown, ...beside].map(({ span }) => span[0]))
  const leads = owner.span[0] < first && asksToList(frame)
  const single = models.every((one) => one !== model && index.graph.distance(model, one) !== null)
  const amounts = shown.some(
    ({ target }) =>
      target.kind === 'column' && target.column.model !== model && index.schema.isNumeric(target.column),
  )
  if (listed.length === 0 || amounts || !(leads || single)) return [frame]
  return [{ ...frame, groups: [...ownerShown(owner, index), ...named(index, listed)] }]
}

/** "the first name of every rider": what is listed already says whose it is. */
const namesRows = ({ target }: Group, model: string, { schema }: CatalogIndex): boolean =>
  target.kind === 'column' && schema.display(model).some(({ name }) => name === target.column.name)

function withoutOwner(frame: Frame, owner: Group): Frame {
  const { text, span } = owner
  const model = modelOf(owner)
  const isNamed = frame.entities.some((one) => one.model === model)
  return {
    ...frame,
    groups: frame.groups.filter((group) => group !== owner),
    entities: isNamed ? frame.entities : [{ text, span, model, clause: 0 }, ...frame.entities],
  }
}

/** The rows "each" stands before, where nothing is measured, ranked or told by period. */
function ownerOf(frame: Frame): Group | null {
  const { wants, rank, order, share, trend, change, choice, periods } = frame
  if (wants.length > 0 || rank || order || share || trend || change || choice) return null
  if (periods.some(({ match }) => match.kind === 'grain')) return null
  const [owner, ...others] = frame.groups.filter(({ shown }) => !shown)
  return owner && others.length === 0 && wordBefore(frame, owner) ? owner : null
}

const asksToList = ({ items }: Frame): boolean =>
  items.some((item) => item.kind === 'operator' && (item.op.op === 'list' || item.op.op === 'question'))

const modelOf = ({ target }: Group): string => (target.kind === 'entity' ? target.model : target.column.model)

/** Whose the rows are: the key where rows have no name of their own, and what they are known by. */
function ownerShown(owner: Group, index: CatalogIndex): readonly Group[] {
  const key = index.schema.key(modelOf(owner))
  return [...asGroups(owner, key ? [key] : []), ...named(index, [{ ...owner, shown: true }])]
}
