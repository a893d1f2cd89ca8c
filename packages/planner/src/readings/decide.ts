import { canonicalJson } from '@numize/base'
import type { QuestionPlan } from '@numize/semantic'
import type { Confidence, Reading } from '../outcome.ts'
import type { Frame } from '../structure/frame.ts'
import { calibrated } from './calibration.ts'
import type { Fit } from './context.ts'
import { featuresOf } from './features.ts'
import { weakSources } from './weak-sources.ts'

/** A fitted candidate with its score. */
export interface Candidate {
  readonly fit: Fit
  readonly frame: Frame
  readonly score: number
  readonly plan: string
}

export const candidate = (fit: Fit, frame: Frame, choiceScore: number): Candidate => ({
  fit,
  frame,
  score: choiceScore - fit.doubts.reduce((sum, { weight }) => sum + weight, 0),
  plan: canonicalJson(fit.plan),
})

/** Candidates best first, one per plan. */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>()
  for (const one of candidates)
    if ((best.get(one.plan)?.score ?? Number.NEGATIVE_INFINITY) < one.score) best.set(one.plan, one)
  const sorted = [...best.values()].toSorted((a, b) => b.score - a.score)
  return sorted.filter(
    (one, at) =>
      !sorted
        .slice(0, at)
        .some(
          (better) =>
            sameRows(better.fit.plan, one.fit.plan) && better.frame.choice?.label === one.frame.choice?.label,
        ),
  )
}

/** Lists that differ only in how many columns they show have the same rows. */
function sameRows(a: QuestionPlan, b: QuestionPlan): boolean {
  if (a.kind !== 'list' || b.kind !== 'list' || a.distinct || b.distinct) return false
  const [fewer, more] = a.columns.length <= b.columns.length ? [a, b] : [b, a]
  const shown = new Set(more.columns.map(({ dimension }) => dimension))
  return (
    fewer.columns.every(({ dimension }) => shown.has(dimension)) &&
    canonicalJson({ ...a, columns: [] }) === canonicalJson({ ...b, columns: [] })
  )
}

/** How far apart two readings must be for the better one to be taken without asking. */
export const CLEAR_MARGIN = 0.08

export function toReading(one: Candidate, rival: Candidate | undefined): Reading {
  const { plan, stated, assumed, dropped } = one.fit
  return {
    plan,
    stated,
    assumed,
    dropped,
    confidence: confidenceOf(one, rival),
    presentation: one.frame.presentation?.as ?? null,
  }
}

/** From here on, in units of the feature, a question is long enough to be misread more often. */
const LONG_QUESTION = 1

/** The calibrated chance of being right, and what speaks for and against it, strongest first. */
function confidenceOf(one: Candidate, rival: Candidate | undefined): Confidence {
  const doubtful = [...one.fit.doubts, ...weakSources(one.frame, one.fit.plan)]
  const margin = marginOf(one, rival)
  const assumed = one.fit.assumed.length
  const features = featuresOf({ fit: one.fit, frame: one.frame, margin })
  const reasons = [
    ...one.fit.unclean,
    ...doubtful.toSorted((a, b) => b.weight - a.weight).map(({ why }) => why),
    ...(margin < 0.2 ? ['another reading is close'] : []),
    ...(one.fit.dropped.length === 0
      ? ['every word that matters was used']
      : ['something asked for is not applied']),
    ...(features.words > LONG_QUESTION ? ['the question says many things at once'] : []),
    ...(assumed > 0 ? [`${assumed} thing${assumed === 1 ? '' : 's'} assumed`] : []),
  ]
  return { score: calibrated(features), reasons, features }
}

/** A rival as far away as this is as good as none. */
export const FARTHEST_RIVAL = 1

const marginOf = (one: Candidate, rival: Candidate | undefined): number =>
  rival ? Math.min(FARTHEST_RIVAL, one.score - rival.score) : FARTHEST_RIVAL

export function describePlan(plan: QuestionPlan): string {
  if (plan.kind === 'list')
    return `list ${plan.root}: ${plan.columns.map(({ dimension }) => dimension).join(', ')}`
  const metrics = plan.metrics.map((one) => ('metric' in one ? one.metric : one.as)).join(', ')
  return `${metrics} by ${plan.groupBy.map(({ dimension }) => dimension).join(', ') || 'nothing'}`
}
