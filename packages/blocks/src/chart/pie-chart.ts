import type { Chart } from '../block.ts'
import { altOf } from './alt.ts'
import { drawnRows, named } from './category-chart.ts'
import { type Frame, marksOf, specOf, tooltip, value } from './frame.ts'

const MAX_SLICES = 8

/** Shares of a whole, only where they were asked for and mean something; null otherwise. */
export function pieChart(frame: Frame): Chart | null {
  const [category, metric] = [frame.labels[0], frame.metrics[0]]
  if (category === undefined || metric === undefined || frame.labels.length > 1) return null
  const marks = named(marksOf(frame.result, drawnRows(frame, metric)), category)
  const figures = marks.map((mark) => mark[value(metric)])
  if (marks.length > MAX_SLICES || figures.some((figure) => Number(figure) < 0)) return null
  const encoding = {
    theta: { field: value(metric), type: 'quantitative', stack: true },
    order: { field: value(metric), type: 'quantitative', sort: 'descending' },
    color: { field: 'name', type: 'nominal', sort: null, title: category.column.label },
    tooltip: tooltip([category, metric]),
  }
  return {
    kind: 'pie',
    spec: specOf(frame.result, marks, {
      height: 320,
      mark: { type: 'arc', innerRadius: 70, padAngle: 0.01 },
      encoding,
    }),
    alt: altOf(frame, { what: 'Ring chart', metric, labels: [category] }),
  }
}
