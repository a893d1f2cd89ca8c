import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import type { Quantity } from '../structure/frame.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const levels = set(
  'rating score star stars percent percentage rate ratio share grade gpa temperature speed margin level rank age price latitude longitude density',
)
/** Sizes are added up by some and averaged by others. */
const sizes = set('height length width depth capacity salary wage limit duration area')
const money = set(
  'amount charge cost price fee revenue sale invoice payment paid bill total spend income expense salary wage fare rent premium payout postage value',
)
const durations = set('duration minute hour second day lasting elapsed')

const words = (column: Column): readonly string[] => keyOf(spelledOut(wordsOf(column.name))).split(' ')

/** How a numeric column is put together where nobody says it; `either` has to be asked. */
export function usualAggregation(index: CatalogIndex, column: Column): 'sum' | 'average' | 'either' {
  const declared = index.schema.dimension(column)?.extras.aggregations ?? []
  const named = words(column)
  if (declared.length > 0 && !declared.includes('sum')) return 'average'
  if (named.some((word) => levels.has(word))) return 'average'
  return named.some((word) => sizes.has(word)) ? 'either' : 'sum'
}

export function isMoney(index: CatalogIndex, column: Column): boolean {
  const unit = index.schema.dimension(column)?.extras.unit
  if (unit) return unit.kind === 'money'
  return index.schema.isNumeric(column) && words(column).some((word) => money.has(word))
}

export function isDuration(index: CatalogIndex, column: Column): boolean {
  const unit = index.schema.dimension(column)?.extras.unit
  if (unit) return unit.kind === 'duration'
  return index.schema.isNumeric(column) && words(column).some((word) => durations.has(word))
}

/** The sum of a column: the governed metric that is it, else an aggregate. */
export function sumOf(index: CatalogIndex, column: Column): Quantity {
  const model = index.schema.models.get(column.model)
  const expr = index.schema.dimension(column)?.expr
  const measures = new Set(
    model?.measures.filter((one) => one.aggregation === 'sum' && one.expr === expr).map(({ name }) => name),
  )
  const metric = [...index.schema.metrics.values()].find(
    (one) =>
      one.kind === 'simple' &&
      one.filters.length === 0 &&
      one.input.filters.length === 0 &&
      measures.has(one.input.measure),
  )
  return metric ? { kind: 'metric', name: metric.name } : { kind: 'aggregate', aggregation: 'sum', column }
}

/** The column a governed sum adds up; null for every other metric. */
export function columnOfSum(index: CatalogIndex, name: string): Column | null {
  const metric = index.schema.metrics.get(name)
  if (metric?.kind !== 'simple') return null
  for (const model of index.schema.models.values()) {
    const measure = model.measures.find(
      (one) => one.name === metric.input.measure && one.aggregation === 'sum',
    )
    const dimension =
      measure && model.dimensions.find((one) => one.expr === measure.expr && one.kind !== 'time')
    if (dimension) return { kind: 'dimension', model: model.name, name: dimension.name }
  }
  return null
}
