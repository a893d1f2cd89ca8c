import { type Bound, isoNow } from './bound.ts'

/** What can be computed again: value indexes, catalogs. Keys carry model, data version and policy fingerprint. */
export interface Cache {
  get(cache: string, key: string): Promise<unknown>
  put(cache: string, key: string, body: unknown): Promise<void>
  /** Drops every entry of a cache but those named. */
  keepOnly(cache: string, keys: readonly string[]): Promise<void>
}

export function cacheOf(bound: Bound): Cache {
  const { db, orgId } = bound
  return {
    get: async (cache, key) => {
      const found = await db
        .selectFrom('cache_entries')
        .select('body')
        .where('org_id', '=', orgId)
        .where('cache', '=', cache)
        .where('key', '=', key)
        .executeTakeFirst()
      return found?.body ?? null
    },
    put: async (cache, key, body) => {
      const entry = { body: JSON.stringify(body), created_at: isoNow(bound) }
      await db
        .insertInto('cache_entries')
        .values({ org_id: orgId, cache, key, ...entry })
        .onConflict((conflict) => conflict.columns(['org_id', 'cache', 'key']).doUpdateSet(entry))
        .execute()
    },
    keepOnly: async (cache, keys) => {
      const all = db.deleteFrom('cache_entries').where('org_id', '=', orgId).where('cache', '=', cache)
      await (keys.length === 0 ? all : all.where('key', 'not in', keys)).execute()
    },
  }
}
