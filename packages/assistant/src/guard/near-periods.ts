import { formatPeriod, formatTime } from '@numize/blocks'
import type { Reading } from '@numize/planner'
import {
  emptyListPlan,
  emptyMetricsPlan,
  type Model,
  type Plan,
  type QuestionPlan,
  type TimeRange,
} from '@numize/semantic'
import { rowsAsked } from './filter-texts.ts'
import { type CheckTools, type Finding, type NearQuestions, noted } from './finding.ts'
import { isEmpty } from './is-empty.ts'

const CHECK = 'period'

/** Says where the period asked about reaches beyond the data there is. */
export function periodOfData({ reading: { plan }, catalog: { dataRange }, now }: CheckTools): Finding | null {
  if (plan.time === null || plan.time.dimension !== undefined || dataRange === null) return null
  const { start, end } = plan.time
  const until = [end ?? now, now].map(dayOf).toSorted()[0] ?? ''
  const told = [
    ...(start !== null && dayOf(start) < dataRange.start
      ? [`The data begins on ${inWords(dataRange.start)}, after the period asked about began.`]
      : []),
    ...(until > dayAfter(dataRange.end)
      ? [`The data ends on ${inWords(dataRange.end)}, before the period asked about was over.`]
      : []),
  ]
  return told.length === 0 ? null : noted(CHECK, told.join(' '))
}

/** Where a period lies beyond all rows there are: the same question of the nearest that has some. Null elsewhere. */
export async function nearPeriods(tools: CheckTools): Promise<NearQuestions | null> {
  const { reading } = tools
  const { plan } = reading
  const { time } = plan
  if (time === null || time.start === null || time.end === null) return null
  const span = { start: time.start, end: time.end }
  const found = await nearestDay(tools, time, span)
  const near = found && periodAround(found.day, span)
  if (!found || !near) return null
  const other = { ...plan, time: { ...time, ...near } }
  const result = await tools.fetch(other)
  if (!result || isEmpty(result)) return null
  const words = formatPeriod(near)
  const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  return {
    question: `There are no rows in the period asked about. ${found.words} of ${inWords(found.day)}.`,
    options: [{ label, reading: withPeriod(reading, other, words) }],
  }
}

/** The last day with rows where the period lies after all of them, the first where it lies before; null within them. */
async function nearestDay(
  tools: CheckTools,
  time: TimeRange,
  { start, end }: Span,
): Promise<{ readonly day: string; readonly words: string } | null> {
  const before = await dayWithRows(tools, { ...time, start: null, end: start }, 'desc')
  const after = await dayWithRows(tools, { ...time, start: end, end: null }, 'asc')
  if (before !== null && after !== null) return null
  if (after !== null) return { day: after, words: 'The first rows after it are' }
  const { dataRange } = tools.catalog
  const isOutside = dataRange !== null && start > dataRange.end
  const words = isOutside ? 'The data ends before it, and the last rows are' : 'The last rows before it are'
  return before === null ? null : { day: before, words }
}

/** The last or first day of a stretch of time that has rows under the same filters. */
async function dayWithRows(
  { reading: { plan }, catalog, fetch }: CheckTools,
  time: TimeRange,
  direction: 'asc' | 'desc',
): Promise<string | null> {
  const asked = daysOf(plan, catalog.model, time)
  const found = asked && (await fetch({ ...asked, orderBy: [{ by: DAY, direction }], limit: 1 }))
  const cell = found?.rows[0]?.[0]
  return typeof cell === 'string' ? dayOf(cell) : null
}

const DAY = 'numize_day'

function daysOf(plan: QuestionPlan, model: Model, time: TimeRange): Extract<Plan, { limit: unknown }> | null {
  const root = rowsAsked(plan, model)
  const owner = model.semanticModels.find(({ name }) => name === root)
  const dated =
    time.dimension ??
    (owner?.primaryEntity && owner.defaultTimeDimension
      ? `${owner.primaryEntity}__${owner.defaultTimeDimension}`
      : null)
  if (plan.kind === 'metrics' && time.dimension === undefined)
    return {
      ...emptyMetricsPlan,
      metrics: plan.metrics,
      where: plan.where,
      time,
      groupBy: [{ dimension: 'metric_time', grain: 'day', as: DAY }],
    }
  if (root === null || dated === null) return null
  const known = { kind: 'null' as const, field: { dimension: dated }, negate: true }
  return {
    ...emptyListPlan(root),
    columns: [{ dimension: dated, grain: 'day', as: DAY }],
    distinct: true,
    where: [...plan.where, known],
    time,
  }
}

interface Span {
  readonly start: string
  readonly end: string
}

/** The stretch as long as `span` that holds `day` and begins whole lengths before or after it. */
function periodAround(day: string, span: Span): Span | null {
  const months = wholeMonths(span)
  const start = dayOf(span.start)
  if (months > 0) {
    const steps = Math.floor(monthsBetween(start, day) / months)
    const from = addMonths(start, steps * months)
    return { start: from, end: addMonths(from, months) }
  }
  const days = daysBetween(start, dayOf(span.end))
  if (days < 1) return null
  const from = addDays(start, Math.floor(daysBetween(start, day) / days) * days)
  return { start: from, end: addDays(from, days) }
}

const wholeMonths = ({ start, end }: Span): number =>
  dayOf(start).endsWith('-01') && dayOf(end).endsWith('-01') ? monthsBetween(dayOf(start), dayOf(end)) : 0

const monthsBetween = (a: string, b: string): number =>
  (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))

const DAY_MS = 86_400_000
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOfMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const addDays = (day: string, count: number): string => dayOfMs(msOf(day) + count * DAY_MS)
const dayAfter = (day: string): string => addDays(day, 1)
const daysBetween = (a: string, b: string): number => Math.round((msOf(b) - msOf(a)) / DAY_MS)
const dayOf = (moment: string): string => moment.slice(0, 10)

function addMonths(day: string, count: number): string {
  const date = new Date(msOf(day))
  date.setUTCMonth(date.getUTCMonth() + count)
  return date.toISOString().slice(0, 10)
}

const inWords = (day: string): string => formatTime(day, 'day')

const withPeriod = (reading: Reading, plan: QuestionPlan, words: string): Reading => ({
  ...reading,
  plan,
  stated: reading.stated.map((part) => (part.kind === 'period' ? { ...part, reading: words } : part)),
})
