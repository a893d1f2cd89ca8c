import { expressionSql, type Relation } from '@numize/semantic'
import { type Profiled, profileSqlOf, quoteRelation, readRows } from './ask-source.ts'

export interface DistinctValues {
  /** As text, most frequent first. */
  readonly values: readonly string[]
  /** False when there are more than were asked for. */
  readonly complete: boolean
}

/** Longer texts are prose, not names: nobody asks for them by heart. */
const LONGEST = 200

/** The distinct values of a model's expression over a relation, nulls and blanks left out, at most `limit`. */
export async function columnValues(
  source: Profiled,
  relation: Relation,
  expr: string,
  limit: number,
): Promise<DistinctValues> {
  const text = profileSqlOf(source).text(`(${expressionSql(expr, source.engine.dialect)})`)
  const { rows } = await readRows(
    source,
    `SELECT v FROM (SELECT ${text} AS v FROM ${quoteRelation(source, relation)}) AS t
     WHERE length(v) BETWEEN 1 AND ${LONGEST} GROUP BY v ORDER BY count(*) DESC, v LIMIT ${limit + 1}`,
    limit + 1,
  )
  return { values: rows.slice(0, limit).map(([value]) => String(value)), complete: rows.length <= limit }
}
