import { RELEVANCE_MIX, THEME_MIX } from '../comms/mixes.ts'
import { type Check, inBand, notChecked, percentOf } from './check.ts'
import type { CommsSubject } from './comms-subject.ts'
import { mixCheck } from './mix-check.ts'
import { numbersOf } from './subject.ts'

/** Spec 002. */
const THEME_POINTS = 8

/** The true labels hold the mix that was wanted, and one for every item. */
export async function themeChecks({ db, stamp, hasLabels }: CommsSubject): Promise<readonly Check[]> {
  if (!hasLabels) return [notChecked('themes', 'theme mix', 'meta holds no labels')]
  const themes = stamp.mixes?.themes ?? THEME_MIX
  const count = (sql: string) => db.rows(sql)
  const [unlabelled = null] = await numbersOf(
    db,
    `SELECT (SELECT count(DISTINCT thread_id) FROM slack_messages ANTI JOIN slack_labels USING (thread_id))
      + (SELECT count(DISTINCT thread_id) FROM email_messages ANTI JOIN email_labels USING (thread_id))
      + (SELECT count(*) FROM nlq ANTI JOIN nlq_labels USING (query_id))`,
  )
  const checks = [
    inBand('themes', 'items without a true label', unlabelled, { high: 0, digits: 0 }),
    mixCheck('themes', 'questions', await count('SELECT theme, count(*) FROM nlq_labels GROUP BY 1'), {
      target: themes,
      points: THEME_POINTS,
    }),
  ]
  for (const source of ['slack', 'email'] as const) {
    const labels = `FROM ${source}_labels`
    const positive = await count(`SELECT theme, count(*) ${labels} WHERE relevance = 'positive' GROUP BY 1`)
    const relevance = await count(`SELECT relevance, count(*) ${labels} GROUP BY 1`)
    const target = stamp.mixes?.relevance[source] ?? RELEVANCE_MIX[source]
    checks.push(
      mixCheck('themes', `needs in ${source}`, positive, { target: themes, points: THEME_POINTS }),
      mixCheck('themes', `relevance in ${source}`, relevance, { target, points: THEME_POINTS }),
    )
  }
  return checks
}

/** How many of the queries are SQL that DuckDB's parser accepts. */
export async function questionChecks({ db }: CommsSubject): Promise<readonly Check[]> {
  const [parsed = 0, all = 0] = await numbersOf(
    db,
    `SELECT count(*) FILTER (NOT CAST(json_serialize_sql(generated_sql) ->> 'error' AS BOOLEAN)), count(*) FROM nlq`,
  )
  return [
    inBand('questions', 'queries that parse', percentOf(parsed ?? 0, all ?? 0), {
      low: 95,
      unit: '%',
      digits: 1,
    }),
  ]
}

/** What was written about an event was written within a day of it, and every event in the data was written about. */
export async function correlationChecks({ db, stamp, hasLabels }: CommsSubject): Promise<readonly Check[]> {
  const { events = [], window, settings } = stamp
  if (settings?.samplePolicy === 'uniform')
    return [notChecked('correlation', 'items near events', 'they were written with sample policy uniform')]
  if (!hasLabels || !window || events.length === 0)
    return [notChecked('correlation', 'items near events', 'no event or no label is told')]
  const days = events.map(({ id, day }) => `('${id.replaceAll("'", "''")}', DATE '${day}')`).join(', ')
  const [near = 0, all = 0, quiet = 0] = await numbersOf(
    db,
    `WITH event(event_id, day) AS (VALUES ${days}),
    item AS (SELECT event_id, min(ts) AS ts FROM slack_messages JOIN slack_labels USING (thread_id) GROUP BY thread_id, event_id
      UNION ALL SELECT event_id, min(ts) FROM email_messages JOIN email_labels USING (thread_id) GROUP BY thread_id, event_id
      UNION ALL SELECT event_id, ts FROM nlq JOIN nlq_labels USING (query_id)),
    placed AS (SELECT day, timezone('${window.timeZone}', timezone('UTC', ts)) AS local FROM item JOIN event USING (event_id))
    SELECT (SELECT count(*) FROM placed WHERE local >= day - INTERVAL 1 DAY AND local < day + INTERVAL 2 DAY), (SELECT count(*) FROM placed),
      (SELECT count(*) FROM event ANTI JOIN item USING (event_id))`,
  )
  return [
    inBand('correlation', 'items about an event within a day of it', percentOf(near ?? 0, all ?? 0), {
      low: 90,
      unit: '%',
      digits: 1,
    }),
    inBand('correlation', 'planted events that nobody wrote about', quiet, { high: 0, digits: 0 }),
  ]
}
