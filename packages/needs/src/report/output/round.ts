/** Six significant decimals: enough to check, short enough to read; the same text on every machine. */
export const rounded = (value: number | null): number | null =>
  value === null ? null : Number.parseFloat(value.toFixed(6))

/** Every number of a tree, rounded. */
export function roundedTree<T>(tree: T): T {
  return JSON.parse(
    JSON.stringify(tree, (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value)),
  ) as T
}
