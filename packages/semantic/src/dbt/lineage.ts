import type { DbtNode } from './dbt-project.ts'

/** Every ancestor of these nodes, nearest first, each once; circles end where they began. */
export function upstreamOf(ids: readonly string[], byId: ReadonlyMap<string, DbtNode>): readonly DbtNode[] {
  const seen = new Set<string>()
  let level = ids.flatMap((id) => byId.get(id)?.parents ?? [])
  const found: DbtNode[] = []
  while (level.length > 0) {
    const fresh = level.flatMap((one) => {
      const node = seen.has(one) ? undefined : byId.get(one)
      seen.add(one)
      return node ?? []
    })
    found.push(...fresh)
    level = fresh.flatMap(({ parents }) => parents)
  }
  return found
}
