import { compareCounts, countsOf } from './compare-counts.ts'
import type { Facets } from './facets.ts'
import type { Part, Tested } from './notable.ts'

/** What a member's dominance inside a part keeps where it dominates the other rows as much. */
const COMMON = 0.25

/** Counts inside a part: the more a member's share there differs from its share of the other rows, the more it tells. */
export function compareCountsInside(facets: Facets, part: Part, whole: Part): Tested[] {
  return compareCounts(facets, part).map((tested) => {
    const category = [...facets.categories, ...facets.wide].find(({ ref }) => ref === tested.standsOut?.ref)
    if (!category) return tested
    const shareOf = (one: Part): readonly [number, number] => {
      const points = countsOf(category, one)
      const held = points.find(({ label }) => label === tested.standsOut?.member)?.value ?? 0
      return [held, points.reduce((sum, { value }) => sum + value, 0)]
    }
    const [inside, of] = shareOf(part)
    const [held, all] = shareOf(whole)
    const outside = all === of ? 0 : (held - inside) / (all - of)
    return {
      ...tested,
      effect: Math.max(COMMON * tested.effect, tested.effect === 0 ? 0 : inside / of - outside),
    }
  })
}
