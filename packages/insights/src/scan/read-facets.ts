import { durationsOf, outcomesOf } from './derive.ts'
import {
  categoryFacet,
  type Facets,
  isNarrow,
  momentFacet,
  proseFacet,
  quantityFacet,
  stateFacets,
  withoutCopies,
  withoutTwins,
} from './facets.ts'
import type { ScanTable } from './table.ts'

const MOST_MEMBERS_WIDE = 2000
const LEAST_ROWS_EACH_WIDE = 1.5
/** Words of columns that tell about the record, not about what it records. */
const RECORD_KEEPING = /(?:^|[ _])(?:sys|updated|modified|inserted|loaded|synced|etl|ingested)(?:[ _]|$)/i

/** Reads what each column is good for. Record-keeping columns, constants and copies of an earlier column are left out. */
export function facetsOf(table: ScanTable): Facets {
  const columns = table.columns.filter(({ ref, label }) => !RECORD_KEEPING.test(`${ref} ${label}`))
  const moments = withoutCopies(columns.flatMap(momentFacet))
  const numbers = columns.flatMap((column) => quantityFacet(column, table.root))
  const proses = columns.flatMap(proseFacet)
  const texts = withoutTwins(
    columns.flatMap(categoryFacet).filter(({ ref }) => !proses.some((prose) => prose.ref === ref)),
  )
  const categories = texts.filter(({ members, codes }) => isNarrow(members.length, codes.length))
  const wide = texts.filter(
    ({ members, codes }) =>
      !isNarrow(members.length, codes.length) &&
      members.length <= MOST_MEMBERS_WIDE &&
      members.length * LEAST_ROWS_EACH_WIDE <= codes.length,
  )
  return {
    table,
    categories,
    wide,
    moments,
    quantities: [...numbers, ...durationsOf(moments, table)],
    states: [...categories.flatMap(stateFacets), ...outcomesOf(numbers)],
    proses,
  }
}
