import type { CatalogIndex } from '../index/catalog-index.ts'
import { ownerOf } from '../index/owners.ts'
import type { SubtypeAmount } from '../index/subtypes.ts'
import { rowsLabel } from '../readings/labels.ts'
import type { Frame, Group, Want } from '../structure/frame.ts'
import type { Completion } from './completion.ts'

/**
 * Rows that another model marks (premiums, loss payments): beside a measure or under groups their amounts are added up;
 * alone, or by what only names them, each is listed with its amount and what it belongs to.
 */
export const subtypes: Completion = (frame, index) => {
  const named = frame.entities.filter(({ model }) => amountOf(index, model) && !isCounted(frame, model))
  const grouped = frame.groups.filter((group) => subtypeOfGroup(index, group) !== undefined)
  if (named.length + grouped.length === 0) return [frame]
  return [isMeasured(frame, index) ? withAmounts(frame, index) : withRows(frame, index)]
}

const amountOf = (index: CatalogIndex, model: string | undefined): SubtypeAmount | undefined =>
  index.subtypes.find((one) => one.model === model)

const subtypeOfGroup = (index: CatalogIndex, { target }: Group): SubtypeAmount | undefined =>
  amountOf(index, target.kind === 'entity' ? target.model : target.column.of)

const isCounted = ({ wants }: Frame, model: string): boolean =>
  wants.some(({ quantity }) => quantity.kind === 'count' && quantity.model === model)

/** Another measure is asked, or an amount that is only known in sum. */
function isMeasured(frame: Frame, index: CatalogIndex): boolean {
  if (frame.wants.length > 0 || frame.rank !== null) return true
  const models = [
    ...frame.entities.map(({ model }) => amountOf(index, model)),
    ...frame.groups.map((group) => subtypeOfGroup(index, group)),
  ].filter((one) => one !== undefined)
  const grouped = frame.groups.some(({ shown }) => !shown)
  return grouped ? models.some(({ column }) => column === null) : new Set(models).size > 1
}

function withAmounts(frame: Frame, index: CatalogIndex): Frame {
  const said = [
    ...frame.entities
      .filter(({ model }) => !isCounted(frame, model))
      .map((one) => ({ said: one, amount: amountOf(index, one.model), by: false })),
    ...frame.groups.map((one) => ({ said: one, amount: subtypeOfGroup(index, one), by: !one.shown })),
  ]
  const added = said.flatMap(({ said: { text, span }, amount, by }): Want[] =>
    amount
      ? [{ text, span, quantity: { kind: 'metric', name: amount.metric, ...(by ? { ofEach: true } : {}) } }]
      : [],
  )
  const wants = [...frame.wants, ...added.filter((want) => !frame.wants.some((one) => sameWant(one, want)))]
  return {
    ...frame,
    wants: wants.toSorted((a, b) => a.span[0] - b.span[0]),
    entities: frame.entities.filter(({ model }) => !amountOf(index, model) || isCounted(frame, model)),
    groups: frame.groups.filter((group) => !subtypeOfGroup(index, group)),
  }
}

const sameWant = (a: Want, b: Want): boolean => JSON.stringify(a.quantity) === JSON.stringify(b.quantity)

/** Each row with what it belongs to and its amount. */
function withRows(frame: Frame, index: CatalogIndex): Frame {
  const head = frame.entities.find(({ model }) => amountOf(index, model))
  const amount = amountOf(index, head?.model)
  const groups = frame.groups.map((group) => ({ ...group, shown: true }))
  if (!head || !amount?.column || groups.some((group) => subtypeOfGroup(index, group)))
    return { ...frame, groups }
  const owner = ownerOf(index, amount.base)
  const { text, span } = head
  const shown = [...(owner === null ? [] : index.schema.display(owner)), amount.column]
  const own = shown.map((column): Group => ({ text, span, target: { kind: 'column', column }, shown: true }))
  return {
    ...frame,
    groups: [...own, ...groups],
    notes: [
      ...frame.notes,
      { kind: 'columns', reading: `${rowsLabel(index, amount.model)} are shown with their amounts` },
    ],
  }
}
