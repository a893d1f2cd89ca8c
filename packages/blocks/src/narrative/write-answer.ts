import type { Result } from '@numize/semantic'
import type { Answer, Narrative } from '../block.ts'
import { chooseChart } from '../chart/choose-chart.ts'
import { formatCell, formatNumber } from '../format.ts'
import { isFigure, isTime } from '../numbers.ts'
import { categories, listOfRows, seriesByCategory } from './categories.ts'
import { claimsOf, compose, type Piece } from './claims.ts'
import { oneNumber } from './one-number.ts'
import { timeSeries } from './time-series.ts'
import { filterWords, type ReadingWords } from './wording.ts'

export interface AnswerInput {
  readonly result: Result
  readonly reading: ReadingWords & { readonly presentation?: string | null }
  /** What the reader must know about the data itself, in whole sentences. */
  readonly dataNotes?: readonly string[]
}

/** The answer to a question: one or two sentences whose every figure is a cell, the chart, and the caveats. */
export function writeAnswer({ result, reading, dataNotes = [] }: AnswerInput): Answer {
  return {
    narrative: narrate(result, reading),
    chart: chooseChart(result, reading.presentation ?? null),
    caveats: [...caveatsOf(result, reading), ...dataNotes],
  }
}

/** Plain English over the cells of a result; an empty one is said to be empty, without a number. */
export function narrate(result: Result, reading: ReadingWords): Narrative {
  return compose(result.rows.length === 0 ? empty(reading) : sentences(result, reading))
}

function sentences(result: Result, reading: ReadingWords): Piece[] {
  const claims = claimsOf(result)
  if (!result.columns.some(({ role }) => role === 'metric')) return listOfRows(claims, reading)
  const times = result.columns.filter(isTime).length
  const labels = result.columns.filter((column) => !isFigure(column)).length - times
  if (times + labels === 0) return oneNumber(claims, reading)
  if (times === 0) return categories(claims, reading)
  if (times > 1) return listOfRows(claims, reading)
  return labels === 0 ? timeSeries(claims, reading) : seriesByCategory(claims, reading)
}

function empty(reading: ReadingWords): Piece[] {
  const filters = filterWords(reading).filter((words) => !/\d/.test(words))
  return filters.length === 0
    ? ['No rows match what was asked.']
    : [`No rows match: nothing was found where ${filters.join(' and ')}.`]
}

function caveatsOf(result: Result, reading: ReadingWords): string[] {
  const time = result.columns.find(isTime)
  const { incompleteFrom } = result
  return [
    ...(result.truncated
      ? [`Only the first ${count(result.rows.length)} of ${count(result.rowCount)} rows are shown.`]
      : []),
    ...(time !== undefined && incompleteFrom !== null
      ? [`${capital(formatCell(incompleteFrom, time))} is not over yet: its figures will still change.`]
      : []),
    ...unknowns(result),
    ...(reading.dropped ?? []).map(
      ({ text, reading: words }) => `Not used in this answer: ${words || text}.`,
    ),
  ]
}

const unknowns = (result: Result): string[] =>
  result.columns.flatMap((column, index) => {
    const missing = result.rows.filter((row) => (row[index] ?? null) === null).length
    return column.role === 'metric' && missing > 0 && result.rows.length > 1
      ? [`${column.label} is not known in ${count(missing)} of ${count(result.rows.length)} rows.`]
      : []
  })

const count = (value: number): string => formatNumber(value, { kind: 'count' })
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
