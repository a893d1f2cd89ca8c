import type { Chart } from '../block.ts'
import { formatCell } from '../format.ts'
import { after, type CalendarGrain, epochOf } from '../format-time.ts'
import { isAdditive, numberOf } from '../numbers.ts'
import { altOf } from './alt.ts'
import { quantity, timeline } from './axis.ts'
import { type Field, type Frame, type Mark, marksOf, specOf, text, titleOf, tooltip, value } from './frame.ts'

const MAX_SERIES = 10
const CURRENT = 'this period'
const PREVIOUS = 'compared with'
const OPEN = 'not over yet'

/**
 * Lines over time: one per value of a dimension, or one per metric of the same unit; the period compared with is dashed
 * beside them, and the stretch into a period that is not over is dotted. Unknown values and missing periods stay gaps.
 */
export function timeChart(frame: Frame, kind: 'line' | 'area'): Chart | null {
  const time = frame.times[0]
  const metric = frame.metrics[0]
  if (time === undefined || metric === undefined) return null
  const series = seriesOf(frame, metric)
  const drawn = series.flatMap((one) => drawSeries(frame, one, time))
  const marks =
    kind === 'area'
      ? drawn.filter((mark) => mark['style'] !== PREVIOUS && !mark['bridge']).map(joined)
      : drawn
  const stacked = kind === 'area' && series.length > 1 && isAdditive(metric.column)
  const y = { ...quantity(metric, marks), stack: stacked ? 'zero' : null }
  const many = new Set(series.map(({ name }) => name)).size > 1
  const encoding = {
    x: timeline(time, marks),
    y,
    ...(many ? { color: { field: 'series', type: 'nominal', title: seriesTitle(frame), sort: null } } : {}),
    detail: [{ field: 'path', type: 'nominal' }],
  }
  const layer = [
    ...(kind === 'area' ? [{ mark: { type: 'area', fillOpacity: 0.35 } }] : []),
    { mark: { type: 'line' }, encoding: kind === 'area' ? {} : { strokeDash: dashes(marks) } },
    {
      transform: [{ filter: '!datum.bridge' }],
      mark: { type: 'point', filled: true, aria: false },
      encoding: {
        opacity: { field: 'opacity', type: 'quantitative', scale: null },
        tooltip: tooltip([time, ...frame.labels, ...frame.metrics, ...frame.previous]),
      },
    },
  ]
  return {
    kind,
    spec: specOf(frame.result, marks, { height: 320, encoding, layer }),
    alt: altOf(frame, {
      what: kind === 'area' ? 'Area chart' : 'Line chart',
      metric,
      labels: [time, ...frame.labels],
      notes: notesOf(frame, time),
    }),
  }
}

/** An area is one shape to its end: only its points tell what is not over. */
const joined = (mark: Mark): Mark => ({ ...mark, path: String(mark['series']) })

function dashes(marks: readonly Mark[]) {
  const styles = [CURRENT, PREVIOUS, OPEN].filter((style) => marks.some((mark) => mark['style'] === style))
  return {
    field: 'style',
    type: 'nominal',
    scale: {
      domain: [CURRENT, PREVIOUS, OPEN],
      range: [
        [1, 0],
        [6, 4],
        [2, 3],
      ],
    },
    legend: styles.length > 1 ? { title: null, values: styles } : null,
  }
}

interface Series {
  readonly name: string
  readonly field: Field
  readonly rows: readonly number[]
  readonly style: typeof CURRENT | typeof PREVIOUS
}

const seriesTitle = (frame: Frame): string | null =>
  frame.labels.length > 0 ? frame.labels.map(({ column }) => column.label).join(', ') : null

