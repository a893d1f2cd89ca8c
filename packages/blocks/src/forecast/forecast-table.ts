import type { Cell, Result, ResultColumn } from '@numize/semantic'
import { after, type CalendarGrain, epochOf, formatPeriod, formatTime } from '../format-time.ts'
import type { Band, ForecastView } from './forecast-view.ts'
import { tidied } from './tidied.ts'

/** Columns of the table, by what they hold. */
export const COLUMN = { period: 0, known: 1, forecast: 2, low: 3, high: 4, low80: 5, high80: 6 } as const
const MOST_KNOWN_ROWS = 12

/**
 * The table that says what the chart draws: latest known periods, those to come with their bounds, and last the whole
 * period asked for. It stands on the answer it was made from, whose plan gives the known part anew.
 */
export function forecastTable(view: ForecastView): Result {
  const { result, history, points, period, total, target } = view
  const known = history.slice(-MOST_KNOWN_ROWS)
  const isStep = (start: string, end: string): boolean => start === period.start && end === period.end
  const single = points.some(({ start, end }) => isStep(start, end))
  const rows: Cell[][] = [
    ...known.map(({ start, end, value }) => [nameOf(view, start, end), value, ...none(5)]),
    ...points.map(({ start, end, estimate }, at) => [
      nameOf(view, start, end),
      at === 0 ? view.toDate : null,
      ...cellsOf(isStep(start, end) && total ? total : estimate, view.column),
    ]),
    ...(total && !single ? [[wholeName(view), view.toDate, ...cellsOf(total, view.column)]] : []),
  ]
  const columns = columnsOf(view)
  const aimed =
    target === null ? rows : rows.map((row, at) => [...row, ...targetCells(view, at === rows.length - 1)])
  return { ...result, columns, rows: aimed, rowCount: rows.length, truncated: false, incompleteFrom: null }
}

const none = (count: number): null[] => Array.from({ length: count }, () => null)

const cellsOf = ({ value, low, high, low80, high80 }: Band, column: ResultColumn): number[] =>
  [value, low, high, low80, high80].map((figure) => tidied(figure, column))

const targetCells = ({ target }: ForecastView, isLast: boolean): Cell[] =>
  target === null || !isLast ? [null, null] : [target.value, target.chance]

/** `Nov 2026`; of a step that is cut short its days. */
function nameOf({ grain }: ForecastView, start: string, end: string): string {
  const whole = after(epochOf(start) ?? 0, grain as CalendarGrain) === epochOf(end)
  return whole ? formatTime(start, grain) : formatPeriod({ start, end }).replace(/^(?:in|on|from) /, '')
}

const wholeName = ({ period }: ForecastView): string => formatPeriod(period).replace(/^(?:in|on|from) /, '')

function columnsOf({ column, target }: ForecastView): ResultColumn[] {
  const figure = (name: string, label: string): ResultColumn => ({
    ...column,
    name,
    label,
    type: 'double',
    role: 'metric',
    additive: false,
  })
  const columns: ResultColumn[] = [
    {
      name: 'period',
      label: 'Period',
      type: 'string',
      unit: null,
      role: 'dimension',
      grain: null,
      source: 'period',
    },
    figure('known', column.label),
    figure('forecast', 'Forecast'),
    figure('low_95', '95 % low'),
    figure('high_95', '95 % high'),
    figure('low_80', '80 % low'),
    figure('high_80', '80 % high'),
  ]
  return target === null
    ? columns
    : [...columns, figure('target', 'Target'), { ...figure('chance', 'Chance'), unit: { kind: 'percent' } }]
}
