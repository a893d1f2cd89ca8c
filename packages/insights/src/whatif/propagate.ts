import { evaluateExpression } from './evaluate-expression.ts'
import { type MetricNode, partsOf, type Rule } from './metric-graph.ts'

export interface Propagation {
  /** Metrics multiplied by the factor within the segment, the changed one's own parts first. */
  readonly scaled: readonly string[]
  /** Rates kept as they are, so that what stands on the changed volume moves along. */
  readonly held: readonly string[]
  /** Metrics worked out anew from others that moved. */
  readonly recomputed: readonly string[]
  /** Metrics that stand on what moved, in a way that cannot be worked out here. */
  readonly notRecomputed: readonly string[]
}

type Graph = ReadonlyMap<string, MetricNode>

/**
 * What moves when one metric is multiplied by a factor. A rate moves by its numerator, its denominator held. A volume
 * takes along the numerators of rates over it (`alone`: it does not), since those rates are held: with more orders at the
 * same average value there is more revenue. Everything that stands on what moved is worked out anew.
 */
export function propagate(changed: string, graph: Graph, alone = false): Propagation {
  const seeds = seedsOf(changed, graph)
  const scaled = new Set(seeds)
  const held = new Set<string>()
  if (!alone)
    for (const volume of scaled)
      for (const { name, rule } of graph.values()) {
        if (rule.kind !== 'ratio' || rule.denominator !== volume || name === changed) continue
        if (scaled.has(rule.numerator) || graph.get(rule.numerator)?.rule.kind !== 'volume') continue
        scaled.add(rule.numerator)
        held.add(name)
      }
  const { recomputed, notRecomputed } = following(scaled, graph)
  return { scaled: [...scaled], held: [...held], recomputed, notRecomputed }
}

/** The volumes a changed metric moves by; of one that does not follow from volumes, itself. */
function seedsOf(changed: string, graph: Graph): string[] {
  const rule = graph.get(changed)?.rule
  if (rule?.kind === 'ratio') return seedsOf(rule.numerator, graph)
  if (rule?.kind === 'derived' && isProportional(rule))
    return [...rule.inputs.values()].flatMap((name) => seedsOf(name, graph))
  return [changed]
}

/** Whether an expression doubles when all its inputs do, as sums and differences of volumes. */
function isProportional({ expression, inputs }: Extract<Rule, { kind: 'derived' }>): boolean {
  const values = (factor: number) =>
    new Map([...inputs.keys()].map((name, at) => [name, factor * (1 + 0.37 * at)]))
  const [once, twice] = [evaluateExpression(expression, values(1)), evaluateExpression(expression, values(2))]
  return (
    typeof once === 'number' && typeof twice === 'number' && once !== 0 && Math.abs(twice / once - 2) < 1e-9
  )
}

function following(
  scaled: ReadonlySet<string>,
  graph: Graph,
): Pick<Propagation, 'recomputed' | 'notRecomputed'> {
  const moved = new Set(scaled)
  const recomputed: string[] = []
  const notRecomputed: string[] = []
  for (let before = -1; before < moved.size; ) {
    before = moved.size
    for (const { name, rule } of graph.values()) {
      if (moved.has(name) || !partsOf(rule).some((part) => moved.has(part))) continue
      moved.add(name)
      const stands = rule.kind === 'opaque' || partsOf(rule).some((part) => notRecomputed.includes(part))
      ;(stands ? notRecomputed : recomputed).push(name)
    }
  }
  return { recomputed, notRecomputed }
}
