import type { Engine, Rows } from '@numize/engines'
import type { Relation } from '@numize/semantic'
import type { ProfileSql } from './profile-sql.ts'
import { profileSqls } from './profile-sqls.ts'

/** What a profile reads: the engine that shows a source. */
export interface Profiled {
  readonly engine: Engine
}

const DEADLINE_MS = 120_000

export const readRows = (source: Profiled, sql: string, maxRows: number): Promise<Rows> =>
  source.engine.run(sql, { deadlineMs: DEADLINE_MS, maxRows })

/** What the source's engine says differently of figures. */
export const profileSqlOf = ({ engine }: Profiled): ProfileSql => profileSqls[engine.dialect]

export const quoteRelation = (source: Profiled, { database, schema, name }: Relation): string =>
  [database, schema, name]
    .filter((part) => part !== null)
    .map(profileSqlOf(source).name)
    .join('.')

/** Maps in order, at most `width` at a time. */
export async function mapSome<T, R>(
  items: readonly T[],
  width: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += width)
    results.push(...(await Promise.all(items.slice(start, start + width).map(map))))
  return results
}
