import type { Filter } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import { assume, type Fitting } from './context.ts'
import { columnLabel } from './labels.ts'
import { refOf } from './refs.ts'

/** Rankings and conditions are of things that are known: rows without one are left out, and that is said. */
export function knownGroups(fitting: Fitting, fact: string, columns: readonly Column[]): Filter[] {
  const { frame, index } = fitting
  const keyed = new Set(columns.filter(({ kind }) => kind === 'key').map(({ model }) => model))
  const said = new Set(frame.conditions.flatMap((one) => ('column' in one ? [one.column.name] : [])))
  return columns
    .filter((column) => column.kind === 'key' || !keyed.has(column.model))
    .filter((column) => !(column.kind === 'key' && column.model === fact) && !said.has(column.name))
    .flatMap((column): Filter[] => {
      const dimension = refOf(fitting, fact, column)
      if (dimension === null || index.schema.isTime(column)) return []
      assume(
        fitting,
        'filter',
        `Rows without a known ${columnLabel(index, column).toLowerCase()} are left out`,
      )
      return [{ kind: 'null', field: { dimension }, negate: true }]
    })
}
