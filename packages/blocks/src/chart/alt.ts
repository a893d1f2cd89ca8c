import type { Result } from '@numize/semantic'
import { formatCell, formatUnit } from '../format.ts'
import { numberOf, percentChange } from '../numbers.ts'
import type { Field, Frame } from './frame.ts'

interface AltOptions {
  readonly what: string
  readonly metric: Field
  /** Names a row for the reader: its period or its category. */
  readonly labels: readonly Field[]
  readonly notes?: readonly (string | null)[]
}

/** What is drawn, how far it reaches, its highest and lowest mark, and (over time) where it went. */
export function altOf({ result, times }: Frame, { what, metric, labels, notes = [] }: AltOptions): string {
  const known = overRows(result, times[0]).flatMap((row) => {
    const figure = numberOf(row[metric.index])
    return figure === null ? [] : [{ row, figure }]
  })
  const name = (row: readonly (string | number | boolean | null)[]): string =>
    labels.map(({ index, column }) => formatCell(row[index] ?? null, column)).join(', ')
  const shown = (figure: number): string => formatCell(figure, metric.column, { compact: true })
  const sorted = known.toSorted((a, b) => b.figure - a.figure)
  const [highest, lowest] = [sorted[0], sorted.at(-1)]
  const by = labels.map(({ column }) => column.label).join(' and ')
  const sentences = [`${what} of ${formatUnit(metric.column)} by ${by}, ${result.rows.length} values.`]
  if (highest !== undefined && lowest !== undefined)
    sentences.push(
      `Highest ${shown(highest.figure)} (${name(highest.row)}), lowest ${shown(lowest.figure)} (${name(lowest.row)}).`,
    )
  const time = times[0]
  if (time !== undefined && labels.length === 1) sentences.push(trend(known, time))
  return [...sentences, ...notes].filter((sentence) => sentence !== null && sentence !== '').join(' ')
}

/** Rows whose period is over: one that is not says little about the highest, the lowest and the trend. */
function overRows({ rows, incompleteFrom }: Result, time: Field | undefined): Result['rows'] {
  if (time === undefined || incompleteFrom === null) return rows
  const over = rows.filter((row) => String(row[time.index]) < incompleteFrom)
  return over.length > 0 ? over : rows
}

interface KnownRow {
  readonly row: readonly (string | number | boolean | null)[]
  readonly figure: number
}

function trend(known: readonly KnownRow[], time: Field): string {
  const ordered = known.toSorted((a, b) => (String(a.row[time.index]) < String(b.row[time.index]) ? -1 : 1))
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined || first === last) return ''
  const from = formatCell(first.row[time.index] ?? null, time.column)
  const to = formatCell(last.row[time.index] ?? null, time.column)
  const change = percentChange(last.figure, first.figure)
  if (last.figure === first.figure) return `The same in ${to} as in ${from}.`
  const by = change === null ? '' : ` by ${Math.abs(change * 100).toFixed(1)} %`
  return `${last.figure > first.figure ? 'Up' : 'Down'}${by} from ${from} to ${to}.`
}
