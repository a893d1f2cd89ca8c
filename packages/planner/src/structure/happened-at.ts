import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Column } from '../index/thing.ts'
import { yearsOf } from '../index/years.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import type { Condition } from './frame.ts'

/** Rows of a model by the date or year they happened at. */
export interface Happening {
  readonly model: string
  readonly column: Column
  /** Years may be kept as numbers or as text. */
  readonly as: 'date' | 'year' | 'yearText'
}

/** When rows of a model happened; null where they have neither a date nor a year. */
export function happenedAt(index: CatalogIndex, model: string): Happening | null {
  const time = index.schema.time(model)
  if (time) return { model, column: time, as: 'date' }
  const [year] = yearsOf(index, model)
  return year ? yearHappening(index, year) : null
}

/** Rows by a column of plain years. */
export const yearHappening = ({ schema }: CatalogIndex, column: Column): Happening => ({
  model: column.model,
  column,
  as: schema.isNumeric(column) ? 'year' : 'yearText',
})

/** What a period says of a date: without the words it was read from. */
type Bounded = Omit<Extract<Condition, { kind: 'compare' }>, 'or' | 'clause' | 'text' | 'span' | 'kind'>

/** What says that rows happened within a period; of years only whole ones can be said: none where it is not. */
export function boundsWithin({ column, as }: Happening, match: PeriodMatch): readonly Bounded[] {
  const quantity = { kind: 'column', column } as const
  if (as === 'date') return [{ quantity, op: '=', bound: { kind: 'period', match } }]
  const { start, end } = match
  if ((start !== null && !isNewYear(start)) || (end !== null && !isNewYear(end))) return []
  const value = (year: number) => ({
    kind: 'value' as const,
    value: as === 'year' ? year : String(year),
  })
  const first = start === null ? null : Number(start.slice(0, 4))
  const last = end === null ? null : Number(end.slice(0, 4)) - 1
  if (first !== null && first === last) return [{ quantity, op: '=', bound: value(first) }]
  return [
    ...(first === null ? [] : [{ quantity, op: '>=', bound: value(first) } as const]),
    ...(last === null ? [] : [{ quantity, op: '<=', bound: value(last) } as const]),
  ]
}

const isNewYear = (date: string): boolean => date.slice(4, 10) === '-01-01'
