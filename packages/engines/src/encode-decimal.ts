import type { Cell } from '@numize/semantic'

const MOST_EXACT_DIGITS = 15

/** A decimal's text as a number when at most 15 significant digits say it all (each such decimal is told apart by a double). */
export function encodeDecimal(text: string): Cell {
  if (!Number.isFinite(Number(text))) return null
  const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '')
  const significant = text.includes('.') ? digits.replace(/0+$/, '') : digits
  return significant.length <= MOST_EXACT_DIGITS ? Number(text) : text
}
