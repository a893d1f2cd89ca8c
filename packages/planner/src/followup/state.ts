import { type MetricRef, modelsOfMetric, type QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Part, Presentation, Reading } from '../outcome.ts'

/** Where a thread stands while a follow-up changes it. */
export interface State {
  readonly plan: QuestionPlan
  /** Parts of earlier turns that still hold. */
  readonly kept: readonly Part[]
  readonly stated: readonly Part[]
  readonly assumed: readonly Part[]
  readonly dropped: readonly Part[]
  readonly presentation: Presentation
}

/** What was read before, with its words no longer pointing into the question. */
export const stateOf = (previous: Reading): State => ({
  plan: previous.plan,
  kept: previous.stated.map((part) => ({ ...part, span: null })),
  stated: [],
  assumed: previous.assumed,
  dropped: [],
  presentation: previous.presentation,
})

/** Parts a test picks are no longer in force: they are shown as dropped. */
export function dropParts(state: State, picks: (part: Part) => boolean): State {
  const gone = state.kept.filter(picks)
  return gone.length === 0
    ? state
    : { ...state, kept: state.kept.filter((part) => !picks(part)), dropped: [...state.dropped, ...gone] }
}

/** Models whose rows a plan reads. */
export function factsOf(plan: QuestionPlan, index: CatalogIndex): string[] {
  if (plan.kind === 'list') return [plan.root]
  return [...new Set(plan.metrics.flatMap((ref) => modelsOfRef(ref, index)))]
}

function modelsOfRef(ref: MetricRef, index: CatalogIndex): readonly string[] {
  if ('metric' in ref) return ref.via ? [ref.via.model] : modelsOfMetric(index.catalog.model, ref.metric)
  if ('ratio' in ref)
    return [...modelsOfRef(ref.ratio.numerator, index), ...modelsOfRef(ref.ratio.denominator, index)]
  if ('formula' in ref) return ref.formula.of.flatMap((one) => modelsOfRef(one, index))
  const entity = 'countOf' in ref ? ref.countOf : (ref.measure.over.split('__')[0] ?? '')
  const owner = index.catalog.model.semanticModels.find((model) => model.primaryEntity === entity)
  return owner ? [owner.name] : []
}

const joined = { '+': '_plus_', '-': '_minus_', '*': '_times_' } as const

/** The output column of a plan's metric. */
export const columnOfRef = (ref: MetricRef): string =>
  ref.as ??
  ('metric' in ref
    ? ref.metric
    : 'ratio' in ref
      ? `${columnOfRef(ref.ratio.numerator)}_per_${columnOfRef(ref.ratio.denominator)}`
      : 'formula' in ref
        ? ref.formula.of.map(columnOfRef).join(joined[ref.formula.op])
        : 'countOf' in ref
          ? `${ref.countOf}_count`
          : `${ref.measure.aggregation}_${ref.measure.over}`)
