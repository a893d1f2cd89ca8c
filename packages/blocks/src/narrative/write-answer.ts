import type { Result, ResultColumn } from '@numize/semantic'
import type { Answer, Narrative } from '../block.ts'
import { chooseChart } from '../chart/choose-chart.ts'
import { figuresInTime } from '../comparison.ts'
import { formatCell, formatNumber } from '../format.ts'
import { labelColumns } from '../label-columns.ts'
import { isPeriod, isTime } from '../numbers.ts'
import { categories, seriesByCategory } from './categories.ts'
import { claimsOf, compose, type Piece } from './claims.ts'
import { conditionsOf } from './conditions.ts'
import { capital } from './grammar.ts'
import { listOfRows } from './list-of-rows.ts'
import { nounOfModel } from './nouns.ts'
import { oneNumber } from './one-number.ts'
import type { ReadingWords } from './reading-words.ts'
import { sampleCaveats, sampleSentence } from './sample.ts'
import { timeSeries } from './time-series.ts'

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
  const told = result.rows.length === 0 ? empty(result, reading) : sentences(result, reading)
  const sample = sampleSentence(result)
  return compose(sample === null ? told : [...told, ` ${sample}`])
}

function sentences(result: Result, reading: ReadingWords): Piece[] {
  const claims = claimsOf(result)
  const conditions = conditionsOf(result, reading)
  if (!result.columns.some(({ role }) => role === 'metric')) return listOfRows(claims, conditions)
  const labels = labelColumns(result).flatMap((index) => result.columns[index] ?? [])
  const times = labels.filter(isPeriod).length
  if (labels.length === 0) return oneNumber(claims, conditions)
  if (times === 0 || (times === 1 && isRanked(result))) return categories(claims, conditions)
  if (times > 1) return listOfRows(claims, conditions)
  return labels.length === 1 ? timeSeries(claims, conditions) : seriesByCategory(claims, conditions)
}

/** Whether the plan keeps the first rows of all by a metric: periods are then a ranking, not a course. */
function isRanked({ plan, columns }: Result): boolean {
  if (plan.kind !== 'metrics' || (plan.top?.per.length ?? 0) > 0) return false
  const by = plan.top?.by ?? (plan.limit === null ? undefined : plan.orderBy[0]?.by)
  return columns.some(({ name, role }) => role === 'metric' && name === by)
}

function empty(result: Result, reading: ReadingWords): Piece[] {
  const hidden = result.explanation.hiddenGroups
  if (hidden) return [`What was asked is not shown: too few ${hidden.of} stand behind it.`]
  const { narrowing, period } = conditionsOf(result, reading)
  const { plan } = result
  const noun = plan.kind === 'list' && !plan.also ? nounOfModel(plan.root).many : 'rows'
  const told = [narrowing, period].filter((words) => !/\d/.test(words)).join('')
  return [told === '' ? `No ${noun} match what was asked.` : `No ${noun} were found${told}.`]
}

function caveatsOf(result: Result, reading: ReadingWords): string[] {
  const time = result.columns.find(isTime)
  const { incompleteFrom } = result
  return [
    ...(result.truncated
      ? [`Only the first ${count(result.rows.length)} of ${count(result.rowCount)} rows are shown.`]
      : []),
    ...(time !== undefined && incompleteFrom !== null && hasFigures(result, time, incompleteFrom)
      ? [`${capital(formatCell(incompleteFrom, time))} is not over yet: its figures will still change.`]
      : []),
    ...sampleCaveats(result),
    ...leftOut(result),
    ...unknowns(result),
    ...(result.explanation.origins ?? []).flatMap(({ problems }) => problems),
    ...(reading.dropped ?? []).map(
      ({ text, reading: words }) => `Not used in this answer: ${words || text}.`,
    ),
  ]
}

/** Groups that nobody may know of, and what is kept back so that they cannot be worked out. */
function leftOut({ explanation: { hiddenGroups }, rows }: Result): string[] {
  if (!hiddenGroups) return []
  const { groups, size, of } = hiddenGroups
  const why = `fewer than ${count(size)} ${of}`
  if (rows.length === 0)
    return [`Nothing that rests on ${why}, or would tell it by its difference, is shown.`]
  return groups === 1
    ? [`1 group with ${why} is not shown.`]
    : [`${count(groups)} groups with ${why}, or that would give such a group away, are not shown.`]
}

/** Whether anything of the period that is not over is shown. */
function hasFigures(result: Result, time: ResultColumn, from: string): boolean {
  const index = result.columns.indexOf(time)
  return result.rows.some((row) => String(row[index]) >= from && !lacks(result, row))
}

const lacks = ({ columns }: Result, row: Result['rows'][number]): boolean =>
  columns.some(({ role }, index) => role === 'metric' && (row[index] ?? null) === null)

/** Figures missing of rows that are over; where periods are compared, rows of the earlier one alone are no gap. */
const unknowns = (result: Result): string[] =>
  result.columns.flatMap((column, index) => {
    if (column.role !== 'metric' || result.rows.length < 2) return []
    const previous = figuresInTime(result, index)?.earlier
    const missing = result.rows.filter(
      (row) =>
        (row[index] ?? null) === null &&
        isOver(result, row) &&
        (previous === undefined || (row[previous] ?? null) === null),
    ).length
    if (missing === 0) return []
    return [`${column.label} is not known in ${count(missing)} of ${count(result.rows.length)} rows.`]
  })

function isOver({ columns, incompleteFrom }: Result, row: Result['rows'][number]): boolean {
  const time = columns.findIndex(isTime)
  return time < 0 || incompleteFrom === null || String(row[time]) < incompleteFrom
}

const count = (value: number): string => formatNumber(value, { kind: 'count' })
