import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { countingMetric } from '../index/counting-metric.ts'
import { isRowName } from '../index/row-names.ts'
import type { Column } from '../index/thing.ts'
import { columnLabel, metricLabel, rowsLabel } from '../readings/labels.ts'
import type { Frame, Group, Quantity } from '../structure/frame.ts'
import { oneOf } from './choice.ts'
import type { Completion } from './completion.ts'
import { sumOf, usualAggregation } from './nature.ts'
import { subjectOf } from './subject.ts'

/** "best skipper", "top 5 boats": by what is asked, where several things could be meant. */
export const openRanks: Completion = (frame, index) => {
  const { rank } = frame
  if (rank?.by.kind !== 'implied' || !rank.open) return [frame]
  const by = frame.groups.find((group) => !group.shown && numeric(group, index) !== null)
  const head = subjectOf(frame)
  if (by && head !== null) return [rankedBy(frame, index, by, head)]
  if (frame.wants.length > 0 || frame.groups.some((group) => numeric(group, index) !== null) || head === null)
    return [frame]
  const meanings = measuresOf(frame, index, head).map(({ label, quantity }) => ({
    label,
    frame: { ...frame, rank: { ...rank, by: quantity } },
  }))
  const [only] = meanings
  const judged = /\b(best|worst)\b/i.test(rank.text)
  if (only && meanings.length === 1 && judged)
    return [{ ...only.frame, choice: { text: rank.text, span: rank.span, label: only.label, asked: true } }]
  return oneOf(frame, rank, meanings)
}

const numeric = ({ target }: Group, index: CatalogIndex): Column | null =>
  target.kind === 'column' && index.schema.isNumeric(target.column) ? target.column : null

/** "top 5 renters by distance": a number of other rows is put together for each; one of its own orders them. */
function rankedBy(frame: Frame, index: CatalogIndex, by: Group, head: string): Frame {
  const column = numeric(by, index)
  const rank = frame.rank
  if (!column || !rank || !isPutTogether(frame, index, column, head)) return frame
  const usual = usualAggregation(index, column)
  const quantity: Quantity =
    usual === 'average' ? { kind: 'aggregate', aggregation: 'average', column } : sumOf(index, column)
  const label = `${usual === 'average' ? 'Average' : 'Sum of'} ${columnLabel(index, column).toLowerCase()}`
  return {
    ...frame,
    groups: frame.groups.filter((one) => one !== by),
    rank: { ...rank, by: quantity },
    notes: [...frame.notes, { kind: 'metric', reading: `Ranked by: ${label}` }],
  }
}

function isPutTogether(frame: Frame, index: CatalogIndex, column: Column, head: string): boolean {
  if (column.model !== head) return index.graph.distance(column.model, head) !== null
  const shown = frame.groups.find((group) => group.shown)?.target
  return shown?.kind === 'column' && !isRowName(index, shown.column)
}

interface Measure {
  readonly label: string
  readonly quantity: Quantity
}

const MOST = 4

/** What rows of a model are commonly ranked by: how many rows lead to them, governed sums, average ratings. */
export function measuresOf(frame: Frame, index: CatalogIndex, head: string): readonly Measure[] {
  const grouped = frame.groups.some(
    ({ target }) =>
      target.kind === 'column' && target.column.model === head && !isRowName(index, target.column),
  )
  const facts = [...index.schema.models.keys()].filter((name) =>
    name === head ? grouped : index.graph.distance(name, head) === 1,
  )
  const counts = facts.map((model) => countOf(index, model))
  const counted = new Set(facts.map((model) => countingMetric(index, model)))
  const metrics = [...index.schema.metrics.keys()]
    .filter(
      (name) =>
        !counted.has(name) &&
        modelsOfMetric(index.catalog.model, name).every((model) => facts.includes(model)),
    )
    .map((name): Measure => ({ label: metricLabel(index, name), quantity: { kind: 'metric', name } }))
  const levels = index.catalog.inlineMeasures ? facts.flatMap((model) => averages(index, model)) : []
  return [
    ...counts.slice(0, 1),
    ...levels.slice(0, 1),
    ...metrics,
    ...counts.slice(1),
    ...levels.slice(1),
  ].slice(0, MOST)
}

function countOf(index: CatalogIndex, model: string): Measure {
  const metric = countingMetric(index, model)
  return metric === null
    ? {
        label: `Number of ${rowsLabel(index, model).toLowerCase()}`,
        quantity: { kind: 'count', model, column: null },
      }
    : { label: metricLabel(index, metric), quantity: { kind: 'metric', name: metric } }
}

const averages = (index: CatalogIndex, model: string): Measure[] =>
  (index.schema.models.get(model)?.dimensions ?? [])
    .map(({ name }): Column => ({ kind: 'dimension', model, name }))
    .filter((column) => index.schema.isNumeric(column) && usualAggregation(index, column) === 'average')
    .map((column) => ({
      label: `Average ${columnLabel(index, column).toLowerCase()}`,
      quantity: { kind: 'aggregate', aggregation: 'average', column },
    }))
