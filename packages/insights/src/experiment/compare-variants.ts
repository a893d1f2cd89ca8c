import {
  type Arm,
  adjustPValues,
  type Effect,
  estimateEffect,
  testEffect,
  testSequentially,
} from '@numize/statistics'
import type { Compared } from './report.ts'
import type { ArmOf } from './unit-totals.ts'

export interface Pair {
  readonly control: ArmOf
  readonly treatment: ArmOf
}

/** An effect and how it was tested; null where no effect can be told. */
export interface Tested {
  readonly pair: Pair
  readonly effect: Effect
  readonly compared: Compared
}

const ALPHA = 0.05
/** Adjusting by a past that explains less than this is not worth its noise. */
const WORTH = 0.01

/**
 * Tests treatments against a control: relative effects (absolute where the control is 0), by the units' own past where
 * that explains some of their variance; intervals and p-values that stay valid however often one looks.
 */
export function testPair(pair: Pair): Tested | null {
  const plain = effectOf(pair.control.plain, pair.treatment.plain)
  if (!plain) return null
  const { control, treatment } = pair
  const adjusted =
    control.adjusted && treatment.adjusted ? effectOf(control.adjusted, treatment.adjusted) : null
  const explained =
    adjusted && adjusted.relative === plain.relative
      ? 1 - (adjusted.standardError / plain.standardError) ** 2
      : null
  const effect = adjusted && explained !== null && explained > WORTH ? adjusted : plain
  const always = testSequentially(effect, { alpha: ALPHA })
  return {
    pair,
    effect,
    compared: {
      treatment: treatment.variant,
      effect: effect.value,
      relative: effect.relative,
      interval: always.interval,
      pValue: always.pValue,
      fixedPValue: fixedPValue(effect === plain ? null : pair, pair),
      varianceExplained: effect === plain ? null : explained,
    },
  }
}

/** Of the difference itself, as published tests have it. */
function fixedPValue(adjusted: Pair | null, { control, treatment }: Pair): number {
  const [a, b] =
    adjusted?.control.adjusted && adjusted.treatment.adjusted
      ? [adjusted.control.adjusted, adjusted.treatment.adjusted]
      : sameKind(control.plain, treatment.plain)
  const effect = estimateEffect(a, b, { relative: false })
  return effect.kind === 'effect' ? testEffect(effect, { alpha: ALPHA }).pValue : 1
}

function effectOf(control: Arm, treatment: Arm): Effect | null {
  const [a, b] = sameKind(control, treatment)
  const relative = estimateEffect(a, b, { relative: true })
  if (relative.kind === 'effect') return relative
  const absolute = estimateEffect(a, b, { relative: false })
  return absolute.kind === 'effect' ? absolute : null
}

/** A ratio of which one arm is by chance a mean of units cannot be compared as such. */
const sameKind = (a: Arm, b: Arm): readonly [Arm, Arm] =>
  a.kind === 'share' && b.kind === 'mean'
    ? [{ ...a, kind: 'mean' }, b]
    : a.kind === 'mean' && b.kind === 'share'
      ? [a, { ...b, kind: 'mean' }]
      : [a, b]

/** p-values corrected together (Holm), in place of the ones of single tests. */
export function corrected(
  tests: readonly (Tested | null)[],
  correction: 'holm' | 'benjamini-hochberg',
): (Tested | null)[] {
  const known = tests.filter((test) => test !== null)
  const adjusted = adjustPValues(
    known.map(({ compared }) => compared.pValue),
    correction,
  )
  let at = 0
  return tests.map((test) =>
    test ? { ...test, compared: { ...test.compared, pValue: adjusted[at++]! } } : null,
  )
}

/** Value of an arm: the mean of a unit, or the ratio; null of no unit. */
export function valueOf({ plain: arm }: ArmOf): number | null {
  if (arm.kind === 'ratio') return arm.denominator.sum === 0 ? null : arm.numerator.sum / arm.denominator.sum
  return (arm.kind === 'mean' || arm.kind === 'share') && arm.n > 0 ? arm.sum / arm.n : null
}
