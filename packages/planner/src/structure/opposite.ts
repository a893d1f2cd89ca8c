import type { CompareOp } from '@numize/semantic'

/** What a comparator means once it is denied. */
export const opposite: Readonly<Record<CompareOp, CompareOp>> = {
  '>': '<=',
  '<': '>=',
  '>=': '<',
  '<=': '>',
  '=': '!=',
  '!=': '=',
}
