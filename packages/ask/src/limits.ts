import type { NumizeError } from '@numize/base'
import type { Estimate, Slice } from '@numize/semantic'
import { askError } from './errors.ts'

const FIGURES = ['rows', 'bytes', 'cost'] as const

export const hasLimits = ({ limits }: Slice): boolean =>
  FIGURES.some((figure) => limits?.[figure] !== undefined)

/** Why a query may not run: the first figure above the slice's limit. A figure the engine cannot tell is not held against it. */
export function overLimit(estimate: Estimate, { limits = {}, name }: Slice): NumizeError | null {
  for (const figure of FIGURES) {
    const [expected, most] = [estimate[figure], limits[figure]]
    if (expected === null || most === undefined || expected <= most) continue
    const { costUnit, source } = estimate
    return askError('over-limit', { slice: name, figure, expected, most, costUnit, source })
  }
  return null
}
