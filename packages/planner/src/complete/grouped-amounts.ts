import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel } from '../readings/labels.ts'
import type { Frame, Group, Quantity, Want } from '../structure/frame.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { columnOfSum, sumOf, usualAggregation } from './nature.ts'
import { isTimed } from './subject.ts'

/** "weight by class": a bare number with groups is added up or averaged, as is usual for it; "per row" averages. */
export const groupedAmounts: Completion = (frame, index) => {
  const own = perOwnRow(frame, index)
  if (own) return [own]
  if (!isGrouped(frame) || frame.rank !== null) return [frame]
  const bare = [
    ...frame.wants.flatMap((want) =>
      want.quantity.kind === 'column' ? [{ said: want, column: want.quantity.column }] : [],
    ),
    ...frame.groups.flatMap((group) => {
      const column = numericOf(group, index)
      return group.shown && column ? [{ said: group, column }] : []
    }),
  ].filter(({ column }) => index.schema.isNumeric(column) && column.of === undefined)
  return bare.reduce<readonly Frame[]>(
    (frames, one) => frames.flatMap((each) => meaningsOf(each, index, one)),
    [frame],
  )
}

const isGrouped = (frame: Frame): boolean =>
  frame.groups.some(({ shown }) => !shown) ||
  isTimed(frame) ||
  frame.periods.some(({ match }) => match.comparison !== undefined)

const numericOf = ({ target }: Group, index: CatalogIndex): Column | null =>
  target.kind === 'column' && index.schema.isNumeric(target.column) ? target.column : null

interface Bare {
  readonly said: Want | Group
  readonly column: Column
}

function meaningsOf(frame: Frame, index: CatalogIndex, { said, column }: Bare): readonly Frame[] {
  const usual = usualAggregation(index, column)
  const aggregations = usual === 'either' ? (['sum', 'average'] as const) : ([usual] as const)
  const words = { text: said.text, span: said.span }
  const meanings = aggregations.map((aggregation): Meaning => {
    const label =
      aggregation === 'sum' ? `the sum of ${lower(index, column)}` : `the average ${lower(index, column)}`
    const quantity: Quantity =
      aggregation === 'sum' ? sumOf(index, column) : { kind: 'aggregate', aggregation, column }
    return { label, frame: withWant(frame, said, { ...words, quantity }) }
  })
  return oneOf(frame, words, meanings)
}

const lower = (index: CatalogIndex, column: Column): string => columnLabel(index, column).toLowerCase()

const withWant = (frame: Frame, said: Want | Group, want: Want): Frame => ({
  ...frame,
  wants: [...frame.wants.filter((one) => one !== said), want],
  groups: frame.groups.filter((one) => one !== said),
})

/** "fuel per trip": the amount of one row, on average. */
function perOwnRow(frame: Frame, index: CatalogIndex): Frame | null {
  const [want] = frame.wants
  const shown = frame.groups.find((group) => group.shown && numericOf(group, index) !== null)
  const column = want ? amountOf(want.quantity, index) : shown ? numericOf(shown, index) : null
  const said = want ?? shown
  const rows = frame.groups.find((group) => isOwnRow(group, column, index))
  if (!column || !said || !rows || frame.wants.length > 1) return null
  return {
    ...frame,
    wants: [
      { text: said.text, span: said.span, quantity: { kind: 'aggregate', aggregation: 'average', column } },
    ],
    groups: frame.groups.filter((one) => one !== rows && one !== shown),
    notes: [...frame.notes, { kind: 'metric', reading: `"${rows.text}" asks for the average of one` }],
  }
}

function isOwnRow({ target, shown }: Group, column: Column | null, index: CatalogIndex): boolean {
  if (shown || column === null) return false
  return target.kind === 'entity'
    ? target.model === column.model
    : target.column.kind === 'key' && target.column.name === index.schema.key(column.model)?.name
}

function amountOf(quantity: Quantity, index: CatalogIndex): Column | null {
  if (quantity.kind === 'metric') return columnOfSum(index, quantity.name)
  if (quantity.kind === 'column' && index.schema.isNumeric(quantity.column)) return quantity.column
  return quantity.kind === 'aggregate' && quantity.aggregation === 'sum' ? quantity.column : null
}
