import { NumizeError } from '@numize/base'
import type { Catalog } from '@numize/planner'
import {
  compile,
  emptyMetricsPlan,
  type Filter,
  type MetricsPlan,
  noPolicies,
  type Result,
  type ResultColumn,
} from '@numize/semantic'
import { insightsError } from '../errors.ts'
import type { Span } from '../explain/report.ts'
import { figure } from '../explain/tables.ts'
import { evaluateExpression } from './evaluate-expression.ts'
import { type MetricNode, metricGraph, partsOf, type Rule } from './metric-graph.ts'
import { type Propagation, propagate } from './propagate.ts'

/** How a metric is thought to differ. `percent`: 0.1 is 10 % more; `points`: 0.02 adds two points; `add` and `to` are in its unit. */
export type WhatIfChange =
  | { readonly kind: 'percent'; readonly by: number }
  | { readonly kind: 'points' | 'add'; readonly by: number }
  | { readonly kind: 'to'; readonly value: number }

export interface WhatIfInput {
  /** The metric that is changed. */
  readonly metric: string
  readonly change: WhatIfChange
  /** Where it is changed; empty = everywhere. */
  readonly where: readonly Filter[]
  readonly period: Span
  readonly catalog: Catalog
  readonly fetch: (plans: readonly MetricsPlan[]) => Promise<readonly Result[]>
  /** Nothing moves along: volumes that stand on the changed one by a rate stay as they are. */
  readonly alone?: boolean
}

/** A figure as it was and as it would be. */
export interface Scenario {
  readonly actual: number | null
  /** Null where it cannot be worked out. */
  readonly whatIf: number | null
}

export interface WhatIfMetric {
  readonly metric: string
  readonly column: ResultColumn
  /** `changed`: asked for; `along`: moves with it, a rate between them held; `follows`: worked out from those. */
  readonly role: 'changed' | 'along' | 'follows'
  /** Within the segment; null without one. */
  readonly segment: Scenario | null
  readonly whole: Scenario
}

/** Arithmetic over actual values: what would follow by definition, and nothing about causes. */
export interface WhatIfReport {
  readonly kind: 'whatIf'
  readonly metric: string
  readonly change: WhatIfChange
  readonly where: readonly Filter[]
  readonly period: Span
  /** What the changed metric is multiplied by, within the segment. */
  readonly factor: number
  readonly metrics: readonly WhatIfMetric[]
  /** Labels of rates that were kept. */
  readonly held: readonly string[]
  /** Labels of metrics that stand on what moved and are not worked out. */
  readonly notRecomputed: readonly string[]
  readonly notes: readonly string[]
  /** Gives the actual values anew: everything, and where there is one the segment. */
  readonly plans: readonly MetricsPlan[]
  readonly runHashes: readonly string[]
}

export interface CannotTell {
  readonly kind: 'none'
  readonly reason: string
}

/**
 * Changes a metric within a segment and works out every metric that stands on it, beside its actual value. Two governed
 * plans give the actual values: of everything, and of the segment. What is not known of a segment's part in a whole
 * (distinct counts) is null, never guessed.
 * @throws `insights/unknown-what-if` for a metric that the catalog does not have
 */
export async function whatIf(
  input: WhatIfInput,
): Promise<(WhatIfReport & { readonly result: Result }) | CannotTell> {
  const graph = metricGraph(input.catalog.model)
  if (!graph.has(input.metric)) throw insightsError('unknown-what-if', { metric: input.metric })
  const moved = propagate(input.metric, graph, input.alone)
  const names = [
    ...new Set(
      [input.metric, ...moved.scaled, ...moved.recomputed].flatMap((name) => [name, ...needed(name, graph)]),
    ),
  ]
  const inside = names.filter(
    (name) => moved.scaled.includes(name) || name === input.metric || isWithin(name, input),
  )
  const plans = plansOf(names, inside, input)
  const [whole, segment] = await input.fetch(plans)
  if (!whole) throw new Error('ask gave no result for a plan')
  const actual = {
    whole: valuesOf(whole, names),
    segment: segment ? valuesOf(segment, inside) : valuesOf(whole, names),
  }
  const own = actual.segment.get(input.metric) ?? null
  const factor = factorOf(input.change, own)
  if (factor === null)
    return {
      kind: 'none',
      reason: `${graph.get(input.metric)!.label} has no value other than 0 there, so there is nothing to change.`,
    }
  const bound = { input, graph, moved, factor, actual, columns: columnsOf(whole, names) }
  return {
    ...reportOf(bound),
    plans,
    runHashes: [whole, segment].flatMap((one) => (one ? [one.runHash] : [])),
    result: whole,
  }
}

