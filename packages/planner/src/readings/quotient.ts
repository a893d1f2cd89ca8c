import type { Condition, Quantity, Term } from '../structure/frame.ts'
import { sameQuantity } from '../structure/reader.ts'
import { assume, type Fitting } from './context.ts'
import { type Measured, measured } from './counting.ts'
import { rowFilters } from './filters.ts'
import { type Resolved, resolveQuantity } from './resolve-quantity.ts'

/** Where the rows of a quantity are counted when that is not its own model. */
export type FactOf = (quantity: Resolved) => string | null

/** A quantity as a plan's metric; of a ratio each side is over its own rows. */
export function measuredBy(fitting: Fitting, quantity: Quantity, factOf: FactOf): Measured {
  const resolved = resolveQuantity(fitting, quantity)
  if (resolved.kind !== 'ratio') return measured(fitting, resolved, factOf(resolved))
  const above = side(fitting, resolved.numerator, factOf)
  const below = side(fitting, resolved.denominator, factOf)
  const { numerator, denominator } = resolved
  const isShare = sameQuantity(numerator.quantity, denominator.quantity) && isWhole(denominator)
  const grain = denominator.quantity.kind === 'aggregate' ? denominator.quantity.grain : undefined
  const as = isShare ? 'share' : grain ? `average_per_${grain}` : 'ratio'
  const label = isShare
    ? 'share'
    : grain
      ? `${above.label} per ${grain} on average`
      : `${above.label} over ${below.label}`
  if (!isShare) assume(fitting, 'metric', label)
  return {
    ref: {
      ratio: { numerator: { ...above.ref, as: 'part' }, denominator: { ...below.ref, as: 'whole' } },
      as,
    },
    as,
    label,
    facts: [...new Set([...above.facts, ...below.facts])],
  }
}

function side(fitting: Fitting, { quantity, where }: Term, factOf: FactOf): Measured {
  const one = measuredBy(fitting, quantity, factOf)
  if (where.length === 0) return one
  return { ...one, ref: { ...one.ref, where: ownFilters(fitting, one, where) } }
}

function ownFilters(fitting: Fitting, { facts }: Measured, where: readonly Condition[]) {
  const clauses = [{ id: 0, negate: false, head: null }]
  const frame = { ...fitting.frame, conditions: where, clauses, entities: [] }
  return rowFilters({ ...fitting, frame }, facts[0] ?? '', () => false)
}

/** All rows, or all that have what the part is told by. */
const isWhole = (denominator: Term): boolean =>
  denominator.where.every((one) => one.kind === 'missing' && one.negate)
