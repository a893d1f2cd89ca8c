import { tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import { METRIC_WORDS } from '../findings/health-findings.ts'
import { SLO_METRICS } from '../health/health-metrics.ts'
import { windowOf } from '../measure-facts.ts'
import { shownMetric } from '../output/words.ts'
import type { Figure } from './draw-figure.ts'
import { COLOURS } from './palette.ts'

/** Facts by objectives: each cell its figure, coloured by whether the objective is met. */
export function objectivesFigure(report: Report): Figure | null {
  const cells = cellsOf(report)
  if (cells.length === 0) return null
  const { slos } = report.config.report
  const limits = SLO_METRICS.map((name) => ({
    metric: METRIC_WORDS[name].label,
    limit: `at most ${shownMetric(name, slos[name])}`,
  }))
  const { from, to } = windowOf(report.facts)
  const missed = cells.filter(({ state }) => state === 'missed').length
  return {
    name: 'objectives',
    title: 'Data objectives',
    alt: `Table of ${cells.length} figures, ${missed} of which miss their objective.`,
    spec: {
      title: {
        text: 'Data objectives by table',
        subtitle: `${from} to ${to}. Each figure against its objective.`,
      },
      width: 680,
      height: { step: 46 },
      data: { values: cells },
      layer: [
        {
          mark: { type: 'rect', cornerRadius: 6, stroke: '#fff', strokeWidth: 6 },
          encoding: { x, y, color: stateColour({ met: '#e3f4ec', missed: '#fbe3e1', none: '#f1f5fc' }) },
        },
        {
          mark: { type: 'text', fontSize: 14, fontWeight: 600 },
          encoding: {
            x,
            y,
            text: { field: 'shown' },
            color: stateColour({ met: COLOURS.good, missed: COLOURS.bad, none: COLOURS.dim }),
          },
        },
        head(limits, { field: 'metric', dy: -22, fontSize: 12, fontWeight: 600, color: COLOURS.soft }),
        head(limits, { field: 'limit', dy: -6, fontSize: 11, color: COLOURS.dim }),
      ],
    } as never,
  }
}

const cellsOf = ({ facts, config }: Report) =>
  facts.tables
    .filter(({ kind }) => kind === 'fact')
    .flatMap(({ table, metrics }) =>
      SLO_METRICS.map((name) => {
        const value = metrics[name]
        const isMet = value !== null && value <= config.report.slos[name]
        return {
          table: capital(tableName(table)),
          metric: METRIC_WORDS[name].label,
          shown: value === null ? 'not measured' : shownMetric(name, value),
          state: value === null ? 'not measured' : isMet ? 'met' : 'missed',
        }
      }),
    )

const x = {
  field: 'metric',
  type: 'nominal',
  sort: SLO_METRICS.map((name) => METRIC_WORDS[name].label),
  title: null,
  axis: null,
}
const y = {
  field: 'table',
  type: 'nominal',
  sort: null,
  title: null,
  axis: { labelFontSize: 13, domain: false, labelLimit: 260 },
}

const head = (
  values: readonly object[],
  { field, ...mark }: { readonly field: string } & Record<string, unknown>,
) => ({
  data: { values },
  mark: { type: 'text', baseline: 'bottom', ...mark },
  encoding: { x, y: { value: 0 }, text: { field } },
})

const stateColour = (colours: { readonly met: string; readonly missed: string; readonly none: string }) => ({
  condition: [
    { test: "datum.state === 'met'", value: colours.met },
    { test: "datum.state === 'missed'", value: colours.missed },
  ],
  value: colours.none,
})

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