const needed = (name: string, graph: ReadonlyMap<string, MetricNode>): string[] => {
  const rule = graph.get(name)?.rule
  return !rule || rule.kind === 'opaque'
    ? []
    : partsOf(rule).flatMap((part) => [part, ...needed(part, graph)])
}

/** Whether a metric can be narrowed to the segment: one of another fact may not know of it. */
function isWithin(metric: string, { where, period, catalog }: WhatIfInput): boolean {
  const { model, calendar } = catalog
  const plan = { ...emptyMetricsPlan, metrics: [{ metric }], where, time: period }
  try {
    compile(plan, model, { dialect: 'duckdb', calendar, policies: noPolicies })
    return true
  } catch (error) {
    if (error instanceof NumizeError) return false
    throw error
  }
}

function plansOf(
  names: readonly string[],
  inside: readonly string[],
  { where, period }: WhatIfInput,
): MetricsPlan[] {
  const planOf = (metrics: readonly string[]): MetricsPlan => ({
    ...emptyMetricsPlan,
    metrics: metrics.map((metric) => ({ metric })),
    time: period,
  })
  return where.length === 0 ? [planOf(names)] : [planOf(names), { ...planOf(inside), where }]
}

/** Decimals of an engine and doubles of ours differ by no more. */
const SAME = 1e-6

type Values = ReadonlyMap<string, number | null>

const columnsOf = ({ columns }: Result, names: readonly string[]): ReadonlyMap<string, ResultColumn> =>
  new Map(
    columns
      .filter(({ role }) => role === 'metric')
      .flatMap((column, at) => (names[at] ? [[names[at], column]] : [])),
  )

function valuesOf({ columns, rows }: Result, names: readonly string[]): Values {
  const indexes = columns.flatMap(({ role }, index) => (role === 'metric' ? [index] : []))
  return new Map(names.map((name, at) => [name, figure(rows[0]?.[indexes[at] ?? -1])]))
}

/** Null where there is nothing to multiply. */
function factorOf(change: WhatIfChange, own: number | null): number | null {
  if (own === null || own === 0) return null
  const factor =
    change.kind === 'percent'
      ? 1 + change.by
      : change.kind === 'to'
        ? change.value / own
        : (own + change.by) / own
  return Number.isFinite(factor) ? factor : null
}

interface Bound {
  readonly input: WhatIfInput
  readonly graph: ReadonlyMap<string, MetricNode>
  readonly moved: Propagation
  readonly factor: number
  readonly actual: { readonly whole: Values; readonly segment: Values }
  readonly columns: ReadonlyMap<string, ResultColumn>
}

function reportOf(bound: Bound): Omit<WhatIfReport, 'plans' | 'runHashes'> {
  const { input, graph, factor, actual, columns } = bound
  const moved = reproducible(bound)
  const after = { whole: wholeAfter({ ...bound, moved }), segment: segmentAfter({ ...bound, moved }) }
  const isSegment = input.where.length > 0
  const shown = [...new Set([input.metric, ...moved.scaled, ...moved.recomputed])]
  const metrics = shown.flatMap((name): WhatIfMetric[] => {
    const column = columns.get(name)
    const at = (which: 'whole' | 'segment'): Scenario => ({
      actual: actual[which].get(name) ?? null,
      whatIf: after[which].get(name) ?? null,
    })
    return column
      ? [
          {
            metric: name,
            column,
            role: roleOf(name, input, moved),
            segment: isSegment ? at('segment') : null,
            whole: at('whole'),
          },
        ]
      : []
  })
  const labels = (names: readonly string[]): string[] => names.map((name) => graph.get(name)?.label ?? name)
  const [held, notRecomputed] = [labels(moved.held), labels(moved.notRecomputed)]
  return {
    kind: 'whatIf',
    metric: input.metric,
    change: input.change,
    where: input.where,
    period: input.period,
    factor,
    metrics,
    held,
    notRecomputed,
    notes: notesOf(metrics, held, notRecomputed),
  }
}

