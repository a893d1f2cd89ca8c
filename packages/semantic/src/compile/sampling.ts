import { fail } from '../errors.ts'
import type { Target } from '../graph/reachable.ts'
import { lastName } from '../graph/reachable.ts'
import { findTarget } from '../graph/resolve-dimension.ts'
import type { Aggregation, Entity, SemanticModel } from '../model.ts'
import type { Sample } from '../plan.ts'
import { binary, number, special } from '../sql/build.ts'
import type { Expr } from '../sql/nodes.ts'
import { addsUp } from './columns.ts'
import { humanise } from './describe.ts'
import { readExpression } from './expressions.ts'
import { maskOf } from './guard.ts'
import { type Key, METRIC_TIME } from './keys.ts'
import type { Sampling } from './sample-keys.ts'
import { authoredExpression, boundExpression, factTable, rawTarget, type Scope } from './scope.ts'
import type { Session } from './session.ts'
import type { MetricNode, RowsUnit, Unit } from './units.ts'

/** Shares are told apart to so many parts. */
const BUCKETS = 1_000_000

/** A measure of a fact, with what a count of different values counts. */
interface Leaf {
  readonly fact: SemanticModel
  readonly aggregation: Aggregation
  readonly label: string
  /** What is counted by its different values: an expression of the fact, or a path from it. */
  readonly counts: { readonly expr: string } | { readonly path: string } | null
  /** An entity that must stay whole for the figure to be what it says. */
  readonly together: string | null
}

/**
 * Settles by which key each fact is sampled.
 * @throws `semantic/no-sample` where a figure cannot be told from one; `semantic/masked-dimension` for a key not seen
 */
export function samplingOf(
  session: Session,
  sample: Sample,
  asked: { readonly nodes: readonly MetricNode[]; readonly keys: readonly Key[] },
): Sampling | null {
  if (sample.share >= 1) return null
  const leaves = asked.nodes.flatMap(({ units }) => units).flatMap(leavesOf)
  const facts = [...new Set(leaves.map(({ fact }) => fact))]
  const keys = new Map(
    facts.map((fact) => {
      const own = leaves.filter((leaf) => leaf.fact === fact)
      const owners = asked.keys.flatMap((key) => entityOf(session, fact, key.name) ?? [])
      const target = keyOf(session, fact, sample.by, own)
      refuseMasked(session, target)
      session.notes.sampled.set(fact.name, lastName(target))
      return [fact.name, { target, whole: owners.some((one) => isSame(one, target)) }] as const
    }),
  )
  return { share: sample.share, keys }
}

/** The condition that a fact's row is among those read; none where no sample is asked. Call it before `sourcesOf`. */
export function sampledRows(scope: Scope): readonly Expr[] {
  const bucket = sampleBucket(scope)
  const { sampling } = scope.session
  return bucket && sampling ? [withinSample(sampling, bucket)] : []
}

export const withinSample = ({ share }: Sampling, bucket: Expr): Expr =>
  binary('<', bucket, number(Math.max(1, Math.round(share * BUCKETS))))

/** The part of all rows a row belongs to; rows of nobody known are told apart by their own key. */
export function sampleBucket(scope: Scope): Expr | null {
  const key = scope.session.sampling?.keys.get(scope.fact.name)
  if (!key) return null
  const own = keyEntity(scope.fact)
  const others =
    own && own.name !== lastName(key.target) ? [boundExpression(scope, factTable(scope), own.expr)] : []
  return special({ name: 'bucket', of: BUCKETS }, rawTarget(scope, key.target), ...others)
}

/** A figure of the rows read as one of all rows: sums and counts are scaled up, anything else is as it is. */
export function scaledUp(
  { sampling }: Session,
  fact: SemanticModel,
  aggregation: Aggregation,
  figure: Expr,
): Expr {
  const key = sampling?.keys.get(fact.name)
  if (!sampling || !key || key.whole || !(addsUp(aggregation) || aggregation === 'count_distinct'))
    return figure
  return binary('/', figure, number(sampling.share))
}

/** `sample` = of the rows read only: there is no estimate of a least, a greatest, a percentile, or of the owners not read. */
export function estimateOf({ keys }: Sampling, node: MetricNode): 'scaled' | 'sample' {
  const leaves = node.units.flatMap(leavesOf)
  return leaves.some(({ fact, aggregation }) => EXTREMES.has(aggregation) || keys.get(fact.name)?.whole)
    ? 'sample'
    : 'scaled'
}

const EXTREMES: ReadonlySet<string> = new Set(['min', 'max', 'median', 'percentile'])

