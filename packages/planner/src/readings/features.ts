import type { QuestionPlan } from '@numize/semantic'
import type { Frame } from '../structure/frame.ts'
import type { Fit } from './context.ts'
import { weakSources } from './weak-sources.ts'

/** What tells a sure reading from an unsure one, as numbers of about the same size; the calibration weighs them. */
export type Features = Readonly<Record<(typeof featureNames)[number], number>>

export const featureNames = [
  'doubts',
  'weakNames',
  'closeRival',
  'assumed',
  'dropped',
  'joins',
  'nested',
  'conditions',
  'negations',
  'list',
  'listedMany',
  'grouped',
  'ranked',
  'measures',
  'governed',
  'things',
  'passedVerbs',
  'passedWords',
  'words',
  'counts',
  'keys',
  'unclean',
] as const

export interface Judged {
  readonly fit: Fit
  readonly frame: Frame
  /** How much better than the next reading; 1 without one. */
  readonly margin: number
}

export function featuresOf({ fit, frame, margin }: Judged): Features {
  const { plan } = fit
  const text = JSON.stringify(plan)
  const kinds = (kind: string): number => frame.items.filter((item) => item.kind === kind).length
  const metrics = plan.kind === 'metrics' ? plan.metrics : []
  const sum = (weights: readonly { readonly weight: number }[]): number =>
    weights.reduce((total, { weight }) => total + weight, 0)
  return {
    doubts: Math.min(2, 2 * sum(fit.doubts)),
    weakNames: Math.min(2, 4 * sum(weakSources(frame, plan))),
    closeRival: 1 - Math.max(0, Math.min(1, margin)),
    assumed: Math.min(4, fit.assumed.length) / 2,
    dropped: Math.min(1, fit.dropped.length),
    joins: Math.min(4, longestPath(text)) / 2,
    nested: Math.min(3, text.split('"plan":').length - 1),
    conditions: Math.min(4, frame.conditions.length) / 2,
    negations: frame.clauses.some(({ negate }) => negate) ? 1 : 0,
    list: plan.kind === 'list' ? 1 : 0,
    listedMany: Math.min(4, shownBy(plan)) / 2,
    grouped: plan.kind === 'metrics' && plan.groupBy.length > 0 ? 1 : 0,
    ranked: frame.rank ? 1 : 0,
    measures: Math.min(3, metrics.length) / 2,
    governed: metrics.length > 0 && metrics.every((one) => 'metric' in one) ? 1 : 0,
    things: Math.min(10, kinds('thing')) / 4,
    passedVerbs: Math.min(4, kinds('link')) / 2,
    passedWords: Math.min(8, kinds('filler')) / 4,
    words: Math.min(60, frame.items.length) / 20,
    counts: metrics.some((one) => 'countOf' in one) ? 1 : 0,
    keys: plan.kind === 'list' && plan.columns.some(({ dimension }) => !dimension.includes('__')) ? 1 : 0,
    unclean: fit.unclean.length > 0 ? 1 : 0,
  }
}

const shownBy = (plan: QuestionPlan): number => (plan.kind === 'list' ? plan.columns.length : 0)

const longestPath = (plan: string): number =>
  Math.max(0, ...(plan.match(/"[a-z]\w*__\w+"/gi) ?? []).map((path) => path.split('__').length - 1))
