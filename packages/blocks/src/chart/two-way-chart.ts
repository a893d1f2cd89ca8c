import type { Chart } from '../block.ts'
import { isAdditive } from '../numbers.ts'
import { altOf } from './alt.ts'
import { legendFormat, quantity } from './axis.ts'
import { MAX_MARKS } from './category-chart.ts'
import {
  distinctTexts,
  type Field,
  type Frame,
  type Mark,
  marksOf,
  specOf,
  text,
  titleOf,
  tooltip,
  value,
} from './frame.ts'

const MAX_COLOURS = 8

/** Two categories: stacked where parts add up, side by side where they do not, a heat map when both have many values. */
export function twoWayChart(frame: Frame): Chart | null {
  const metric = frame.metrics[0]
  const [first, second] = frame.labels
  if (metric === undefined || first === undefined || second === undefined || frame.labels.length > 2)
    return null
  const marks = marksOf(frame.result)
  const size = (field: Field): number => distinctTexts(marks, field).length
  const [long, short] = size(first) >= size(second) ? [first, second] : [second, first]
  if (size(long) > MAX_MARKS / 5) return null
  const drawn = { frame, marks, metric, long, short }
  const { what, kind, drawing } = size(short) > MAX_COLOURS ? heatmap(drawn) : bars(drawn, size(short))
  return {
    kind,
    spec: specOf(frame.result, marks, drawing),
    alt: altOf(frame, { what, metric, labels: [first, second] }),
  }
}

interface Drawn {
  readonly frame: Frame
  readonly marks: readonly Mark[]
  readonly metric: Field
  readonly long: Field
  readonly short: Field
}

interface Drawing {
  readonly what: string
  readonly kind: Chart['kind']
  readonly drawing: Readonly<Record<string, unknown>>
}

const tips = ({ labels, metrics, previous }: Frame) => tooltip([...labels, ...metrics, ...previous])

function bars({ frame, marks, metric, long, short }: Drawn, colours: number): Drawing {
  const positive = marks.every((mark) => Number(mark[value(metric)]) >= 0)
  const stacked = positive && isAdditive(metric.column)
  const inside = { field: text(short), type: 'nominal', sort: null }
  const length = quantity(metric, stacked ? totals(marks, long, metric) : marks)
  const encoding = {
    y: {
      field: text(long),
      type: 'nominal',
      sort: bySize(metric),
      title: long.column.label,
      axis: { labelLimit: 220 },
    },
    x: stacked ? { ...length, stack: 'zero' } : length,
    color: { ...inside, title: short.column.label },
    ...(stacked ? {} : { yOffset: inside }),
    tooltip: tips(frame),
  }
  const height = { step: stacked ? 26 : Math.max(20, 12 * colours) }
  return {
    what: stacked ? 'Stacked bar chart' : 'Grouped bar chart',
    kind: stacked ? 'stackedBar' : 'groupedBar',
    drawing: { height, mark: { type: 'bar' }, encoding },
  }
}

const bySize = (metric: Field) => ({ field: value(metric), op: 'sum', order: 'descending' })

/** Marks as long as a whole stack, so that its axis is formatted for what it shows. */
function totals(marks: readonly Mark[], by: Field, metric: Field): Mark[] {
  const sums = new Map<string, number>()
  for (const mark of marks) {
    const name = String(mark[text(by)])
    sums.set(name, (sums.get(name) ?? 0) + Number(mark[value(metric)] ?? 0))
  }
  return [...sums.values()].map((sum) => ({ [value(metric)]: sum }))
}

function heatmap({ frame, metric, long, short }: Drawn): Drawing {
  const axis = (field: Field, labelLimit: number) => ({
    field: text(field),
    type: 'nominal',
    sort: null,
    title: field.column.label,
    axis: { labelLimit },
  })
  const encoding = {
    y: axis(long, 220),
    x: axis(short, 120),
    color: {
      field: value(metric),
      type: 'quantitative',
      title: titleOf(metric),
      legend: legendFormat(metric.column.unit),
    },
    tooltip: tips(frame),
  }
  return {
    what: 'Heat map',
    kind: 'heatmap',
    drawing: { height: { step: 22 }, mark: { type: 'rect' }, encoding },
  }
}
