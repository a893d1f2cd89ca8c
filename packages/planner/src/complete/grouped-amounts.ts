import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { yearsOf } from '../index/years.ts'
import { columnLabel } from '../readings/labels.ts'
import type { Frame, Group, Quantity, Want } from '../structure/frame.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { columnOfSum, sumOf, usualAggregation } from './nature.ts'
import { isTimed } from './subject.ts'

/** "weight by class": a bare number with groups is added up or averaged, as is usual for it; "per row" averages. */
export const groupedAmounts: Completion = (frame, index) => {
  const own = perOwnRow(frame, index) ?? perAmount(frame, index)
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
  const column = columnOf(want, shown, index)
  const said = want ?? shown
  const isAverage = want !== undefined && averaged(want.quantity) !== null
  const rows = frame.groups.find((group) => isOwnRow(group, column, index))
  if (!column || !said || !rows || frame.wants.length > 1 || (isAverage && !isPer(frame, rows))) return null
  return {
    ...frame,
    wants: [
      { text: said.text, span: said.span, quantity: { kind: 'aggregate', aggregation: 'average', column } },
    ],
    groups: frame.groups.filter((one) => one !== rows && one !== shown),
    notes: [...frame.notes, { kind: 'metric', reading: `"${rows.text}" asks for the average of one` }],
  }
}

/** The column of what is measured: put together in some way, or only shown. */
function columnOf(want: Want | undefined, shown: Group | undefined, index: CatalogIndex): Column | null {
  if (want) return amountOf(want.quantity, index) ?? averaged(want.quantity)
  return shown ? numericOf(shown, index) : null
}

const averaged = (quantity: Quantity): Column | null =>
  quantity.kind === 'aggregate' && quantity.aggregation === 'average' ? quantity.column : null

/** Said with "per"; "for each" and "by" ask for groups. */
const isPer = ({ items }: Frame, group: Group): boolean => {
  const at = items.findIndex(({ span }) => span[0] === group.span[0])
  return (
    items
      .slice(0, at)
      .findLast(({ kind }) => kind !== 'filler')
      ?.text.toLowerCase() === 'per'
  )
}

/** "fuel cost per kilometre": an amount per an amount is one over the other; nothing is grouped by a number. */
function perAmount(frame: Frame, index: CatalogIndex): Frame | null {
  const rate = frame.groups.find(
    (group) => !group.shown && isPer(frame, group) && isAmount(numericOf(group, index), index),
  )
  const below = rate && numericOf(rate, index)
  const [want] = frame.wants
  const shown = frame.groups.find((group) => group.shown && numericOf(group, index) !== null)
  const said = want ?? shown
  if (!rate || !below || !said || frame.wants.length > 1 || frame.rank !== null) return null
  const column = columnOf(want, shown, index)
  if (!column || column.name === below.name) return null
  const term = (one: Column) => ({ quantity: sumOf(index, one), where: [] })
  const quantity: Quantity = { kind: 'ratio', numerator: term(column), denominator: term(below) }
  return {
    ...frame,
    wants: [{ text: said.text, span: said.span, quantity }],
    groups: frame.groups.filter((one) => one !== rate && one !== said),
  }
}

/** What is added up, and is no code, level or year. */
const isAmount = (column: Column | null, index: CatalogIndex): column is Column =>
  column !== null &&
  column.of === undefined &&
  index.schema.dimension(column)?.extras.aggregations?.includes('sum') === true &&
  usualAggregation(index, column) === 'sum' &&
  !yearsOf(index, column.model).some(({ name }) => name === column.name)

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
