import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from './catalog-index.ts'
import type { Column } from './thing.ts'

/** The dates governed metrics are counted by: each measure's own, else its table's default. */
export function datesOf(index: CatalogIndex, metrics: readonly string[]): readonly Column[] {
  const dates = metrics.flatMap((name) => {
    const own = ownDate(index, name)
    return own ? [own] : modelsOfMetric(index.catalog.model, name).map((model) => index.schema.time(model))
  })
  const known = dates.filter((date) => date !== null)
  return [...new Map(known.map((one) => [`${one.model}.${one.name}`, one])).values()]
}

function ownDate({ schema }: CatalogIndex, name: string): Column | null {
  const metric = schema.metrics.get(name)
  if (metric?.kind !== 'simple') return null
  for (const model of schema.models.values()) {
    const measure = model.measures.find((one) => one.name === metric.input.measure)
    if (measure?.timeDimension) return { kind: 'dimension', model: model.name, name: measure.timeDimension }
  }
  return null
}
