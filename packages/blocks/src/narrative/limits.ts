import type { Result } from '@numize/semantic'
import type { Claims, Piece } from './claims.ts'
import type { Conditions } from './conditions.ts'
import { listedText } from './grammar.ts'
import { nounOf, numbered } from './nouns.ts'

/** `6 technicians had more than 200 service visits`; empty where nothing was asked of the groups, or not all are here. */
export function withinLimits(claims: Claims, { limits, narrowing }: Conditions): Piece[] {
  const { result, labels, keyOfName } = claims
  const [index, ...others] = labels
  if (limits.length === 0 || index === undefined || others.length > 0 || isCut(result)) return []
  const noun = nounOf(result.columns[keyOfName.get(index) ?? index]?.label ?? 'row')
  const spots = result.rows.map((_, row) => ({ row, index }))
  return [
    claims.count(result.rowCount, spots),
    ` ${numbered(noun, result.rowCount)} had ${listedText(limits)}${narrowing}`,
  ]
}

const isCut = ({ plan, truncated }: Result): boolean =>
  truncated || plan.kind !== 'metrics' || plan.top !== null || plan.limit !== null