/** Metrics whose actual value does not follow from their parts are not worked out from them. */
function reproducible({ moved, graph, actual }: Bound): Propagation {
  const follows = (name: string): boolean => {
    const [rule, value] = [graph.get(name)?.rule, actual.whole.get(name) ?? null]
    if (!rule || value === null) return true
    const made = follow(rule, (part) => actual.whole.get(part) ?? null)
    return made !== null && Math.abs(made - value) <= SAME * Math.abs(value)
  }
  return {
    ...moved,
    recomputed: moved.recomputed.filter(follows),
    notRecomputed: [...moved.notRecomputed, ...moved.recomputed.filter((name) => !follows(name))],
  }
}

const roleOf = (name: string, { metric }: WhatIfInput, { scaled }: Propagation): WhatIfMetric['role'] =>
  name === metric ? 'changed' : scaled.includes(name) ? 'along' : 'follows'

const segmentAfter = ({ moved, factor, actual, graph }: Bound): Values =>
  recomputed(
    new Map(
      [...actual.segment].map(([name, value]) => [
        name,
        moved.scaled.includes(name) ? times(value, factor) : value,
      ]),
    ),
    moved,
    graph,
  )

/** A whole moves by what its segment does; where parts do not add up it is known only if the segment is everything. */
function wholeAfter({ input, moved, factor, actual, graph, columns }: Bound): Values {
  const values = new Map(
    [...actual.whole].map(([name, value]) => {
      if (!moved.scaled.includes(name)) return [name, value] as const
      if (input.where.length === 0) return [name, times(value, factor)] as const
      const part = actual.segment.get(name) ?? 0
      const adds = columns.get(name)?.additive === true
      return [name, adds && value !== null ? value + (factor - 1) * part : null] as const
    }),
  )
  return recomputed(values, moved, graph)
}

const times = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor

/** Values with everything that follows from others worked out anew, parts before what stands on them. */
function recomputed(
  values: Map<string, number | null>,
  moved: Propagation,
  graph: ReadonlyMap<string, MetricNode>,
): Values {
  const known = new Set([...values.keys()].filter((name) => !moved.recomputed.includes(name)))
  const compute = (name: string): number | null => {
    const rule = graph.get(name)?.rule
    if (known.has(name) || !rule) return values.get(name) ?? null
    known.add(name)
    values.set(name, follow(rule, compute))
    return values.get(name) ?? null
  }
  for (const name of moved.recomputed) compute(name)
  return values
}

function follow(rule: Rule, value: (name: string) => number | null): number | null {
  if (rule.kind === 'ratio') {
    const [above, below] = [value(rule.numerator), value(rule.denominator)]
    return above === null || below === null || below === 0 ? null : above / below
  }
  if (rule.kind !== 'derived') return null
  return (
    evaluateExpression(
      rule.expression,
      new Map([...rule.inputs].map(([alias, name]) => [alias, value(name)])),
    ) ?? null
  )
}

function notesOf(
  metrics: readonly WhatIfMetric[],
  held: readonly string[],
  notRecomputed: readonly string[],
): string[] {
  const over = metrics.filter(
    ({ column, segment, whole }) => column.unit?.kind === 'percent' && ((segment ?? whole).whatIf ?? 0) > 1,
  )
  const unknown = metrics.filter(({ whole }) => whole.actual !== null && whole.whatIf === null)
  const list = (labels: readonly string[]): string => labels.join(', ')
  return [
    'This is arithmetic on actual values, not a claim about what would cause what.',
    ...(held.length > 0 ? [`Kept as they are: ${list(held)}.`] : []),
    ...over.map(({ column }) => `${column.label} would be more than 100 %, which cannot be.`),
    ...(unknown.length > 0
      ? [
          `Parts do not add up to the whole for ${list(unknown.map(({ column }) => column.label))}: known within the segment only.`,
        ]
      : []),
    ...(notRecomputed.length > 0
      ? [`Not worked out, though it stands on what changed: ${list(notRecomputed)}.`]
      : []),
  ]
}
