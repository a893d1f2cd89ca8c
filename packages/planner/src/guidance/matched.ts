import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Condition, Frame } from '../structure/frame.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import type { Guided } from './guide.ts'

/** A frame with its texts matched as the question asks: "match names with wildcards" takes what contains them. */
export function matched(frame: Frame, { matching, distinct }: Guided, index: CatalogIndex): Frame {
  const conditions = frame.conditions.map((one) => asContained(one, matching, index))
  return { ...frame, conditions, distinct: frame.distinct || (distinct && frame.wants.length === 0) }
}

function asContained(condition: Condition, matching: Guided['matching'], index: CatalogIndex): Condition {
  if (condition.kind !== 'values' || condition.every || matching?.how !== 'contains') return condition
  const { column, values, text, span, or, clause, negate } = condition
  const [value] = values
  const dimension = index.schema.dimension(column)
  const named = keyOf(spelledOut(wordsOf(column.name))).split(' ')
  const isMeant = named.some((word) => matching.columns.has(word))
  if (!isMeant || typeof value !== 'string' || values.length > 1 || dimension?.dataType !== 'string')
    return condition
  return { kind: 'text', column, match: 'contains', value, negate, text, span, or, clause }
}
