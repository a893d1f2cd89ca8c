import type { Catalog } from '@numize/planner'
import { dimensionsOfMetrics, type Reachable } from '@numize/semantic'

/** Variants as values of one dimension that a metric can be grouped by. */
export interface FoundVariants {
  /** The dimension, as a plan names it. */
  readonly ref: string
  /** The semantic model that declares it. */
  readonly model: string
  /** Values, as the data writes them, in the order they were named. */
  readonly values: readonly string[]
}

/** The dimension of which all these names are values, preferring the one the asker named and the nearest; null of none. */
export function findVariants(
  names: readonly string[],
  metric: string,
  catalog: Catalog,
): FoundVariants | null {
  const found = dimensionsOfMetrics(catalog.model, [metric]).flatMap((reachable) => {
    const values = valuesOf(reachable, catalog)
    const matched = names.map((name) =>
      values.find((value) => isCalled(value, name, reachable.dimension ?? '')),
    )
    return matched.every((value): value is string => value !== undefined) &&
      new Set(matched).size === names.length
      ? [
          {
            reachable,
            values: matched,
            named: names.some((name) => isNamed(name, reachable.dimension ?? '')),
          },
        ]
      : []
  })
  const [best] = found.toSorted(
    (a, b) => Number(b.named) - Number(a.named) || a.reachable.hops - b.reachable.hops,
  )
  return best ? { ref: best.reachable.ref, model: best.reachable.model, values: best.values } : null
}

/** A dimension called so, and its values; null of none that the metric can be grouped by. */
export function findDimension(name: string, metric: string, catalog: Catalog): FoundVariants | null {
  const wanted = plain(name)
  const found = dimensionsOfMetrics(catalog.model, [metric])
    .filter(
      ({ ref, dimension }) => dimension !== null && (plain(ref) === wanted || plain(dimension) === wanted),
    )
    .toSorted((a, b) => a.hops - b.hops)[0]
  return found ? { ref: found.ref, model: found.model, values: valuesOf(found, catalog) } : null
}

const PEOPLE =
  /(?:^|_)(?:user|customer|account|visitor|session|buyer|member|client|patient|player|person|device|shopper|subscriber|conversation|trace)s?(?:_|$)/i

/** What is assigned to variants: who is counted where people are known of, else the rows' own entity; null of none. */
export function findUnit(
  name: string | null,
  metric: string,
  variants: FoundVariants,
  catalog: Catalog,
): string | null {
  const entities = dimensionsOfMetrics(catalog.model, [metric]).filter(({ dimension }) => dimension === null)
  if (name !== null)
    return (
      entities.find(
        ({ ref }) => plain(ref) === plain(name) || plain(ref.split('__').at(-1) ?? '') === plain(name),
      )?.ref ?? null
    )
  const own = catalog.model.semanticModels.find((model) => model.name === variants.model)?.primaryEntity
  const isReached = (ref: string | null | undefined): boolean => entities.some((entity) => entity.ref === ref)
  if (own && PEOPLE.test(own) && isReached(own)) return own
  return (
    entities.find(({ ref, hops }) => hops <= 1 && PEOPLE.test(ref))?.ref ??
    (own && isReached(own) ? own : null)
  )
}

const valuesOf = ({ model, dimension }: Reachable, { values }: Catalog): readonly string[] =>
  values.find((column) => column.model === model && column.dimension === dimension)?.values ?? []

/** "prompt v2" is the value `v2` of `prompt_version`; "the new flow" is `new_flow`. */
function isCalled(value: string, name: string, dimension: string): boolean {
  const [shown, said] = [plain(value), plain(name)]
  if (shown === said) return true
  const words = new Set([...plain(dimension).split(' '), 'variant', 'version', 'group', 'arm', 'the'])
  const rest = said.split(' ').filter((word) => !words.has(word))
  return (
    rest.length > 0 &&
    rest.join(' ') ===
      shown
        .split(' ')
        .filter((word) => !words.has(word))
        .join(' ')
  )
}

const isNamed = (name: string, dimension: string): boolean =>
  plain(dimension)
    .split(' ')
    .some((word) => plain(name).split(' ').includes(word))

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
