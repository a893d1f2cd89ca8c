import type { Chart } from '../block.ts'
import { altOf } from './alt.ts'
import { quantity } from './axis.ts'
import { type Frame, marksOf, specOf, titleOf, tooltip } from './frame.ts'

/** Two metrics of one set of things against each other, each thing a point. */
export function scatterChart(frame: Frame): Chart | null {
  const [across, up] = frame.metrics
  if (across === undefined || up === undefined) return null
  const names = [...frame.times, ...frame.labels]
  const marks = marksOf(frame.result)
  const encoding = {
    x: { ...quantity(across, marks), scale: { zero: false } },
    y: { ...quantity(up, marks), scale: { zero: false } },
    tooltip: tooltip([...names, ...frame.metrics]),
  }
  const mark = { type: 'point', filled: true, size: 70, aria: false }
  return {
    kind: 'scatter',
    spec: specOf(frame.result, marks, { height: 360, mark, encoding }),
    alt: altOf(frame, { what: `Scatter chart against ${titleOf(across)}`, metric: up, labels: names }),
  }
}
