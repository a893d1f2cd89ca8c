import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel } from '../readings/labels.ts'
import type { Condition, Frame } from '../structure/frame.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { isMoney } from './nature.ts'
import { subjectOf } from './subject.ts'

const MOST = 4

/** "repairs over 4000": the number a bare comparison is about, asked where several fit. */
export const comparedWith: Completion = (frame, index) => {
  const condition = frame.conditions.find((one) => isBare(one))
  const head = subjectOf(frame)
  if (!condition || head === null || saysElsewhere(frame, index)) return [frame]
  const columns = numbersOf(index, head)
  const spoken = /[$€£¥]|\b(euros?|dollars?|pounds?)\b/i.test(condition.text)
  const fitting = spoken ? columns.filter((column) => isMoney(index, column)) : columns
  const [only] = fitting
  const guessed = fitting.length === 1 && only !== undefined && !isMoney(index, only)
  if (fitting.length > MOST || guessed) return [frame]
  return oneOf(
    frame,
    condition,
    fitting.map(
      (column): Meaning => ({ label: columnLabel(index, column), frame: withColumn(frame, column) }),
    ),
  )
}

const isBare = (condition: Condition): boolean =>
  condition.kind === 'compare' && condition.quantity.kind === 'implied' && condition.bound.kind === 'value'

/** What is measured or compared before says it. */
const saysElsewhere = (frame: Frame, index: CatalogIndex): boolean =>
  frame.wants.some(({ quantity }) => quantity.kind !== 'count' && quantity.kind !== 'implied') ||
  frame.groups.some(({ target }) => target.kind === 'column' && index.schema.isNumeric(target.column)) ||
  frame.conditions.some((one) => one.kind === 'compare' && one.quantity.kind === 'column')

const withColumn = (frame: Frame, column: Column): Frame => ({
  ...frame,
  conditions: frame.conditions.map((one) =>
    isBare(one) && one.kind === 'compare' ? { ...one, quantity: { kind: 'column', column } } : one,
  ),
})

const numbersOf = (index: CatalogIndex, model: string): Column[] =>
  (index.schema.models.get(model)?.dimensions ?? [])
    .filter((one) => one.extras.hidden !== true)
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))
    .filter((column) => index.schema.isNumeric(column))