function leavesOf(unit: Unit): readonly Leaf[] {
  switch (unit.kind) {
    case 'near':
      return []
    case 'nested':
      return unit.node.units.flatMap(leavesOf)
    case 'rows':
      return rowsLeaves(unit)
    case 'bridge':
      return [
        { fact: unit.fact, aggregation: 'sum', label: unit.metric, counts: null, together: unit.entity },
      ]
    case 'conversion':
      return ([unit.base, unit.conversion] as const).map((measure, at) => ({
        fact: at === 0 ? unit.fact : unit.conversionModel,
        aggregation: measure.aggregation,
        label: unit.metric.name,
        counts: measure.aggregation === 'count_distinct' ? { expr: measure.expr } : null,
        together: unit.metric.entity,
      }))
  }
}

const rowsLeaves = ({ fact, outputs }: RowsUnit): readonly Leaf[] =>
  outputs.map(({ measure, reach }) => ({
    fact,
    aggregation: measure.aggregation,
    label: measure.label ?? humanise(measure.name),
    counts:
      measure.aggregation !== 'count_distinct'
        ? null
        : reach
          ? { path: reach.over.name }
          : { expr: measure.expr },
    together: null,
  }))

/** The key stated, else the one entity that must stay whole, else the row's own. */
function keyOf(
  session: Session,
  fact: SemanticModel,
  stated: string | undefined,
  leaves: readonly Leaf[],
): Target {
  const needed = leaves.flatMap((leaf) => wholeFor(session, leaf))
  const target = stated === undefined ? needed[0]?.target : statedEntity(session, fact, stated)
  const chosen = target ?? ownKey(session, fact)
  const broken = needed.find((one) => !isSame(one.target, chosen))
  if (broken)
    throw fail('no-sample', {
      why: `${broken.label} needs every ${humanise(lastName(broken.target)).toLowerCase()} whole, and a sample by ${lastName(chosen)} takes them apart`,
      instead: `Ask it alone, by ${lastName(broken.target)}, or on all rows`,
    })
  return chosen
}

/** The entities that must stay whole for a figure. @throws where different values are counted that are no entity */
function wholeFor(session: Session, { fact, label, counts, together }: Leaf) {
  const counted =
    counts &&
    ('path' in counts ? entityOf(session, fact, counts.path) : entityWith(session, fact, counts.expr))
  if (counts && !counted)
    throw fail('no-sample', {
      why: `${label} counts different values that are no entity of ${fact.name}, and those missing from a part of the rows may stand in the rest`,
      instead: 'Ask it on all rows',
    })
  const kept = together === null ? null : entityOf(session, fact, together)
  return [counted, kept].flatMap((target) => (target ? [{ target, label }] : []))
}

const entityWith = (session: Session, fact: SemanticModel, expr: string): Target | null => {
  const entity = fact.entities.find((one) => one.expr.toLowerCase() === expr.toLowerCase())
  return entity ? entityOf(session, fact, entity.name) : null
}

function entityOf(session: Session, fact: SemanticModel, name: string): Target | null {
  if (name === METRIC_TIME) return null
  const target = findTarget(session.index, fact, name)
  return target?.dimension === null ? target : null
}

function statedEntity(session: Session, fact: SemanticModel, name: string): Target {
  const target = entityOf(session, fact, name)
  if (target) return target
  throw fail('no-sample', {
    why: `${fact.name} does not lead to ${name}, which the sample is by`,
    instead: `Choose one of ${fact.entities.map((one) => one.name).join(', ') || 'another model’s entities'}`,
  })
}

const keyEntity = ({ entities }: SemanticModel): Entity | undefined =>
  entities.find(({ kind }) => kind === 'primary') ?? entities.find(({ kind }) => kind === 'unique')

/** A row's own key; of a fact without one (events, say) its only entity. */
function ownKey(session: Session, fact: SemanticModel): Target {
  const [only, ...others] = fact.entities
  const entity = keyEntity(fact) ?? (others.length === 0 ? only : undefined)
  const target = entity && entityOf(session, fact, entity.name)
  if (target) return target
  throw fail('no-sample', {
    why: `rows of ${fact.name} have no key of their own to choose them by`,
    instead: only
      ? `Say what the sample is by: ${namesOf(fact)}`
      : `Declare the primary entity of ${fact.name}`,
  })
}

const namesOf = ({ entities }: SemanticModel): string => entities.map(({ name }) => name).join(' or ')

const isSame = (a: Target, b: Target): boolean =>
  lastName(a) === lastName(b) &&
  a.joins.map(({ left }) => left.name).join('/') === b.joins.map(({ left }) => left.name).join('/')

/** Shares that differ by little would tell the hash of a key, and so the key, of every group. */
function refuseMasked(session: Session, target: Target): void {
  const model = session.index.semanticModels.get(target.model)
  if (!model) return
  const expr = readExpression(session.index, authoredExpression(model, target))
  if (maskOf(session.guard, model.relation, expr)) throw fail('masked-dimension', { name: target.ref })
}
