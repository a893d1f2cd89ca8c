import type { Filter } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import type { Fitting } from './context.ts'
import { needRef } from './refs.ts'

/** Keeps the rows that other models mark, for columns that are only asked of those. */
export function markedRows(fitting: Fitting, root: string, columns: readonly Column[]): Filter[] {
  const marks = columns.flatMap(({ of }) => (of === undefined || root === of ? [] : [of]))
  return [...new Set(marks)].map((of) => markFilter(fitting, root, of))
}

/** Rows that lead to one of a subtype. */
export function markFilter(fitting: Fitting, root: string, subtype: string): Filter {
  const flag = fitting.index.schema.models.get(subtype)?.dimensions[0]
  if (!flag) throw new Error(`${subtype} was completed with a mark`)
  const column: Column = { kind: 'dimension', model: subtype, name: flag.name }
  return { kind: 'null', field: { dimension: needRef(fitting, root, column) }, negate: true }
}
