import { didYouMean, nearestNames } from '@numize/base'
import type { Catalog } from '@numize/planner'
import type { QuestionPlan } from '@numize/semantic'
import { valuesOf } from './brief-catalog.ts'

/** Conditions on values a column is known not to have, in sentences. Columns whose values are not all known are not judged. */
export function unknownValues(plan: QuestionPlan, catalog: Catalog): readonly string[] {
  return conditionsIn(plan).flatMap(({ dimension, values }) => {
    const known = knownValues(dimension, catalog)
    if (!known) return []
    return values
      .filter((value) => !known.has(value))
      .map((value) => `${dimension} has no value "${value}".${didYouMean(nearestNames(value, [...known]))}`)
  })
}

interface Condition {
  readonly dimension: string
  readonly values: readonly string[]
}

/** Every test of a dimension for equality with texts, wherever it stands. */
function conditionsIn(part: unknown): readonly Condition[] {
  if (typeof part !== 'object' || part === null) return []
  const own = conditionOf(part as Readonly<Record<string, unknown>>)
  return [...(own ? [own] : []), ...Object.values(part).flatMap(conditionsIn)]
}

function conditionOf({
  kind,
  field,
  op,
  value,
  values,
}: Readonly<Record<string, unknown>>): Condition | null {
  const dimension = (field as { dimension?: unknown } | undefined)?.dimension
  if (typeof dimension !== 'string') return null
  if (kind === 'in' && Array.isArray(values)) return { dimension, values: values.filter(isText) }
  if (kind === 'compare' && (op === '=' || op === '!=') && isText(value))
    return { dimension, values: [value] }
  return null
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** Of all columns a name may mean; null where any of them is not known in full. */
function knownValues(name: string, catalog: Catalog): ReadonlySet<string> | null {
  const last = name.split('__').at(-1)
  const columns = catalog.model.semanticModels.flatMap((owner) =>
    owner.dimensions
      .filter((dimension) => dimension.name === last)
      .map((dimension) => valuesOf(catalog, owner, dimension)),
  )
  const known = columns.flatMap((column) => (column?.complete === true ? [column.values] : []))
  return columns.length > 0 && known.length === columns.length ? new Set(known.flat()) : null
}
