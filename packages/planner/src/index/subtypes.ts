import { type Metric, type Model, metricsOfSubtype, subtypesOf } from '@numize/semantic'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import type { Column } from './thing.ts'

/** Rows of a model that another one marks (premiums among policy amounts), and what is measured of them. */
export interface SubtypeAmount {
  /** The model that marks them. */
  readonly model: string
  readonly base: string
  /** The sum of their amounts. */
  readonly metric: string
  /** The amount of one of them, where the model shows it. */
  readonly column: Column | null
  /** Lemmas of what they are called. */
  readonly noun: readonly string[]
}

/** Every subtype whose amounts one metric adds up. */
export const subtypeAmounts = (model: Model): readonly SubtypeAmount[] =>
  subtypesOf(model).flatMap((subtype) => {
    const [metric, ...others] = metricsOfSubtype(model.metrics, subtype)
    const { base } = subtype
    if (!metric || others.length > 0) return []
    const expr = exprOf(metric, base)
    const dimension = base.dimensions.find((one) => one.kind === 'categorical' && sameExpr(one.expr, expr))
    return [
      {
        model: subtype.model.name,
        base: base.name,
        metric: metric.name,
        column: dimension
          ? ({ kind: 'dimension', model: base.name, name: dimension.name, of: subtype.model.name } as const)
          : null,
        noun: keyOf(spelledOut(wordsOf(subtype.model.name))).split(' '),
      },
    ]
  })

const exprOf = (metric: Metric, base: Model['semanticModels'][number]): string =>
  (metric.kind === 'simple' && base.measures.find(({ name }) => name === metric.input.measure)?.expr) || ''

const sameExpr = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
