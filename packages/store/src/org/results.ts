import { fail } from '../errors.ts'
import { type Bound, isoNow } from './bound.ts'

export const MAX_INLINE_ROWS = 10_000

/** Results by run hash, apart for each policy fingerprint: no reader gets what another's rights computed. */
export interface Results {
  /** Keeps a result once; a second under the same hash changes nothing. @throws `store/too-many-rows`. */
  put(key: ResultKey, result: { readonly rows: readonly unknown[] }): Promise<void>
  get(key: ResultKey): Promise<unknown>
}

export interface ResultKey {
  readonly runHash: string
  readonly policies: string
}

export function resultsOf(bound: Bound): Results {
  const { db, orgId } = bound
  return {
    put: async ({ runHash, policies }, result) => {
      const rows = result.rows.length
      if (rows > MAX_INLINE_ROWS) throw fail('too-many-rows', { rows, limit: MAX_INLINE_ROWS })
      await db
        .insertInto('results')
        .values({
          org_id: orgId,
          run_hash: runHash,
          policies,
          body: JSON.stringify(result),
          created_at: isoNow(bound),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    get: async ({ runHash, policies }) => {
      const found = await db
        .selectFrom('results')
        .select('body')
        .where('org_id', '=', orgId)
        .where('run_hash', '=', runHash)
        .where('policies', '=', policies)
        .executeTakeFirst()
      return found?.body ?? null
    },
  }
}
