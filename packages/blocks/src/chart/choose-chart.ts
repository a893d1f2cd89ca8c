import type { Result } from '@numize/semantic'
import type { Chart } from '../block.ts'
import { categoryChart } from './category-chart.ts'
import { type Frame, frameOf } from './frame.ts'
import { pieChart } from './pie-chart.ts'
import { scatterChart } from './scatter-chart.ts'
import { timeBars, timeChart } from './time-chart.ts'
import { twoWayChart } from './two-way-chart.ts'

/**
 * The chart that shows a result best, or the one asked for (`presentation`: bar, line, area, pie, scatter) where it
 * fits; null when a table or a number says it all. A complete Vega-Lite 6 specification, to be coloured by the theme.
 */
export function chooseChart(result: Result, presentation: string | null): Chart | null {
  if (presentation === 'table' || presentation === 'number') return null
  if (result.plan.kind === 'list' || result.rows.length < 2) return null
  const frame = onePeriod(frameOf(result))
  if (frame.metrics.length === 0) return null
  if (presentation === 'scatter' && frame.metrics.length > 1) return scatterChart(frame)
  return frame.times.length > 0 ? overTime(frame, presentation) : byCategory(frame, presentation)
}

function overTime(frame: Frame, presentation: string | null): Chart | null {
  if (frame.times.length > 1) return null
  if (presentation === 'bar' && frame.labels.length <= 1) return timeBars(frame)
  return timeChart(frame, presentation === 'area' ? 'area' : 'line')
}

function byCategory(frame: Frame, presentation: string | null): Chart | null {
  if (frame.labels.length > 1) return twoWayChart(frame)
  if (presentation === 'pie') return pieChart(frame) ?? categoryChart(frame)
  return differentUnits(frame) && presentation !== 'bar' && frame.result.rows.length > 2
    ? scatterChart(frame)
    : categoryChart(frame)
}

const differentUnits = ({ metrics }: Frame): boolean =>
  metrics.length === 2 && new Set(metrics.map(({ column }) => JSON.stringify(column.unit))).size === 2

/** A time column that holds a single period draws nothing: its rows are categories. */
function onePeriod(frame: Frame): Frame {
  const varying = frame.times.filter(
    ({ index }) => new Set(frame.result.rows.map((row) => row[index])).size > 1,
  )
  return frame.labels.length > 0 ? { ...frame, times: varying } : frame
}
