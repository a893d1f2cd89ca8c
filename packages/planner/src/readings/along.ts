import type { GroupBy, PlanWindow } from '@numize/semantic'
import { assume, CannotFit, type Fitting } from './context.ts'
import type { Measured } from './counting.ts'
import { listed } from './labels.ts'

/** Running totals and rolling sums or averages of what is measured, restarting within each group. */
export function alongOf(
  { frame, ...fitting }: Fitting,
  measures: readonly Measured[],
  groups: readonly GroupBy[],
): readonly PlanWindow[] {
  const { along } = frame
  if (!along) return []
  if (!groups.some(({ grain }) => grain !== undefined))
    throw new CannotFit('not-supported', `"${along.text}" goes along time: say by which period.`)
  if (measures.length === 0 || frame.rank || frame.share)
    throw new CannotFit('not-supported', `I do not know what "${along.text}" is to be of.`)
  const within = groups.filter(({ grain }) => grain === undefined).map((one) => one.as ?? one.dimension)
  const { periods, average } = along
  if (periods !== null && average)
    assume(
      { frame, ...fitting },
      'metric',
      `The ${listed(measures.map(({ label }) => label))} of each period, averaged over ${periods}; unknown before there are ${periods}`,
    )
  return measures.map(
    ({ as }): PlanWindow =>
      periods === null
        ? { kind: 'running', of: as, within }
        : { kind: 'rolling', of: as, periods, within, ...(average ? { average } : {}) },
  )
}
