import { formatPeriod } from '@numize/blocks'
import type { DiveReport } from '@numize/insights'
import type { Catalog, Planner, Reading } from '@numize/planner'
import {
  emptyMetricsPlan,
  type MetricsPlan,
  type Model,
  modelsOfMetric,
  type Plan,
  type QuestionPlan,
  reachableDimensions,
} from '@numize/semantic'
import { planShape } from './memory/plan-shape.ts'

const MAX_EXAMPLES = 8
const MAX_FOLLOW_UPS = 4

/** Questions a newcomer may start with: only those this planner reads without asking back. */
export function exampleQuestions(catalog: Catalog, planner: Planner, now: string): readonly string[] {
  const candidates = [...catalog.examples, ...madeUp(catalog.model)]
  const found: string[] = []
  for (const question of candidates) {
    if (found.length === MAX_EXAMPLES) break
    if (planner.plan(question, { now, previous: null }).kind === 'reading') found.push(question)
  }
  return found
}

/** What may be asked next. */
export type FollowUps = (reading: Reading, now: string) => readonly string[]

const MOST_SHAPES = 500

/** What may be asked next, found once for answers that differ only in values, periods and numbers of rows. */
export function createFollowUps(catalog: Catalog, planner: Planner): FollowUps {
  const known = new Map<string, readonly string[]>()
  return (reading, now) => {
    const shape = `${reading.presentation} ${planShape(reading.plan)}`
    const found = known.get(shape) ?? followUps(reading, catalog, planner, now)
    known.delete(shape)
    known.set(shape, found)
    const [oldest] = known.keys()
    if (known.size > MOST_SHAPES && oldest !== undefined) known.delete(oldest)
    return found
  }
}

/** Each is read as a follow-up first, so that no suggestion leads nowhere. */
function followUps(reading: Reading, catalog: Catalog, planner: Planner, now: string): readonly string[] {
  const found: string[] = []
  for (const question of nextQuestions(reading.plan, catalog)) {
    if (found.length === MAX_FOLLOW_UPS) break
    const outcome = planner.plan(question, { now, previous: reading })
    if (outcome.kind === 'reading' && outcome.reading.dropped.length === 0) found.push(question)
  }
  return found
}

function nextQuestions(plan: QuestionPlan, catalog: Catalog): readonly string[] {
  if (plan.kind === 'list') return ['how many are there']
  const grouped = new Set(plan.groupBy.map(({ dimension }) => dimension.split('__').at(-1)))
  const byTime = plan.groupBy.some(({ dimension }) => dimension === 'metric_time')
  const breakdowns = labelsToGroupBy(plan, catalog)
    .filter(({ name }) => !grouped.has(name))
    .map(({ label }) => `by ${label.toLowerCase()}`)
  return distinct([
    ...(plan.compare === null ? ['compared to last year'] : []),
    ...breakdowns.slice(0, 2),
    ...(byTime ? [] : ['by month']),
    ...(plan.groupBy.length > 0 && plan.top === null ? ['top 5'] : []),
    ...breakdowns.slice(2),
  ])
}

const distinct = (questions: readonly string[]): readonly string[] => [...new Set(questions)]

function labelsToGroupBy(plan: MetricsPlan, catalog: Catalog) {
  const fact = factOf(plan, catalog.model)
  if (fact === null) return []
  return reachableDimensions(catalog.model, fact).flatMap(({ model, dimension }) => {
    const owner = catalog.model.semanticModels.find(({ name }) => name === model)
    const found = owner?.dimensions.find(({ name }) => name === dimension)
    const values = catalog.values.find((column) => column.model === model && column.dimension === dimension)
    const handy =
      values !== undefined && values.complete && values.values.length >= 2 && values.values.length <= 40
    return found && handy ? [{ name: found.name, label: found.label ?? found.name.replaceAll('_', ' ') }] : []
  })
}

function factOf(plan: MetricsPlan, model: Model): string | null {
  const first = plan.metrics[0]
  if (first === undefined || !('metric' in first)) return null
  return modelsOfMetric(model, first.metric)[0] ?? null
}

/** Plain questions that fit any model: counts, and averages or totals by a category. */
const madeUp = (model: Model): readonly string[] =>
  model.semanticModels.flatMap((owner) => {
    const rows = (owner.label ?? owner.name).replaceAll('_', ' ').toLowerCase()
    const category = owner.dimensions.find(
      ({ kind, dataType, extras }) =>
        kind === 'categorical' && dataType === 'string' && extras.hidden !== true && extras.display !== true,
    )
    const amount = owner.dimensions.find(({ extras }) => extras.aggregations?.includes('average') === true)
    const words = (thing: { label: string | null; name: string }) =>
      (thing.label ?? thing.name.replaceAll('_', ' ')).toLowerCase()
    return [
      `how many ${rows} are there`,
      ...(category ? [`how many ${rows} by ${words(category)}`] : []),
      ...(amount && category ? [`average ${words(amount)} by ${words(category)}`] : []),
    ]
  })

const MOST_AFTER_DIVE = 3

/** What may be asked after a dive, of what it found first; each is read first, so that none leads nowhere. */
export function questionsAfter(
  { change, evidence, verdict }: DiveReport,
  { catalog, planner }: { readonly catalog: Catalog; readonly planner: Planner },
  now: string,
): readonly string[] {
  const label = change.label.toLowerCase()
  const period = formatPeriod(change.period)
  const members = evidence.flatMap(({ kind, plan }) => (kind === 'driver' ? membersOf(plan) : []))
  const reads = (question: string): boolean => {
    const outcome = planner.plan(question, { now, previous: null })
    return outcome.kind === 'reading' && outcome.reading.dropped.length === 0
  }
  const asked = [
    ...members.map((member) => `${label} for ${member} by day ${period}`),
    ...(verdict === 'noise'
      ? []
      : labelsOf(change.metric, catalog).map((by) => `${label} by ${by} ${period}`)),
  ].filter(reads)
  return distinct(asked).slice(0, MOST_AFTER_DIVE)
}

const membersOf = (plan: Plan | null): readonly string[] =>
  plan?.kind === 'metrics'
    ? plan.where.flatMap((filter) =>
        filter.kind === 'compare' && typeof filter.value === 'string' ? [filter.value] : [],
      )
    : []

const labelsOf = (metric: string, catalog: Catalog): readonly string[] =>
  labelsToGroupBy({ ...emptyMetricsPlan, metrics: [{ metric }] }, catalog).map(({ label }) =>
    label.toLowerCase(),
  )
