import type { Result } from '@numize/semantic'
import type { Answer } from '../block.ts'
import { claimsOf, compose, type Piece } from '../narrative/claims.ts'
import { conditionsOf } from '../narrative/conditions.ts'
import { isPlural } from '../narrative/grammar.ts'
import type { ReadingWords } from '../narrative/reading-words.ts'
import { bandChart } from './band-chart.ts'
import { COLUMN, forecastTable } from './forecast-table.ts'
import type { ForecastView } from './forecast-view.ts'

/** What a face shows of a forecast: the table behind it, and sentence, chart and notes over that table. */
export function writeForecast(
  view: ForecastView,
  reading: ReadingWords,
): { readonly result: Result; readonly answer: Answer } {
  const table = forecastTable(view)
  return {
    result: table,
    answer: {
      narrative: compose(sentence(view, table, reading)),
      chart: bandChart(view),
      caveats: view.notes,
    },
  }
}

/** Every figure is a cell of the last row: the period asked for, or its last step where steps do not add up. */
function sentence(
  { column, target, toDate, result }: ForecastView,
  table: Result,
  reading: ReadingWords,
): Piece[] {
  const claims = claimsOf(table)
  const row = table.rows.length - 1
  const value = (index: number) => claims.value({ row, index })
  const { narrowing } = conditionsOf({ ...result, plan: withoutTime(result.plan) }, reading)
  const verb = isPlural(column.label) ? 'are' : 'is'
  const period = {
    ...claims.label({ row, index: COLUMN.period }),
    text: String(table.rows[row]?.[COLUMN.period] ?? ''),
  }
  return [
    `${column.label}${narrowing} ${verb} forecast at `,
    value(COLUMN.forecast),
    ' for ',
    period,
    ' (95 % interval ',
    value(COLUMN.low),
    ' to ',
    value(COLUMN.high),
    ')',
    ...(toDate === null ? [] : [', ', value(COLUMN.known), ' of it known so far']),
    '.',
    ...(target === null ? [] : [' The chance to reach ', value(7), ' is about ', value(8), '.']),
  ]
}

const withoutTime = (plan: Result['plan']): Result['plan'] =>
  plan.kind === 'metrics' ? { ...plan, time: null } : plan
