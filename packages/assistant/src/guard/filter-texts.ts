import {
  type Filter,
  type MetricRef,
  type Model,
  modelsOfMetric,
  type QuestionPlan,
  resolveDimension,
} from '@numize/semantic'

/** A text that rows must hold in a column, and the plan that asks for another text in its place. */
export interface FilterText {
  /** As the plan names it. */
  readonly dimension: string
  readonly text: string
  readonly replaced: (text: string) => QuestionPlan
}

/** The texts that a plan's own filters ask for; those that are denied are left out. */
export const filterTexts = (plan: QuestionPlan): readonly FilterText[] =>
  plan.where.flatMap((filter, at) =>
    textsIn(filter).map(({ dimension, text, replaced }) => ({
      dimension,
      text,
      replaced: (other) => ({ ...plan, where: plan.where.with(at, replaced(other)) }),
    })),
  )

interface TextIn extends Omit<FilterText, 'replaced'> {
  readonly replaced: (text: string) => Filter
}

function textsIn(filter: Filter): readonly TextIn[] {
  if ('filters' in filter)
    return filter.filters.flatMap((inner, at) =>
      textsIn(inner).map((one) => ({
        ...one,
        replaced: (text) => ({ ...filter, filters: filter.filters.with(at, one.replaced(text)) }),
      })),
    )
  if (!('field' in filter) || !('dimension' in filter.field)) return []
  const { dimension } = filter.field
  if ('negate' in filter && filter.negate) return []
  if (filter.kind === 'in') return textsInList(filter, dimension)
  const asks = filter.kind === 'text' || (filter.kind === 'compare' && filter.op === '=')
  return asks && typeof filter.value === 'string'
    ? [textOf(dimension, filter.value, (value) => ({ ...filter, value }))]
    : []
}

const textsInList = (filter: Extract<Filter, { kind: 'in' }>, dimension: string): readonly TextIn[] =>
  filter.values.flatMap((value, at) =>
    typeof value === 'string'
      ? [textOf(dimension, value, (text) => ({ ...filter, values: filter.values.with(at, text) }))]
      : [],
  )

const textOf = (dimension: string, text: string, replaced: (text: string) => Filter): TextIn => ({
  dimension,
  text,
  replaced,
})

/** The semantic model whose rows a plan asks for first; null where it names none. */
export function rowsAsked(plan: QuestionPlan, model: Model): string | null {
  if (plan.kind === 'list') return plan.root
  const [first] = plan.metrics
  return first ? rowsOf(first, model) : null
}

function rowsOf(ref: MetricRef, model: Model): string | null {
  if ('countOf' in ref) return ref.countOf
  if ('metric' in ref) return modelsOfMetric(model, ref.metric)[0] ?? null
  if ('ratio' in ref) return rowsOf(ref.ratio.numerator, model)
  if ('formula' in ref) return ref.formula.of[0] ? rowsOf(ref.formula.of[0], model) : null
  return (
    ref.measure.rows ??
    model.semanticModels.find(({ primaryEntity }) => primaryEntity === ref.measure.over.split('__')[0])
      ?.name ??
    null
  )
}

/** The column of the model that a plan's name means; null where that cannot be told. */
export function columnNamed(
  dimension: string,
  plan: QuestionPlan,
  model: Model,
): { readonly model: string; readonly dimension: string } | null {
  const from = rowsAsked(plan, model)
  if (from === null) return null
  try {
    const target = resolveDimension(model, from, dimension)
    return target.dimension === null ? null : { model: target.model, dimension: target.dimension }
  } catch {
    return null
  }
}
