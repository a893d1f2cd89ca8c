import type { Unit } from '@numize/semantic'
import { type Field, type Mark, titleOf, value } from './frame.ts'

/** A quantitative channel with a titled axis whose ticks are short: `$1.2M`, `35%`, `1,200`. */
export function quantity(field: Field, marks: readonly Mark[]) {
  return {
    field: value(field),
    type: 'quantitative' as const,
    title: titleOf(field),
    axis: tickFormat(field.column.unit, marks, value(field)),
  }
}

/** d3 writes billions as `G`: only this constant expression, never data, reaches the axis. */
export function tickFormat(unit: Unit | null, marks: readonly Mark[], key: string) {
  if (unit?.kind === 'percent') return { format: '~%' }
  const largest = marks.reduce((most, mark) => Math.max(most, Math.abs(Number(mark[key] ?? 0))), 0)
  const symbol = unit?.kind === 'money' && unit.currency === 'USD' ? '$' : ''
  return largest >= 1000
    ? { labelExpr: `replace(format(datum.value, '${symbol}.3~s'), 'G', 'B')` }
    : { format: `${symbol},.3~f` }
}

/** The unit's own legend format, for colours that encode a quantity. */
export const legendFormat = (unit: Unit | null): { format: string } => ({
  format:
    unit?.kind === 'percent' ? '~%' : unit?.kind === 'money' && unit.currency === 'USD' ? '$.3~s' : '.3~s',
})

const TIME_FORMATS: Readonly<Record<string, string>> = {
  year: '%Y',
  quarter: 'Q%q %Y',
  month: '%b %Y',
  hour: '%-d %b %H:%M',
  minute: '%-d %b %H:%M',
  second: '%H:%M:%S',
}

const MAX_OWN_TICKS = 14

/** A time channel in UTC (cells are local already), ticked at the data's own periods while they fit. */
export function timeline(field: Field, marks: readonly Mark[]) {
  const periods = [...new Set(marks.map((mark) => mark[value(field)]))].filter((at) => at !== null)
  const format = TIME_FORMATS[field.column.grain ?? 'day'] ?? '%-d %b %Y'
  return {
    field: value(field),
    type: 'temporal' as const,
    title: field.column.label,
    scale: { type: 'utc' },
    axis: {
      format,
      labelOverlap: true,
      ...(periods.length <= MAX_OWN_TICKS ? { values: periods.map((at) => moment(Number(at))) } : {}),
    },
  }
}

/** A moment as Vega-Lite wants it among axis values, where a bare number would be read as a year. */
function moment(at: number) {
  const date = new Date(at)
  return {
    utc: true,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    date: date.getUTCDate(),
    hours: date.getUTCHours(),
    minutes: date.getUTCMinutes(),
    seconds: date.getUTCSeconds(),
  }
}
