import type { Column } from '../index/thing.ts'
import { CannotFit, type Fitting } from './context.ts'
import type { Measured } from './counting.ts'
import { columnLabel, listed } from './labels.ts'
import { refOf } from './refs.ts'

/** A name every fact knows the column by. */
export function sharedRef(
  fitting: Fitting,
  facts: readonly string[],
  column: Column,
  measures: readonly Measured[],
): string {
  const refs = facts.map((fact) => refOf(fitting, fact, column))
  const first = shortest(refs)
  const missing = facts.filter((_, at) => refs[at] === null)
  if (missing.length > 0 || first === undefined || first === null) {
    const names = measures
      .filter((one) => one.facts.some((fact) => missing.includes(fact)))
      .map(({ label }) => label)
    throw new CannotFit(
      'no-path',
      `${listed(names)} cannot be shown by ${columnLabel(fitting.index, column)}: no join leads there.`,
    )
  }
  return first
}

/** Of several spellings the one that is the end of all others. */
function shortest(refs: readonly (string | null)[]): string | null | undefined {
  const known = refs.filter((ref) => ref !== null).toSorted((a, b) => a.length - b.length)
  const [short] = known
  return short !== undefined && known.every((ref) => ref === short || ref.endsWith(`__${short}`))
    ? short
    : refs[0]
}
