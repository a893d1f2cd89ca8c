import type { Table } from '@numize/engines'
import type { Inclusion, InclusionCandidate } from '@numize/semantic'
import { mapSome, type Profiled, profileSqlOf, quoteRelation, readRows } from './ask-source.ts'

/**
 * Of each candidate, how much of its distinct values are found where it would point; values of different types are
 * compared as text. A column without values has a share of 0. Candidates of unknown tables or columns are left out.
 */
export async function measureInclusions(
  source: Profiled & { readonly tables: readonly Table[] },
  candidates: readonly InclusionCandidate[],
): Promise<readonly Inclusion[]> {
  const known = candidates.flatMap((candidate) => {
    const from = find(source, candidate.table, candidate.column)
    const to = find(source, candidate.referencedTable, candidate.referencedColumn)
    return from && to ? [{ candidate, from, to }] : []
  })
  return mapSome(known, 3, async ({ candidate, from, to }) => ({
    ...candidate,
    share: await shareOf(source, from, to),
  }))
}

interface Place {
  readonly relation: string
  readonly column: string
  readonly type: string
}

function find(
  source: Profiled & { readonly tables: readonly Table[] },
  name: string,
  column: string,
): Place | null {
  for (const table of source.tables) {
    const found = table.name === name ? table.columns.find((one) => one.name === column) : undefined
    if (!found) continue
    const relation = quoteRelation(source, table)
    return { relation, column: profileSqlOf(source).name(column), type: found.type }
  }
  return null
}

async function shareOf(source: Profiled, from: Place, to: Place): Promise<number> {
  const values = ({ relation, column }: Place): string => {
    const value = from.type === to.type ? column : profileSqlOf(source).text(column)
    return `(SELECT DISTINCT ${value} AS v FROM ${relation} WHERE ${column} IS NOT NULL)`
  }
  const { rows } = await readRows(
    source,
    `SELECT count(*), count(b.v) FROM ${values(from)} AS a LEFT JOIN ${values(to)} AS b ON a.v = b.v`,
    1,
  )
  const [all, found] = (rows[0] ?? []).map(Number)
  return all ? (found ?? 0) / all : 0
}
