import type { DbtNode } from './dbt-project.ts'

/** Every ancestor of a node, nearest first, each once; circles end where they began. */
export function upstreamOf(id: string, byId: ReadonlyMap<string, DbtNode>): readonly DbtNode[] {
  const seen = new Set([id])
  let level = byId.get(id)?.parents ?? []
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
