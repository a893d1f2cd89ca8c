import { tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { METRIC_WORDS } from '../findings/health-findings.ts'
import { SLO_METRICS, type SloMetric } from '../health/health-metrics.ts'
import { shownMetric } from '../output/words.ts'
import { isoDay } from '../warehouse/zone-days.ts'
import type { Figure } from './draw-figure.ts'
import { capital } from './objectives-figure.ts'
import { COLOURS } from './palette.ts'

/** Each objective day by day for the facts that are loaded, with its limit and the report's window shaded. */
export function healthFigure({ facts, config }: Report): Figure | null {
  const tables = facts.tables.filter(({ kind, counts }) => kind === 'fact' && counts.contract.loaded !== null)
  const marks = tables.flatMap(({ table, daily }) =>
    daily.flatMap((day) =>
      SLO_METRICS.flatMap((name) => {
        const value = day[name]
        return value === null
          ? []
          : [{ table: capital(tableName(table)), day: day.day, metric: name, value: shown(name, value) }]
      }),
    ),
  )
  if (marks.length === 0) return null
  const window = { from: isoDay(facts.window.from), to: isoDay(facts.window.to) }
  const panels = SLO_METRICS.map((name, index) =>
    panel(name, {
      values: marks.filter((mark) => mark.metric === name),
      limit: config.report.slos[name],
      window,
      tables: tables.map(({ table }) => capital(tableName(table))),
      hasLegend: index === 0,
    }),
  )
  return {
    name: 'daily_health',
    title: 'Data health by day',
    alt: `Four line charts of ${tables.length} tables: null keys, broken references, repeated rows and ingest lag by day, each with its objective.`,
    spec: {
      title: {
        text: 'Data health by day',
        subtitle: `Three months to ${window.to}. Dashed: the objective. Shaded: the days of this report.`,
      },
      concat: panels,
      columns: 2,
      bounds: 'flush',
      spacing: { row: 84, column: 70 },
      resolve: { legend: { color: 'shared' } },
    } as never,
  }
}

const shown = (name: SloMetric, value: number): number =>
  name === 'p95_ingest_lag_min' ? value : value / 100

interface Panel {
  readonly values: readonly object[]
  readonly limit: number
  readonly window: { readonly from: string; readonly to: string }
  readonly tables: readonly string[]
  readonly hasLegend: boolean
}

function panel(name: SloMetric, { values, limit, window, tables }: Panel): object {
  const { label } = METRIC_WORDS[name]
  const isLag = name === 'p95_ingest_lag_min'
  const x = {
    field: 'day',
    type: 'temporal',
    scale: { type: 'utc' },
    title: null,
    axis: { format: '%-d %b', tickCount: 4, grid: false },
  }
  return {
    title: {
      text: isLag ? `${label} (minutes)` : label,
      subtitle: `objective: at most ${shownMetric(name, limit)}`,
      fontSize: 13.5,
      subtitleColor: COLOURS.bad,
      subtitleFontSize: 11.5,
      subtitlePadding: 4,
      offset: 10,
      frame: 'group',
      anchor: 'start',
    },
    width: 390,
    height: 170,
    layer: [
      {
        data: { values: [window] },
        mark: { type: 'rect', color: COLOURS.accent, opacity: 0.07 },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' } },
      },
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 1.8, clip: true },
        encoding: {
          x,
          y: {
            field: 'value',
            type: 'quantitative',
            title: null,
            scale: { zero: true, nice: 4 },
            axis: { format: isLag ? ',d' : '~%', tickCount: 4 },
          },
          color: { field: 'table', type: 'nominal', title: null, scale: { domain: tables } },
        },
      },
      {
        data: { values: [{ limit: shown(name, limit) }] },
        mark: { type: 'rule', color: COLOURS.bad, strokeDash: [5, 4], strokeWidth: 1.4 },
        encoding: { y: { field: 'limit', type: 'quantitative' } },
      },
    ],
  }
}
