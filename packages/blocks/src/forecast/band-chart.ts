import type { ResultColumn } from '@numize/semantic'
import type { Chart } from '../block.ts'
import { quantity, timeline } from '../chart/axis.ts'
import { type Field, type Mark, text } from '../chart/frame.ts'
import { formatNumber, formatUnit } from '../format.ts'
import { epochOf, formatTime } from '../format-time.ts'
import type { Band, ForecastView } from './forecast-view.ts'

const KNOWN = 'known'
const AHEAD = 'forecast'

/** The known course as a line, the forecast dashed, its 95 and 80 % intervals as bands around it. Null without a point. */
export function bandChart(view: ForecastView): Chart | null {
  const { column, history, points, grain } = view
  if (points.length === 0) return null
  const time: Field = { index: 0, column: timeColumn(grain) }
  const figure: Field = { index: 1, column }
  const known = history.map(({ start, value: at }) => knownMark(view, start, at))
  const joint = history.findLast(({ value: at }) => at !== null)
  const ahead = points.map(({ start, estimate }) => aheadMark(view, start, estimate))
  const bridge = joint
    ? [{ ...knownMark(view, joint.start, joint.value), style: AHEAD, ...flat(joint.value), bridge: true }]
    : []
  const marks: Mark[] = [...known, ...bridge, ...ahead]
  const y = {
    ...quantity(figure, marks.concat(ahead.map((mark) => ({ ...mark, c1: mark['high'] ?? null })))),
    scale: { zero: false },
  }
  const bounds = (low: string, high: string, fillOpacity: number) => ({
    transform: [{ filter: `datum.style == '${AHEAD}'` }],
    mark: { type: 'area', fillOpacity, line: false },
    encoding: { y: { ...y, field: low }, y2: { field: high } },
  })
  return {
    kind: 'band',
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width: 'container',
      height: 320,
      data: { values: marks },
      encoding: { x: timeline(time, marks) },
      layer: [
        bounds('low', 'high', 0.14),
        bounds('low80', 'high80', 0.2),
        { mark: { type: 'line' }, encoding: { y, strokeDash: dash } },
        {
          transform: [{ filter: '!datum.bridge' }],
          mark: { type: 'point', filled: true, aria: false },
          encoding: {
            y,
            tooltip: [
              { field: text(time), type: 'nominal', title: 'Period' },
              { field: text(figure), type: 'nominal', title: 'Value' },
              { field: 'interval', type: 'nominal', title: '95 % interval' },
            ],
          },
        },
      ],
    },
    alt: altOf(view),
  }
}

const dash = {
  field: 'style',
  type: 'nominal',
  scale: {
    domain: [KNOWN, AHEAD],
    range: [
      [1, 0],
      [6, 4],
    ],
  },
  legend: { title: null },
}

const flat = (at: number | null) => ({ low: at, high: at, low80: at, high80: at })

const timeColumn = (grain: string): ResultColumn => ({
  name: 'period',
  label: grain.charAt(0).toUpperCase() + grain.slice(1),
  type: 'date',
  unit: null,
  role: 'time',
  grain,
  source: 'metric_time',
})

const shown = ({ column }: ForecastView, at: number): string =>
  formatNumber(at, column.unit, { compact: true })

function knownMark(view: ForecastView, start: string, at: number | null): Mark {
  return {
    c0: epochOf(start),
    c1: at,
    t0: formatTime(start, view.grain),
    t1: at === null ? 'unknown' : shown(view, at),
    interval: '–',
    style: KNOWN,
  }
}

const aheadMark = (
  view: ForecastView,
  start: string,
  { value: at, low, high, low80, high80 }: Band,
): Mark => ({
  ...knownMark(view, start, at),
  style: AHEAD,
  low,
  high,
  low80,
  high80,
  interval: `${shown(view, low)} to ${shown(view, high)}`,
})

function altOf(view: ForecastView): string {
  const { column, history, points, grain } = view
  const first = history.find(({ value: at }) => at !== null)
  const last = history.findLast(({ value: at }) => at !== null)
  const end = points.at(-1)
  const known =
    first && last
      ? ` Known from ${shown(view, first.value ?? 0)} (${formatTime(first.start, grain)}) to ${shown(view, last.value ?? 0)} (${formatTime(last.start, grain)}).`
      : ''
  const ahead = end
    ? ` Forecast to ${shown(view, end.estimate.value)} (${formatTime(end.start, grain)}), 95 % interval ${shown(view, end.estimate.low)} to ${shown(view, end.estimate.high)}.`
    : ''
  return `Line chart of ${formatUnit(column)} by ${grain} with a forecast of ${points.length} ${points.length === 1 ? grain : `${grain}s`} and its intervals.${known}${ahead}`
}
