import { type Check, type CheckGroup, holds } from './check.ts'

/** Is every share within some percentage points of its target? Rows are a name and a count; names without a target fail. */
export function mixCheck(
  group: CheckGroup,
  name: string,
  rows: readonly (readonly unknown[])[],
  { target, points }: { target: Readonly<Record<string, number>>; points: number },
): Check {
  const counts = new Map(rows.map(([key, count]) => [String(key), Number(count)]))
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const off = [...new Set([...counts.keys(), ...Object.keys(target)])].map((key) => {
    const [share, wanted] = [total === 0 ? 0 : (counts.get(key) ?? 0) / total, target[key]]
    return { key, points: wanted === undefined ? Number.POSITIVE_INFINITY : 100 * Math.abs(share - wanted) }
  })
  const worst = off.toSorted((a, b) => b.points - a.points)[0]
  const ok = total > 0 && worst !== undefined && worst.points <= points
  return holds(group, name, ok, {
    measured: measuredOf(total, worst),
    expected: `every share within ${points} points of its target`,
  })
}

function measuredOf(total: number, worst: { key: string; points: number } | undefined): string {
  if (total === 0 || !worst) return 'nothing'
  if (worst.points === Number.POSITIVE_INFINITY) return `${worst.key} is none of them`
  return `furthest: ${worst.key}, ${worst.points.toFixed(1)} points`
}
