import type { Cell } from '@numize/semantic'

/** The first rows that together take at most `maxBytes` as JSON, counted in characters; null = all. */
export function rowsWithin(
  rows: readonly (readonly Cell[])[],
  maxBytes: number | null,
): readonly (readonly Cell[])[] {
  if (maxBytes === null) return rows
  let bytes = 0
  const end = rows.findIndex((row) => {
    bytes += JSON.stringify(row).length + 1
    return bytes > maxBytes
  })
  return end < 0 ? rows : rows.slice(0, end)
}
