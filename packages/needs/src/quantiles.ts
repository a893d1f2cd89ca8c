import type { Database } from './database.ts'
import { normalQuantile } from './normal.ts'

/** Table `normal(z_key, z_millionths)`: 4,096 equally likely normal deviates, so that a draw is a lookup. */
export async function makeNormals(db: Database): Promise<void> {
  const rows = Array.from({ length: 4096 }, (_, key) => [
    key,
    Math.round(1e6 * normalQuantile((key + 0.5) / 4096)),
  ])
  await db.fill('normal_millionths', ['z_key', 'z'], rows)
  await db.run('CREATE TABLE normal AS SELECT z_key, z / 1e6 AS z FROM normal_millionths ORDER BY z_key')
  await db.run('DROP TABLE normal_millionths')
}

/**
 * Table `name(key, …columns)` with 65,536 keys per regime, in which a row of `source` (`columns`, `weight`, in the
 * order of `id`) holds as many keys as its share of the weight: drawing a key draws a row by weight. Weights are summed
 * as whole millionths: sums of doubles would depend on the number of threads.
 */
export async function makeQuantiles(
  db: Database,
  table: { name: string; id: string; columns: readonly string[]; sources: readonly string[] },
): Promise<void> {
  const columns = table.columns.join(', ')
  const regimes = table.sources.map(
    (source, regime) => `SELECT ${regime * 65_536} + unnest(range(
        CAST(65536 * (reached - share) // total AS BIGINT), CAST(65536 * reached // total AS BIGINT)))
        AS key, ${columns}
      FROM (SELECT ${columns}, share, sum(share) OVER (ORDER BY ${table.id}) AS reached, sum(share) OVER () AS total
        FROM (SELECT *, CAST(round(1e6 * weight) AS BIGINT) AS share FROM (${source})))`,
  )
  await db.run(`CREATE TABLE ${table.name} AS SELECT * FROM (${regimes.join(' UNION ALL ')}) ORDER BY key`)
}

/**
 * Table `name(pos, …columns)`: entities in the order they begin, each as often as its `weight` (a small whole number),
 * and `name_reach(slot, reach, limit)`: how many positions had begun by a slot. A whole number below `reach` draws an
 * entity that exists; one between `reach` and `limit` draws one that does not exist yet.
 */
export async function makePositions(
  db: Database,
  table: { name: string; id: string; columns: readonly string[]; source: string },
): Promise<void> {
  const columns = table.columns.join(', ')
  await db.run(`CREATE TABLE ${table.name} AS
    SELECT row_number() OVER (ORDER BY began_us, ${table.id}, copy) - 1 AS pos, began_us, ${columns}
    FROM (SELECT *, unnest(range(weight)) AS copy FROM (${table.source})) ORDER BY pos`)
  await db.run(`CREATE TABLE ${table.name}_reach AS
    SELECT slot, coalesce(pos + 1, 0) AS reach, (SELECT count(*) FROM ${table.name}) AS top
    FROM slot ASOF LEFT JOIN (SELECT began_us, max(pos) AS pos FROM ${table.name} GROUP BY began_us)
    ON utc_us > began_us ORDER BY slot`)
}
