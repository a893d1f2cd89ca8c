import type { Catalog } from '@numize/planner'
import type { MetricsPlan, Result } from '@numize/semantic'
import { checkSampleRatio } from '@numize/statistics'
import { corrected, testPair, valueOf } from './compare-variants.ts'
import type { ExperimentInput, NoExperiment, Told } from './experiment-input.ts'
import type { ExperimentReport, SegmentOutcome } from './report.ts'
import { notesOf, verdictOf } from './say-experiment.ts'
import { type ArmOf, armsOf, figuresOf, type UnitsAsked, unitsPlan } from './unit-totals.ts'

/**
 * Variants compared: first whether units fell to them as planned (sample-ratio mismatch), then effect, always-valid
 * interval and p-value on the goal (corrected for several treatments by Holm), on guardrails and in segments
 * (Benjamini–Hochberg over all of them). Every figure comes out of governed plans of totals: no unit's row is read.
 */
export async function runExperiment(
  input: ExperimentInput,
): Promise<(ExperimentReport & { readonly result: Result }) | NoExperiment> {
  const { goal, guardrails, catalog } = input
  const label = labelOf(goal, catalog)
  if (figuresOf(goal, catalog) === null)
    return {
      kind: 'none',
      reason: `${label} is no sum, count or ratio of those, so units cannot be compared by it.`,
    }
  const main = await measure(goal, null, input)
  const variants = chosenVariants(main.arms, input)
  if ('kind' in variants) return variants
  const outcome = outcomeOf(main, variants)
  const guarded = await inOrder(guardrails, async (name) => {
    const measured = await measure(name, null, input)
    return { measured, outcome: outcomeOf(measured, variants) }
  })
  const parts = await inOrder(input.segments, (dimension) => measure(goal, dimension, input))
  const units = [variants.control, ...variants.treatments].map(
    (name) => main.arms.find(({ variant }) => variant === name)?.units ?? 0,
  )
  const weights = input.split.length === units.length ? input.split : units.map(() => 1)
  const sampleRatio = checkSampleRatio(units, weights)
  const runs = [main, ...guarded.map(({ measured }) => measured), ...parts]
  const told = {
    input,
    outcome,
    guardrails: guarded.map((one) => one.outcome),
    sampleRatio,
    tests: outcome.tests,
  }
  return {
    kind: 'experiment',
    variantDimension: input.variant,
    control: variants.control,
    unit: input.unit,
    period: input.period,
    goal: outcome.outcome,
    guardrails: guarded.map((one) => one.outcome.outcome),
    segments: segmentsOf(parts, variants),
    sampleRatio,
    verdicts: variants.treatments.map((treatment) => verdictOf(treatment, told)),
    notes: notesOf(told, weights, units),
    plans: runs.flatMap(({ plan }) => (plan ? [plan] : [])),
    runHashes: runs.flatMap(({ result }) => (result ? [result.runHash] : [])),
    result: main.result!,
  }
}

/** One after the other: each is a query. */
async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const item of items) done.push(await work(item))
  return done
}

interface Measured {
  readonly metric: string
  readonly label: string
  readonly catalog: Catalog
  readonly segment: string | null
  readonly arms: readonly ArmOf[]
  readonly plan: MetricsPlan | null
  readonly result: Result | null
}

async function measure(metric: string, segment: string | null, input: ExperimentInput): Promise<Measured> {
  const { catalog, fetch } = input
  const asked: UnitsAsked = { ...input, metric, segment }
  const figures = figuresOf(metric, catalog)
  const base = { metric, label: labelOf(metric, catalog), catalog, segment }
  if (!figures) return { ...base, arms: [], plan: null, result: null }
  const plan = unitsPlan(asked, figures)
  const [result] = await fetch([plan])
  if (!result) throw new Error('ask gave no result for one plan')
  return { ...base, arms: armsOf(result, asked, figures), plan, result }
}

interface Variants {
  readonly control: string
  readonly treatments: readonly string[]
}

function chosenVariants(
  arms: readonly ArmOf[],
  { control, treatments, variant }: ExperimentInput,
): Variants | NoExperiment {
  const names = arms.map((arm) => arm.variant)
  const others = treatments.length > 0 ? treatments : names.filter((name) => name !== control)
  const missing = [control, ...others].filter((name) => !names.includes(name))
  if (missing.length > 0)
    return {
      kind: 'none',
      reason: `No unit of ${variant.split('__').at(-1)} ${missing.join(', ')} was found there.`,
    }
  return others.length === 0
    ? { kind: 'none', reason: 'There is only one variant, so there is nothing to compare.' }
    : { control, treatments: others }
}

function outcomeOf({ metric, label, arms, catalog }: Measured, { control, treatments }: Variants): Told {
  const armOf = (name: string): ArmOf | undefined => arms.find(({ variant }) => variant === name)
  const base = armOf(control)
  const tests = corrected(
    treatments.map((name) => {
      const treatment = armOf(name)
      return base && treatment ? testPair({ control: base, treatment }) : null
    }),
    'holm',
  )
  const kind = base?.plain.kind === 'ratio' ? 'ratio' : base?.plain.kind === 'share' ? 'share' : 'mean'
  const compared = tests.flatMap((test) => (test ? [test.compared] : []))
  return {
    tests,
    outcome: {
      metric,
      label,
      unit:
        kind === 'share'
          ? { kind: 'percent' }
          : (catalog.model.metrics.find(({ name }) => name === metric)?.extras.unit ?? null),
      kind,
      variants: [control, ...treatments].flatMap((name) => {
        const arm = armOf(name)
        return arm ? [{ variant: name, units: arm.units, value: valueOf(arm) }] : []
      }),
      compared,
      reason: compared.length > 0 ? null : whyNot(label, arms),
    },
  }
}

const whyNot = (label: string, arms: readonly ArmOf[]): string =>
  arms.length === 0
    ? `${label} is no sum, count or ratio of those, so units cannot be compared by it.`
    : `${label} never varies, or a variant has fewer than two units: no effect can be told.`

function segmentsOf(parts: readonly Measured[], { control, treatments }: Variants): SegmentOutcome[] {
  const cells = parts.flatMap(({ segment, arms }) =>
    [...new Set(arms.map((arm) => arm.segment ?? ''))].map((member) => ({
      dimension: segment ?? '',
      member,
      arms: arms.filter((arm) => arm.segment === member),
    })),
  )
  const tests = corrected(
    cells.flatMap(({ arms }) =>
      treatments.map((name) => {
        const [base, treatment] = [control, name].map((one) => arms.find(({ variant }) => variant === one))
        return base && treatment ? testPair({ control: base, treatment }) : null
      }),
    ),
    'benjamini-hochberg',
  )
  return cells.map(({ dimension, member }, at) => ({
    dimension,
    member,
    compared: tests
      .slice(at * treatments.length, (at + 1) * treatments.length)
      .flatMap((test) => (test ? [test.compared] : [])),
  }))
}

const labelOf = (metric: string, { model }: Catalog): string =>
  model.metrics.find(({ name }) => name === metric)?.label ?? metric.replaceAll('_', ' ')
