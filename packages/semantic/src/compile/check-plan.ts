import { NumizeError } from '@numize/base'
import type { CompileOptions } from '../compiled.ts'
import type { Model } from '../model.ts'
import {
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type MetricsPlan,
  type Plan,
} from '../plan.ts'
import { parsePlan } from '../schema/parse-plan.ts'
import { compile } from './compile.ts'

/** What is wrong with a plan, and where: `metrics[0]`, `where[1].value`; `plan` for the whole of it. */
export interface PlanProblem {
  readonly place: string
  readonly code: string
  /** One sentence: what, and what to do. */
  readonly message: string
}

/**
 * Everything wrong with a plan of unknown JSON: first its shape by the published schema, then, where that is right,
 * each part against the model by itself. Empty for a plan that compiles.
 */
export function checkPlan(json: unknown, model: Model, options: CompileOptions): readonly PlanProblem[] {
  let plan: Plan
  try {
    plan = parsePlan(json)
  } catch (error) {
    return shapeProblems(error)
  }
  const fault = (one: Plan): NumizeError | null => faultOf(() => compile(one, model, options))
  const whole = fault(plan)
  if (!whole) return []
  const found = new Map<string, PlanProblem>()
  const add = (place: string, { code, message }: NumizeError): void => {
    if (!found.has(message)) found.set(message, { place, code, message })
  }
  for (const part of partsOf(plan)) {
    const own = fault(part.plan)
    if (own && !NEEDS_OTHERS.has(own.code)) add(part.place, own)
  }
  if (found.size === 0) add('plan', whole)
  return [...found.values()]
}

/** What a part cannot be blamed for by itself. */
const NEEDS_OTHERS = new Set(['semantic/needs-metric-time', 'semantic/empty-plan', 'semantic/bad-plan'])

function faultOf(run: () => unknown): NumizeError | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof NumizeError) return error
    throw error
  }
}

function shapeProblems(error: unknown): readonly PlanProblem[] {
  if (!(error instanceof NumizeError)) throw error
  const { code, message, facts } = error
  const lines = Array.isArray(facts['problems']) ? facts['problems'].map(String) : []
  if (lines.length === 0) return [{ place: 'plan', code, message }]
  return lines.map((line) => {
    const at = line.indexOf(': ')
    return { place: line.slice(0, at), code, message: line.slice(at + 2) }
  })
}

interface Part {
  readonly place: string
  readonly plan: Plan
}

/** A part of a list alone in a plan that holds nothing else like it. */
const each = <T>(name: string, parts: readonly T[], alone: (part: T) => Plan): readonly Part[] =>
  parts.map((part, at) => ({ place: `${name}[${at}]`, plan: alone(part) }))

function partsOf(plan: Plan): readonly Part[] {
  switch (plan.kind) {
    case 'metrics':
      return metricsParts(plan)
    case 'list': {
      const bare = { ...emptyListPlan(plan.root), columns: plan.columns.slice(0, 1) }
      return [
        { place: 'root', plan: emptyListPlan(plan.root) },
        ...each('columns', plan.columns, (one) => ({ ...bare, columns: [one] })),
        ...each('where', plan.where, (one) => ({ ...emptyListPlan(plan.root), where: [one] })),
        ...each('also', plan.also ?? [], (one) => ({ ...emptyListPlan(one.root), ...one })),
      ]
    }
    case 'retention': {
      const bare = emptyRetentionPlan(plan.stream)
      return [
        { place: 'stream', plan: bare },
        ...each('start', plan.start, (one) => ({ ...bare, start: [one] })),
        ...each('returning', plan.returning, (one) => ({ ...bare, returning: [one] })),
        ...each('where', plan.where, (one) => ({ ...bare, where: [one] })),
        ...each('breakdown', plan.breakdown, (one) => ({ ...bare, breakdown: [one] })),
      ]
    }
    case 'funnel': {
      const bare = { ...emptyFunnelPlan(plan.stream), steps: [{ where: [] }] }
      return [
        { place: 'stream', plan: bare },
        ...each('steps', plan.steps, (one) => ({ ...bare, steps: [one] })),
        ...each('where', plan.where, (one) => ({ ...bare, where: [one] })),
        ...each('breakdown', plan.breakdown, (one) => ({ ...bare, breakdown: [one] })),
      ]
    }
    case 'check': {
      const bare = emptyCheckPlan(plan.model)
      return [
        ...each('checks', plan.checks, (one) => ({ ...bare, checks: [one] })),
        ...each('where', plan.where, (one) => ({ ...bare, checks: plan.checks.slice(0, 1), where: [one] })),
      ]
    }
    case 'profile': {
      const bare = emptyProfilePlan(plan.model)
      return [
        { place: 'model', plan: bare },
        ...each('dimensions', plan.dimensions, (one) => ({ ...bare, dimensions: [one] })),
        ...each('where', plan.where, (one) => ({ ...bare, where: [one] })),
      ]
    }
  }
}

/** Group-bys and filters are tried with each metric, since they mean what its rows say they do. */
function metricsParts({ metrics, groupBy, where, time }: MetricsPlan): readonly Part[] {
  const asked = metrics.length === 0 ? [[]] : metrics.map((one) => [one])
  return [
    ...each('metrics', metrics, (one) => ({ ...emptyMetricsPlan, metrics: [one] })),
    ...asked.flatMap((some) => [
      ...each('groupBy', groupBy, (one) => ({ ...emptyMetricsPlan, metrics: some, groupBy: [one] })),
      ...each('where', where, (one) => ({
        ...emptyMetricsPlan,
        metrics: some,
        groupBy: some.length === 0 ? groupBy : [],
        where: [one],
      })),
    ]),
    ...(time ? [{ place: 'time', plan: { ...emptyMetricsPlan, metrics, groupBy, time } }] : []),
  ]
}
