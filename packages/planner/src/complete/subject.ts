import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { countingMetric } from '../index/counting-metric.ts'
import type { Condition, Frame } from '../structure/frame.ts'

/** The model a question is about: the first entity outside clauses, else that of what is shown or said of it. */
export function subjectOf(frame: Frame): string | null {
  const main = frame.entities.find(({ clause }) => clause === 0) ?? frame.entities[0]
  const shown = frame.groups.find((group) => group.shown)?.target
  const said = frame.conditions.map(modelOf).find((model) => model !== null)
  return main?.model ?? (shown?.kind === 'column' ? shown.column.model : shown?.model) ?? said ?? null
}

function modelOf(condition: Condition): string | null {
  if ('column' in condition) return condition.column.model
  if (condition.kind !== 'compare') return null
  return condition.quantity.kind === 'column' ? condition.quantity.column.model : null
}

/** The rows a question counts, by themselves or by the governed metric that counts them; null where it measures otherwise. */
export function rowsCounted({ wants }: Pick<Frame, 'wants'>, index: CatalogIndex): string | null {
  for (const { quantity } of wants) {
    if (quantity.kind === 'count') return quantity.column === null ? quantity.model : null
    if (quantity.kind !== 'metric') continue
    const model = modelsOfMetric(index.catalog.model, quantity.name).find(
      (one) => countingMetric(index, one) === quantity.name,
    )
    if (model !== undefined) return model
  }
  return null
}

/** "by month", "monthly": a grain that groups, not the bare name of a unit of time. */
export const isTimed = (frame: Frame): boolean =>
  frame.trend !== null ||
  frame.periods.some(
    ({ match, text }) => match.kind === 'grain' && /^(by|per|each|every|for|in)\b|ly$/i.test(text.trim()),
  )
