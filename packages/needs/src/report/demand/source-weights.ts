import { type DnrConfig, SOURCES, type Source } from '../../config/dnr-config.ts'

type Shares = Readonly<Record<Source, number>>

/**
 * How much each source counts: its base weight times its volume (what the prefilter kept), held between the least and
 * the most a source may count, adding up to 1. Sources without volume count 0; where the limits cannot be kept (one
 * source alone), they are not. A source that misses its coverage keeps its weight (spec 002, behaviour C).
 */
export function sourceWeights(
  volumes: Shares,
  {
    demand_base_weights: base,
    demand_weight_caps: caps,
  }: Pick<DnrConfig['report'], 'demand_base_weights' | 'demand_weight_caps'>,
): Shares {
  const raw = SOURCES.map((source) => Math.max(0, base[source] * volumes[source]))
  const present = raw.filter((weight) => weight > 0)
  const isPossible = present.length * caps.min <= 1 && present.length * caps.max >= 1
  const limits = isPossible ? caps : { min: 0, max: 1 }
  const [slack, email, nlq] = fitted(raw, limits)
  return { slack: slack ?? 0, email: email ?? 0, nlq: nlq ?? 0 }
}

/** `clamp(k · weight)` for the one k at which they add up to 1, found by bisection; zeros stay zero. */
function fitted(
  raw: readonly number[],
  { min, max }: { readonly min: number; readonly max: number },
): readonly number[] {
  const total = raw.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return raw
  const at = (k: number) =>
    raw.map((weight) => (weight === 0 ? 0 : Math.min(max, Math.max(min, (k * weight) / total))))
  const sumAt = (k: number) => at(k).reduce((sum, weight) => sum + weight, 0)
  let [low, high] = [0, total / Math.min(...raw.filter((weight) => weight > 0))]
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (sumAt(middle) < 1) low = middle
    else high = middle
  }
  return at(high)
}
