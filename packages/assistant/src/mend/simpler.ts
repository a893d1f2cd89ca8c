import type { Catalog, Part, Reading } from '@numize/planner'
import type { GroupBy, MetricsPlan, QuestionPlan, TimeRange } from '@numize/semantic'
import type { Failure } from './failure.ts'

/** A question made easier to answer, and what was given up for it, in words. */
export interface Simpler {
  readonly rung: Rung
  readonly reading: Reading
  readonly words: string
}

export type Rung = 'again' | 'figures' | 'grain' | 'period' | 'rows'

/** What helps against which failure, the least loss first. */
const RUNGS: Readonly<Record<Failure, readonly Rung[]>> = {
  lost: ['again', 'grain', 'period', 'rows'],
  tooMuch: ['grain', 'period', 'rows', 'figures'],
  value: ['figures', 'period'],
}

interface Setting {
  readonly catalog: Catalog
  /** Local moment of asking. */
  readonly now: string
  readonly tried: ReadonlySet<Rung>
}

/** The next simpler form of a question after a failure; null where there is none. */
export function simpler(reading: Reading, failure: Failure, setting: Setting): Simpler | null {
  for (const rung of RUNGS[failure].filter((one) => !setting.tried.has(one))) {
    const step = STEPS[rung](reading.plan, setting)
    if (step) return { rung, words: step.words, reading: rung === 'again' ? reading : given(reading, step) }
  }
  return null
}

interface Step {
  readonly plan: QuestionPlan
  readonly words: string
  /** The kind of part that is no longer as it was asked. */
  readonly kind: Part['kind']
}

const STEPS: Readonly<Record<Rung, (plan: QuestionPlan, setting: Setting) => Step | null>> = {
  again: (plan) => ({ plan, words: 'the same again on a new engine', kind: 'presentation' }),
  figures: withoutFigures,
  grain: coarser,
  period: shorter,
  rows: fewer,
}

/** What was asked and is given up is told as not applied; what takes its place as assumed. */
function given(reading: Reading, { plan, words, kind }: Step): Reading {
  const assumed: Part = {
    kind,
    text: '',
    reading: `${words}: the whole question could not be carried out`,
    span: null,
  }
  const lost = reading.stated.filter((part) => part.kind === kind)
  return {
    ...reading,
    plan,
    stated: reading.stated.filter((part) => part.kind !== kind),
    assumed: [...reading.assumed, assumed],
    dropped: [...reading.dropped, ...lost],
  }
}

function withoutFigures(plan: QuestionPlan): Step | null {
  if (plan.kind !== 'metrics') return null
  const { share = [], window = [], compare, ...rest } = plan
  if (share.length + window.length === 0 && compare === null) return null
  const names = [...share, ...window].map(({ of, as }) => as ?? `${of}__`)
  const used = JSON.stringify([plan.orderBy, plan.having, plan.top])
  if (/__(?:previous|change)/.test(used) || names.some((name) => used.includes(name))) return null
  const words = compare === null ? 'Without shares and running figures' : 'Without the comparison'
  return { plan: { ...rest, compare: null }, words, kind: 'comparison' }
}

const COARSER: Readonly<Record<string, string>> = {
  second: 'hour',
  minute: 'hour',
  hour: 'day',
  day: 'month',
  week: 'month',
  month: 'quarter',
  quarter: 'year',
}

function coarser(plan: QuestionPlan): Step | null {
  if (plan.kind !== 'metrics') return null
  const at = plan.groupBy.findIndex(({ grain }) => grain !== undefined && COARSER[grain] !== undefined)
  const group = plan.groupBy[at]
  const wider = COARSER[group?.grain ?? '']
  if (!group || wider === undefined || isNamed(group, plan)) return null
  return {
    plan: { ...plan, groupBy: plan.groupBy.with(at, { ...group, grain: wider }) },
    words: `By ${wider} instead of by ${group.grain}`,
    kind: 'grain',
  }
}

/** Whether an order or a limit speaks of the column a group becomes. */
const isNamed = ({ dimension }: GroupBy, { orderBy, having, top, share, window }: MetricsPlan): boolean =>
  JSON.stringify([orderBy, having, top, share, window]).includes(dimension)

const DAY_MS = 86_400_000
const LENGTHS = [365, 31, 7]

/** The end of the period: the last 365 days of it, or 31, or 7. */
function shorter(plan: QuestionPlan, setting: Setting): Step | null {
  if (plan.kind === 'metrics' && plan.compare !== null) return null
  const known = periodOf(plan.time, plan.kind === 'metrics', setting)
  const length = LENGTHS.find((one) => known !== null && one < known.days)
  if (!known || length === undefined) return null
  const time = { ...plan.time, start: dayPlus(known.end, -length), end: plan.time?.end ?? null }
  return { plan: { ...plan, time }, words: `Only the last ${length} days of the period`, kind: 'period' }
}

/** The last day of data within a plan's period, exclusive, and how long it is; null where no period can be set. */
function periodOf(
  time: TimeRange | null,
  isDated: boolean,
  { catalog: { dataRange }, now }: Setting,
): { readonly end: string; readonly days: number } | null {
  if (time === null && !(isDated && dataRange)) return null
  const { start, end: until } = time ?? { start: null, end: null }
  const ends = [until ?? now, now, ...(dataRange ? [dayPlus(dataRange.end, 1)] : [])]
  const end = ends.map((one) => one.slice(0, 10)).toSorted()[0] ?? now
  const from = start ?? dataRange?.start
  return {
    end,
    days: from ? (Date.parse(end) - Date.parse(from.slice(0, 10))) / DAY_MS : Number.POSITIVE_INFINITY,
  }
}

const dayPlus = (day: string, count: number): string =>
  new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)

const MOST_ROWS = 1000
const MOST_GROUPS = 100

function fewer(plan: QuestionPlan): Step | null {
  if (plan.kind === 'list')
    return plan.limit === null
      ? { plan: { ...plan, limit: MOST_ROWS }, words: 'Only the first 1,000 rows', kind: 'limit' }
      : null
  const [first] = plan.orderBy
  if (plan.groupBy.length === 0 || plan.limit !== null || plan.top !== null || !first) return null
  return { plan: { ...plan, limit: MOST_GROUPS }, words: 'Only the first 100 groups', kind: 'limit' }
}
