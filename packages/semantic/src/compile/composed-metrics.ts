import { fail } from '../errors.ts'
import type { ModelIndex } from '../graph/model-index.ts'
import type { Unit } from '../model.ts'
import { binary } from '../sql/build.ts'
import { type Asked, coarsest, orZero } from './asked-metric.ts'
import { humanise, inSentence } from './describe.ts'
import { quotient, separate } from './metric-tree.ts'
import type { MetricNode } from './units.ts'

/** One metric over another; null where the lower is 0 or unknown. */
export function ratioOf(
  index: ModelIndex,
  [top, bottom]: readonly [Asked, Asked],
  as: string | undefined,
): Asked {
  const isShare = top.measured === bottom.measured
  const startsAtZero = top.additive && (isShare || top.unit?.kind === 'count')
  const name = as ?? `${top.column}_per_${bottom.column}`
  const label = `${top.label}${isShare ? ', share of ' : ' per '}${inSentence(bottom.label)}`
  return {
    column: name,
    label,
    unit: isShare ? { kind: 'percent' } : unitPer(top, bottom),
    type: 'double',
    source: name,
    facts: [...new Set([...top.facts, ...bottom.facts])],
    grain: coarsest(index, [top.grain, bottom.grain]),
    additive: false,
    measured: `${top.measured} / ${bottom.measured}`,
    build: (tree, conditions) => {
      const definition = `${top.label} divided by ${inSentence(bottom.label)}`
      tree.session.notes.metrics.set(name, { name, label, definition, description: null })
      const above = top.build(tree, conditions)
      return quotient(tree, [
        [top.column, startsAtZero ? orZero(above) : above],
        [bottom.column, bottom.build(tree, conditions)],
      ])
    },
  }
}

const signs = { '+': ' plus ', '-': ' minus ', '*': ' times ' } as const

interface Formula {
  readonly op: keyof typeof signs
  readonly parts: readonly Asked[]
}

/** Parts joined by one operator; of a sum or difference a part that has no rows counts as 0. */
export function formulaOf(index: ModelIndex, { op, parts }: Formula, as: string | undefined): Asked {
  const [first] = parts
  if (!first) throw fail('empty-plan', {})
  const name =
    as ?? parts.map((one) => one.column).join(op === '+' ? '_plus_' : op === '-' ? '_minus_' : '_times_')
  const label =
    as === undefined
      ? parts.map((one, at) => (at === 0 ? one.label : inSentence(one.label))).join(signs[op])
      : humanise(as)
  const alike = parts.every((one) => JSON.stringify(one.unit) === JSON.stringify(first.unit))
  return {
    column: name,
    label,
    unit: op !== '*' && alike ? first.unit : null,
    type: parts.some(({ type }) => type === 'double') ? 'double' : first.type,
    source: name,
    facts: [...new Set(parts.flatMap((one) => one.facts))],
    grain: coarsest(
      index,
      parts.map((one) => one.grain),
    ),
    additive: op !== '*' && parts.every((one) => one.additive),
    measured: parts.map((one) => one.measured).join(` ${op} `),
    build: (tree, conditions) => {
      const definition = parts.map((one) => inSentence(one.label)).join(signs[op])
      tree.session.notes.metrics.set(name, { name, label, definition, description: null })
      return joined(
        op,
        separate(
          tree,
          parts.map((one) => [one.column, one.build(tree, conditions)]),
        ),
      )
    },
  }
}

function joined(op: Formula['op'], nodes: readonly MetricNode[]): MetricNode {
  const [head, ...rest] = nodes.map((node) => (op === '*' ? node.expr : orZero(node).expr))
  if (!head) throw new Error('a formula has parts')
  return {
    expr: rest.reduce((left, right) => binary(op, left, right), head),
    units: [...new Set(nodes.flatMap(({ units }) => units))],
    strict: op === '*' && nodes.every(({ strict }) => strict),
    composed: true,
  }
}

/** Money (or time) per thing counted is money (or time). */
const unitPer = (top: Asked, bottom: Asked): Unit | null =>
  bottom.unit?.kind === 'count' && (top.unit?.kind === 'money' || top.unit?.kind === 'duration')
    ? top.unit
    : null
