import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowColumns } from '../index/row-columns.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel, entityWords, listed } from '../readings/labels.ts'
import type { Frame, Group } from '../structure/frame.ts'
import type { Choice } from './choose.ts'
import type { Chosen } from './item.ts'

const MOST = 4

/** A general noun becomes one choice for each thing it may stand for. */
export function expandConcept(choice: Choice): Choice[] {
  const at = choice.items.findIndex(isGeneral)
  const item = choice.items[at]
  if (item?.kind !== 'thing' || !item.siblings) return [choice]
  return item.siblings.slice(0, MOST).map((evidence) => ({
    ...choice,
    items: choice.items.with(at, { ...item, thing: evidence.thing, evidence }),
  }))
}

const isGeneral = (item: Chosen): boolean => item.kind === 'thing' && item.siblings !== undefined

/** A frame read with one meaning of a general noun says which. */
export function conceptAsked(frame: Frame, index: CatalogIndex): Frame {
  const item = frame.items.find(isGeneral)
  if (item?.kind !== 'thing') return frame
  const column = columnOf(item)
  if (!column) return frame
  const { text, span } = item
  const groups = [...ownerBeside(frame, item, index), ...frame.groups]
  return { ...frame, groups, choice: { text, span, label: labelOf(column, index), asked: true } }
}

/** "the libraries and their locations": what the general noun is said beside is shown too. */
function ownerBeside(frame: Frame, { span }: Chosen, index: CatalogIndex): readonly Group[] {
  const head = frame.entities.find((one) => one.clause === 0 && one.span[1] <= span[0])
  const isShown = frame.groups.some((group) => group.shown && group.span.join() === span.join())
  const others = frame.groups.filter((group) => group.span.join() !== span.join())
  if (!head || !isShown || others.length > 0 || frame.wants.length > 0) return []
  const between = frame.items.filter((item) => item.span[0] >= head.span[1] && item.span[1] <= span[0])
  const beside = between.some(
    (item) => item.kind === 'comma' || (item.kind === 'operator' && ['and', 'with'].includes(item.op.op)),
  )
  if (!beside) return []
  return rowColumns(index, head.model).map(
    (column): Group => ({
      text: head.text,
      span: head.span,
      target: { kind: 'column', column },
      shown: true,
    }),
  )
}

/** All meanings of a general noun beside each other, where it says what to show; null where there is but one. */
export function conceptTogether(frame: Frame, index: CatalogIndex): Frame | null {
  const item = frame.items.find(isGeneral)
  if (item?.kind !== 'thing' || !frame.choice || (item.siblings?.length ?? 0) < 2) return null
  const { siblings = [], thing } = item
  if (JSON.stringify(siblings[0]?.thing) !== JSON.stringify(thing)) return null
  const columns = siblings
    .slice(0, MOST)
    .flatMap((evidence) => columnOf({ ...item, thing: evidence.thing, evidence }) ?? [])
  const isShown = ({ span, shown }: Group): boolean => shown && span.join() === item.span.join()
  if (!frame.groups.some(isShown)) return null
  const groups = frame.groups.flatMap((group) =>
    isShown(group)
      ? columns.map((column): Group => ({ ...group, target: { kind: 'column', column } }))
      : [group],
  )
  const label = listed(columns.map((column) => labelOf(column, index)))
  return { ...frame, groups, choice: { ...frame.choice, label } }
}

function columnOf(item: Chosen): Column | null {
  if (item.kind !== 'thing' || item.thing.kind !== 'dimension') return null
  const { kind, model, name } = item.thing
  return { kind, model, name }
}

/** "City"; a bare "Name" with whose it is. */
function labelOf(column: Column, index: CatalogIndex): string {
  const label = columnLabel(index, column)
  return /^(name|title|id|url|type|value)$/i.test(label)
    ? `${label} of the ${entityWords(index, column.model).join(' ')}`
    : label
}
