import type { Cell } from '@numize/semantic'

/** The number a cell holds, decimals in text included; null for anything else. */
export function figureOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined || typeof cell === 'boolean' || cell === '') return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}
