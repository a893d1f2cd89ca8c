import type { MetricsPlan, Unit } from '@numize/semantic'
import type { DayWindow } from '../daily.ts'
import type { DaySeries } from './day-series.ts'

/** A metric's days: of everything, of the members of its nearest dimensions, and the share of rows without a member. */
export interface FetchedMetric {
  readonly name: string
  readonly label: string
  readonly unit: Unit | null
  readonly additive: boolean
  /** The whole first. */
  readonly series: readonly DaySeries[]
  /** Gives the days of the whole anew. */
  readonly daysOf: (window: DayWindow) => MetricsPlan
}