function seriesOf(frame: Frame, metric: Field): Series[] {
  const { result, labels, previous } = frame
  const groups = new Map<string, readonly number[]>()
  for (const [row, cells] of result.rows.entries()) {
    const name = labels.map(({ index, column }) => formatCell(cells[index] ?? null, column)).join(' · ')
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  const fields = labels.length > 0 ? [metric] : sameUnit(frame, metric)
  return largest(groups, result.rows, metric).flatMap(([name, rows]) =>
    fields.flatMap((field) => {
      const own = labels.length > 0 ? name : field.column.label
      const before = previous.find(({ column }) => column.source === field.column.source)
      const current: Series = { name: own, field, rows, style: CURRENT }
      return before === undefined ? [current] : [current, { ...current, field: before, style: PREVIOUS }]
    }),
  )
}

/** Metrics that can share an axis with the first. */
const sameUnit = ({ metrics }: Frame, first: Field): readonly Field[] =>
  metrics.filter(({ column }) => JSON.stringify(column.unit) === JSON.stringify(first.column.unit))

function largest(
  groups: ReadonlyMap<string, readonly number[]>,
  cells: Frame['result']['rows'],
  metric: Field,
): (readonly [string, readonly number[]])[] {
  if (groups.size <= MAX_SERIES) return [...groups]
  const size = (rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + Math.abs(numberOf(cells[row]?.[metric.index]) ?? 0), 0)
  return [...groups].toSorted((a, b) => size(b[1]) - size(a[1])).slice(0, MAX_SERIES)
}

/** The marks of one line, drawn at the metric's own key; the last complete point is repeated to join an open period. */
function drawSeries(frame: Frame, { name, field, rows, style }: Series, time: Field): Mark[] {
  const { result } = frame
  const key = value(frame.metrics[0] ?? field)
  const open = epochOf(result.incompleteFrom)
  const at = (mark: Mark): number => Number(mark[value(time)])
  const marks = marksOf(result, rows)
    .filter((mark) => mark[value(time)] !== null)
    .toSorted((a, b) => at(a) - at(b))
    .map((mark) => ({ ...mark, [key]: mark[value(field)] ?? null, series: name }))
  const isOpen = (mark: Mark): boolean => style === CURRENT && open !== null && at(mark) >= open
  const closed = marks
    .filter((mark) => !isOpen(mark))
    .map((mark) => ({ ...mark, style, opacity: style === PREVIOUS ? 0.6 : 1, path: `${name}|${style}` }))
  const opened = marks
    .filter(isOpen)
    .map((mark) => ({ ...mark, style: OPEN, opacity: 0.4, path: `${name}|${OPEN}` }))
  const joint = closed.at(-1)
  const bridge =
    opened.length > 0 && joint !== undefined
      ? [{ ...joint, style: OPEN, path: `${name}|${OPEN}`, bridge: true }]
      : []
  return [...withGaps(closed, { time, key, grain: time.column.grain }), ...bridge, ...opened]
}

interface GapOptions {
  readonly time: Field
  readonly key: string
  readonly grain: string | null
}

const STEPS: ReadonlySet<string> = new Set(['hour', 'day', 'week', 'month', 'quarter', 'year'])

/** A null mark after the last point before each missing period, so that no line is drawn across it. */
function withGaps(marks: readonly Mark[], { time, key, grain }: GapOptions): Mark[] {
  if (grain === null || !STEPS.has(grain)) return [...marks]
  return marks.flatMap((mark, index) => {
    const next = marks[index + 1]
    const expected = after(Number(mark[value(time)]), grain as CalendarGrain)
    return next !== undefined && Number(next[value(time)]) > expected
      ? [mark, { ...mark, [value(time)]: expected, [key]: null, bridge: true }]
      : [mark]
  })
}

function notesOf(frame: Frame, time: Field): (string | null)[] {
  const { result, labels, metrics } = frame
  const names = new Set(result.rows.map((row) => labels.map(({ index }) => String(row[index])).join('|')))
  const apart = metrics.filter((field) =>
    labels.length > 0 ? field !== metrics[0] : !sameUnit(frame, metrics[0] ?? field).includes(field),
  )
  return [
    names.size > MAX_SERIES ? `Only the ${MAX_SERIES} largest of ${names.size} series are drawn.` : null,
    apart.length > 0 ? `${apart.map(titleOf).join(' and ')}: see the table.` : null,
    frame.previous.length > 0 ? 'The dashed line is the period compared with.' : null,
    result.incompleteFrom === null
      ? null
      : `${formatCell(result.incompleteFrom, time.column)} is not over and is drawn faint.`,
  ]
}

/** Bars over time, for when bars were asked for: one per period, in order. */
export function timeBars(frame: Frame): Chart | null {
  const time = frame.times[0]
  const metric = frame.metrics[0]
  if (time === undefined || metric === undefined) return null
  const open = epochOf(frame.result.incompleteFrom)
  const marks: Mark[] = marksOf(frame.result)
    .filter((mark) => mark[value(time)] !== null)
    .toSorted((a, b) => Number(a[value(time)]) - Number(b[value(time)]))
    .map((mark) => ({ ...mark, opacity: open !== null && Number(mark[value(time)]) >= open ? 0.45 : 1 }))
  const series = frame.labels[0]
  const encoding = {
    x: {
      field: text(time),
      type: 'ordinal',
      sort: null,
      title: time.column.label,
      axis: { labelOverlap: true },
    },
    y: quantity(metric, marks),
    opacity: { field: 'opacity', type: 'quantitative', scale: null },
    ...(series === undefined
      ? {}
      : { color: { field: text(series), type: 'nominal', title: series.column.label, sort: null } }),
    ...(series === undefined || isAdditive(metric.column)
      ? {}
      : { xOffset: { field: text(series), type: 'nominal', sort: null } }),
    tooltip: tooltip([time, ...frame.labels, ...frame.metrics, ...frame.previous]),
  }
  return {
    kind: series === undefined ? 'bar' : isAdditive(metric.column) ? 'stackedBar' : 'groupedBar',
    spec: specOf(frame.result, marks, { height: 320, mark: { type: 'bar' }, encoding }),
    alt: altOf(frame, {
      what: 'Bar chart',
      metric,
      labels: [time, ...frame.labels],
      notes: notesOf({ ...frame, previous: [] }, time),
    }),
  }
}
