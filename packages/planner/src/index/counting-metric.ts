import type { CatalogIndex } from './catalog-index.ts'

/** The governed metric that counts all rows of a model, where the model has exactly one. */
export function countingMetric(index: CatalogIndex, model: string): string | null {
  const measures = new Map((index.schema.models.get(model)?.measures ?? []).map((one) => [one.name, one]))
  const key = index.schema.models.get(model)?.entities.find((entity) => entity.kind === 'primary')
  const counting = [...index.schema.metrics.values()].filter((metric) => {
    if (metric.kind !== 'simple' || metric.filters.length > 0 || metric.input.filters.length > 0) return false
    const measure = measures.get(metric.input.measure)
    if (!measure) return false
    if (measure.aggregation === 'count') return true
    if (measure.aggregation === 'sum') return measure.expr.trim() === '1'
    return measure.aggregation === 'count_distinct' && key !== undefined && measure.expr === key.expr
  })
  return counting.length === 1 ? (counting[0]?.name ?? null) : null
}
