import type { QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Part, Reading } from '../outcome.ts'
import { CannotFit, type Fitting, type Misfit, unknownWords } from '../readings/context.ts'
import { settled } from '../readings/settle.ts'
import type { Frame } from '../structure/frame.ts'
import { applyFrame } from './apply.ts'
import { hangOf } from './detect.ts'
import { type State, stateOf } from './state.ts'

export interface Follow {
  readonly question: string
  readonly frame: Frame
  readonly previous: Reading
  readonly index: CatalogIndex
  readonly spoken: ReadonlySet<string>
  readonly now: string
}

/** The reading the thread stands at after a follow-up; null where the question stands by itself. */
export function followUp(follow: Follow): { readonly reading: Reading } | { readonly misfit: Misfit } | null {
  const { question, frame, previous, index, spoken, now } = follow
  const hang = hangOf(question, frame)
  if (hang === 'fresh') return null
  if (frame.unknown.length > 0) return { misfit: unknownWords(frame.unknown.map(({ text }) => text)) }
  if (frame.choice) return { misfit: unknownWords([frame.choice.text]) }
  if (isStacked(previous.plan)) return { misfit: ofSeveral }
  const fitting: Fitting = {
    frame: withMeasure(frame, previous),
    index,
    spoken,
    now,
    ways: new Map(),
    ties: [],
    assumed: [],
    dropped: [],
    trail: [],
    doubts: [],
  }
  try {
    const state = applyFrame(stateOf(previous), { ...fitting, frame: settled(fitting) }, hang)
    if (
      JSON.stringify([state.plan, state.presentation]) ===
        JSON.stringify([previous.plan, previous.presentation]) &&
      !isRepeat(state)
    )
      return { misfit: { code: 'not-supported', reason: 'I did not understand what to change.' } }
    return { reading: toReading(state, fitting.doubts) }
  } catch (error) {
    if (error instanceof CannotFit) return { misfit: error.misfit }
    throw error
  }
}

/** Lists of several tables under one another: nothing can be changed for all of them at once. */
export const isStacked = (plan: QuestionPlan): boolean => plan.kind === 'list' && plan.also !== undefined

const ofSeveral: Misfit = {
  code: 'not-supported',
  reason: 'The answer before lists rows of several tables, which I cannot change: please ask in full.',
}

/** Saying again what already holds is no mistake. */
const isRepeat = (state: State): boolean => state.stated.length > 0

/** "only those above 1000" compares what the thread measures. */
function withMeasure(frame: Frame, previous: Reading): Frame {
  const { plan } = previous
  const first = plan.kind === 'metrics' ? plan.metrics[0] : undefined
  if (!first || !('metric' in first)) return frame
  const conditions = frame.conditions.map((one) =>
    one.kind === 'compare' && one.quantity.kind === 'implied'
      ? { ...one, quantity: { kind: 'metric' as const, name: first.metric } }
      : one,
  )
  return { ...frame, conditions }
}

export function toReading(state: State, doubts: Fitting['doubts'] = []): Reading {
  const doubted = doubts.reduce((sum, { weight }) => sum + weight, 0)
  const unique = (parts: readonly Part[]): Part[] => [
    ...new Map(parts.map((part) => [`${part.kind} ${part.reading}`, part])).values(),
  ]
  return {
    plan: state.plan,
    stated: saidOnce([...unique(state.kept), ...state.stated]),
    assumed: unique(state.assumed),
    dropped: unique(state.dropped),
    confidence: {
      score: Math.max(0.3, Math.round((0.93 - doubted - 0.02 * state.dropped.length) * 100) / 100),
      reasons: [...doubts.map(({ why }) => why), 'changes the answer before'],
    },
    presentation: state.presentation,
  }
}

/** The same reading under two kinds (an entity that is also grouped by) is told once. */
const saidOnce = (parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ reading }, at) => parts.findIndex((other) => other.reading === reading) === at)
