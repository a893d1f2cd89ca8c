import { writeExperiment } from '@numize/blocks'
import {
  type ExperimentReport,
  experimentQuestion,
  type FoundVariants,
  findDimension,
  findUnit,
  findVariants,
  type NoExperiment,
  runExperiment,
} from '@numize/insights'
import type { Catalog, Outcome, Reading } from '@numize/planner'
import type { MetricsPlan, Result } from '@numize/semantic'
import type { Reply } from './conversation.ts'
import { type AheadTools, type OneMetric, readOneMetric } from './one-metric.ts'

/** An experiment asked for by name, not in a sentence. */
export interface ExperimentAsked {
  /** The goal with its filters and period, in words: "conversion last month". */
  readonly about: string
  /** The dimension whose values are the variants. */
  readonly variant: string
  /** Absent: the value called control, A, v1, off …, else the first. */
  readonly control?: string
  readonly treatments: readonly string[]
  readonly unit?: string
  readonly guardrails: readonly string[]
  readonly segments: readonly string[]
  /** Days of the units' own past. */
  readonly beforeDays?: number
  readonly split: readonly number[]
}

const EXAMPLE = 'did v2 do better than v1 on conversion'
const CONTROL = /^(?:control|a|v?1|v?0|off|false|old|baseline|original)$/i
const MOST_BEFORE_DAYS = 28

/** Which of two variants does better, where that is asked and the names are values of one dimension; null of other questions. */
export async function tellExperiment(question: string, tools: AheadTools): Promise<Reply | Outcome | null> {
  const asked = experimentQuestion(question)
  if (!asked) return null
  const read = readOneMetric(asked.about, tools, EXAMPLE)
  if (!('plan' in read)) return null
  const variants = findVariants([asked.control, asked.treatment], read.metric, tools.catalog)
  if (!variants) return null
  const [control = '', treatment = ''] = variants.values
  return run(
    read,
    { variants, control, treatments: [treatment], guardrails: [], segments: [], split: [] },
    tools,
  )
}

/** The same by name. */
export async function replyExperiment(asked: ExperimentAsked, tools: AheadTools): Promise<Reply | Outcome> {
  const read = readOneMetric(asked.about, tools, EXAMPLE)
  if (!('plan' in read)) return read
  const variants = findDimension(asked.variant, read.metric, tools.catalog)
  if (!variants)
    return refused(
      `${read.metric} cannot be grouped by ${asked.variant}; name a dimension of it that holds the variants.`,
    )
  const control =
    asked.control ?? variants.values.find((value) => CONTROL.test(value)) ?? variants.values[0] ?? ''
  const segments = asked.segments.map((name) => findDimension(name, read.metric, tools.catalog)?.ref ?? name)
  return run(read, { ...asked, variants, control, segments }, tools)
}

type Setup = Omit<ExperimentAsked, 'about' | 'variant' | 'control'> & {
  readonly variants: FoundVariants
  readonly control: string
}

async function run(read: OneMetric, setup: Setup, { catalog, fetch }: AheadTools): Promise<Reply> {
  const { variants, control } = setup
  const unit = findUnit(setup.unit ?? null, read.metric, variants, catalog)
  if (unit === null)
    return refused(
      'Say what is assigned to the variants, for instance --unit user: no such entity was found.',
    )
  const period = periodOf(read.plan)
  const report = await runExperiment({
    goal: read.metric,
    guardrails: setup.guardrails,
    variant: variants.ref,
    control,
    treatments: setup.treatments,
    unit,
    exposure: exposureOf(variants, catalog),
    where: read.plan.where,
    period,
    before: beforeOf(period, setup, { unit, variants, catalog }),
    split: setup.split,
    segments: setup.segments,
    catalog,
    fetch,
  })
  return replyOf(report, saying(read.reading, unit, control))
}

const periodOf = ({ time }: MetricsPlan) =>
  time !== null && time.start !== null && time.end !== null ? { start: time.start, end: time.end } : null

/** The model that says who saw what, where its rows have a time; else the metric's own rows do. */
const exposureOf = ({ model }: FoundVariants, { model: whole }: Catalog): string | null =>
  whole.semanticModels.find(({ name }) => name === model)?.defaultTimeDimension ? model : null

/** As long as the experiment, four weeks at most; only where a unit keeps its variant, so that its past can be found. */
function beforeOf(
  period: ReturnType<typeof periodOf>,
  { beforeDays }: Setup,
  { unit, variants, catalog }: { unit: string; variants: FoundVariants; catalog: Catalog },
) {
  if (!period) return null
  const keeps =
    catalog.model.semanticModels.find(({ name }) => name === variants.model)?.primaryEntity === unit
  const start = Date.parse(`${period.start.slice(0, 10)}T00:00:00Z`)
  const length = Math.round((Date.parse(`${period.end.slice(0, 10)}T00:00:00Z`) - start) / 86_400_000)
  const days = beforeDays ?? (keeps ? Math.min(length, MOST_BEFORE_DAYS) : 0)
  return days > 0
    ? {
        start: new Date(start - days * 86_400_000).toISOString().slice(0, 10),
        end: period.start.slice(0, 10),
      }
    : null
}

function saying(reading: Reading, unit: string, control: string): Reading {
  const part = (kind: 'entity' | 'comparison', words: string) => ({
    kind,
    text: '',
    reading: words,
    span: null,
  })
  return {
    ...reading,
    assumed: [
      ...reading.assumed,
      part('entity', `units are counted by ${unit.split('__').at(-1)?.replaceAll('_', ' ')}`),
      part('comparison', `${control} is the control`),
    ],
  }
}

function replyOf(
  report: (ExperimentReport & { readonly result: Result }) | NoExperiment,
  reading: Reading,
): Reply {
  if (report.kind === 'none') return refused(report.reason)
  const { result: source, ...experiment } = report
  const { goal, control, verdicts, notes, segments } = experiment
  const { result, answer } = writeExperiment({
    result: source,
    label: goal.kind === 'mean' ? `${goal.label} per unit` : goal.label,
    unit: goal.unit,
    control,
    variants: goal.variants,
    compared: goal.compared,
    verdicts: verdicts.map(({ text }) => text),
    notes: [...notes, ...segmentNotes(segments)],
  })
  return { status: 'answered', reading, result, answer, experiment, suggestions: [] }
}

const ALPHA = 0.05

function segmentNotes(segments: ExperimentReport['segments']): string[] {
  if (segments.length === 0) return []
  const told = segments.flatMap(({ member, compared }) =>
    compared.flatMap(({ treatment, effect, pValue }) =>
      pValue < ALPHA
        ? [`${member} (${treatment} ${effect > 0 ? 'higher' : 'lower'}, p = ${pValue.toFixed(3)})`]
        : [],
    ),
  )
  const corrected = 'corrected for all segments looked at (Benjamini–Hochberg)'
  return [
    told.length === 0
      ? `No segment shows a difference by itself, ${corrected}.`
      : `Differences in ${told.join(', ')}; ${corrected}.`,
  ]
}

const refused = (reason: string): Reply => ({
  status: 'refused',
  code: 'insights/no-experiment',
  reason,
  nearest: [],
})
