import { writeForecast, writeMemberForecasts } from '@numize/blocks'
import {
  type Forecasted,
  type ForecastQuestion,
  forecastMembers,
  forecastMetric,
  forecastQuestion,
  type MemberForecasts,
  type NoForecastReport,
  STEP_GRAINS,
  type StepGrain,
} from '@numize/insights'
import type { Catalog, Outcome, Reading } from '@numize/planner'
import type { MetricsPlan } from '@numize/semantic'
import type { Reply } from './conversation.ts'
import { followedForecast, saidCounted, saidPeriod } from './forecast-follow-up.ts'
import { type AheadTools, readOneMetric } from './one-metric.ts'

/** What is to come, where that is asked; the planner's question back or refusal where it does not know of what. Null of other questions. */
export async function tellForecast(question: string, tools: AheadTools): Promise<Reply | Outcome | null> {
  const { catalog, situation } = tools
  if (ownsWords(catalog)) return null
  const asked = forecastQuestion(question, { now: situation.now, calendar: catalog.calendar })
  if (!asked) {
    const followed = followedForecast(question, tools)
    return (
      followed && replyOf(followed.asked, withPeriod(followed.reading, followed.asked), followed.plan, tools)
    )
  }
  const read = readOneMetric(asked.about, tools, 'forecast revenue for next month')
  if (!('plan' in read)) return read
  return replyOf(asked, withPeriod(read.reading, asked), read.plan, tools)
}

/** A model that holds forecasts of its own is asked for them like for anything else. */
function ownsWords({ model }: Catalog): boolean {
  const names = [...model.metrics, ...model.semanticModels.flatMap(({ dimensions }) => dimensions)]
  return names.some(({ name, label }) => /forecast|predicted|projected/i.test(`${name} ${label ?? ''}`))
}

function withPeriod(reading: Reading, asked: ForecastQuestion): Reading {
  const { stated, isDeadline } = asked
  const { plan } = reading
  const said = {
    kind: 'period' as const,
    text: stated,
    reading: saidPeriod(asked),
    span: null,
  }
  const counted = { ...said, text: '', reading: saidCounted(asked) }
  return {
    ...reading,
    plan: plan.kind === 'metrics' ? { ...plan, time: null, compare: null } : plan,
    stated: stated === '' ? reading.stated : [...reading.stated, said],
    assumed: [
      ...reading.assumed,
      ...(stated === '' ? [{ ...said, reading: `the next 3 months, ${said.reading}` }] : []),
      ...(isDeadline ? [counted] : []),
    ],
  }
}

async function replyOf(
  { period, isDeadline, target }: ForecastQuestion,
  reading: Reading,
  plan: MetricsPlan,
  { catalog, situation, fetch }: AheadTools,
): Promise<Reply> {
  const grain = plan.groupBy.find((group) => group.dimension === 'metric_time')?.grain
  const others = plan.groupBy.filter(({ dimension }) => dimension !== 'metric_time')
  const input = {
    plan,
    catalog,
    fetch,
    now: situation.now,
    period,
    isDeadline,
    ...(isStep(grain) ? { grain } : {}),
    ...(target === null ? {} : { target }),
  }
  const [by, ...more] = others
  if (more.length > 0) return refused('A forecast is told by one dimension at most.')
  if (by) return repliedMembers(await forecastMembers(input, by.dimension), reading)
  return replied(await forecastMetric(input), reading)
}

const isStep = (grain: string | undefined): grain is StepGrain => STEP_GRAINS.some((one) => one === grain)

function replied(report: Forecasted | NoForecastReport, reading: Reading): Reply {
  if (report.kind === 'none') return refused(report.reason)
  const { result: source, ...forecast } = report
  const { result, answer } = writeForecast({ ...forecast, result: source }, reading)
  return { status: 'answered', reading, result, answer, forecast, suggestions: [] }
}

function repliedMembers({ members, others, result: ranking }: MemberForecasts, reading: Reading): Reply {
  const made = members.flatMap(({ forecast }) => (forecast.kind === 'forecast' ? [forecast] : []))
  const [first] = made
  if (!first) {
    const [none] = members
    return refused(none?.forecast.kind === 'none' ? none.forecast.reason : 'There is no group to forecast.')
  }
  const failed = members.flatMap(({ member, forecast }) =>
    forecast.kind === 'none' ? [`${member}: ${forecast.reason}`] : [],
  )
  const { result, answer } = writeMemberForecasts({
    result: ranking,
    column: first.column,
    period: first.period,
    members: members.map(({ member, forecast }) => ({
      member,
      total: forecast.kind === 'none' ? null : (forecast.total ?? forecast.points.at(-1)?.estimate ?? null),
    })),
    notes: [
      'Each group is forecast from its own past, so the groups need not add up to the whole.',
      ...(others > 0
        ? [`Only the ${members.length} largest groups are forecast; ${others} are left out.`]
        : []),
      ...failed,
    ],
  })
  return { status: 'answered', reading, result, answer, suggestions: [] }
}

const refused = (reason: string): Reply => ({
  status: 'refused',
  code: 'insights/no-forecast',
  reason,
  nearest: [],
})
