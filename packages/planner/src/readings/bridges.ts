import { type MetricRef, modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { assume, type Fitting } from './context.ts'
import type { Measured } from './counting.ts'
import { entityWords } from './labels.ts'
import { refOf } from './refs.ts'

/**
 * Metrics that some of the groups cannot be told by are met through what both sides lead to: premiums are shown by claim
 * over the coverage of each claim. Unchanged where all metrics reach all groups, or none does.
 */
export function bridged(
  fitting: Fitting,
  measures: readonly Measured[],
  columns: readonly Column[],
): readonly Measured[] {
  const facts = [...new Set(measures.flatMap((one) => one.facts))]
  const reaching = facts.filter((fact) => columns.every((column) => refOf(fitting, fact, column) !== null))
  const ofEach = new Set(measures.filter((one) => one.ofEach === true).flatMap((one) => one.facts))
  const pivot = mostDetailed(
    fitting.index,
    reaching.filter((fact) => !ofEach.has(fact)),
  )
  const apart = facts.filter((fact) => ofEach.has(fact) || !reaching.includes(fact))
  if (pivot === undefined || apart.length === 0) return measures
  const entities = new Map(apart.map((fact) => [fact, sharedBy(fitting.index, pivot, fact)]))
  if ([...entities.values()].some((entity) => entity === null)) return measures
  return measures.map((one) =>
    one.facts.every((fact) => !apart.includes(fact))
      ? one
      : { ...one, ref: over(fitting, one.ref, { pivot, entities }), facts: [pivot] },
  )
}

/** Of several facts the one whose rows lead to the others. */
const mostDetailed = (index: CatalogIndex, facts: readonly string[]): string | undefined =>
  facts.find((one) => facts.every((other) => index.graph.distance(one, other) !== null)) ?? facts[0]

interface Way {
  readonly pivot: string
  readonly entities: ReadonlyMap<string, Column | null>
}

function over(fitting: Fitting, ref: MetricRef, way: Way): MetricRef {
  if ('ratio' in ref) {
    const { numerator, denominator } = ref.ratio
    return {
      ...ref,
      ratio: { numerator: over(fitting, numerator, way), denominator: over(fitting, denominator, way) },
    }
  }
  if ('formula' in ref)
    return { ...ref, formula: { ...ref.formula, of: ref.formula.of.map((one) => over(fitting, one, way)) } }
  if (!('metric' in ref)) return ref
  const { index } = fitting
  const [entity] = modelsOfMetric(index.catalog.model, ref.metric).flatMap(
    (fact) => way.entities.get(fact) ?? [],
  )
  const path = entity && index.graph.refs(way.pivot, entity)[0]?.ref
  if (!entity || path === undefined) return ref
  const noun = entityWords(index, entity.model).join(' ')
  assume(fitting, 'metric', `${ref.as ?? ref.metric} is that of the ${noun} of each row`)
  return { ...ref, via: { model: way.pivot, entity: path } }
}

const hops = (index: CatalogIndex, from: string, key: Column): number =>
  index.graph.refs(from, key)[0]?.hops ?? 0

/** The key of the most detailed thing that rows of both models belong to. */
function sharedBy(index: CatalogIndex, pivot: string, other: string): Column | null {
  const keys = [...index.schema.models.keys()].flatMap((name) => index.schema.key(name) ?? [])
  const shared = keys.filter(
    (key) =>
      key.model !== pivot &&
      key.model !== other &&
      index.graph.refs(pivot, key).length > 0 &&
      index.graph.refs(other, key).length > 0,
  )
  const finest = shared
    .filter(
      (key) =>
        !shared.some((one) => one.name !== key.name && index.graph.distance(one.model, key.model) !== null),
    )
    .map((key) => ({ key, far: hops(index, pivot, key) + hops(index, other, key) }))
    .toSorted((a, b) => a.far - b.far)
  const [nearest, next] = finest
  return nearest && nearest.far !== next?.far ? nearest.key : null
}
