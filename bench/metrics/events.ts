import { emptyFunnelPlan, emptyRetentionPlan, type Model, type Plan } from '@numize/semantic'
import { streamModel } from '../../eval/product/stream-model.ts'

const time = { start: '2025-01-01', end: '2025-04-01' }
const names = ['visit', 'search', 'view', 'basket', 'order'] as const

/** Ninety days of events by a hundredth as many people, who come in bursts and begin on different days. */
export const eventTables = (events: number): string => `
  CREATE TABLE case_events AS
    SELECT person, event_name,
      TIMESTAMP '2025-01-01' + INTERVAL (first_second + (hash(i * 3) % (7776000 - first_second))) SECOND AS happened_at
    FROM (
      SELECT i, hash(i * 7) % ${Math.ceil(events / 100)} AS person, (hash(hash(i * 7) % ${Math.ceil(events / 100)}) % 6000000) AS first_second,
        (['visit', 'visit', 'visit', 'search', 'search', 'view', 'view', 'basket', 'order', 'read', 'leave'])[CAST(1 + hash(i * 5) % 11 AS BIGINT)] AS event_name
      FROM range(${events}) t(i)
    );
`

/** The stream of those events; nobody has two ids. */
export function streamOfEvents(): Model {
  const model = streamModel([])
  const semanticModels = model.semanticModels.map((one) =>
    one.extras.eventStream
      ? { ...one, extras: { ...one.extras, eventStream: { ...one.extras.eventStream, identity: null } } }
      : one,
  )
  return { ...model, semanticModels }
}

const stepOf = (name: string) => ({
  name,
  where: [{ kind: 'compare', field: { dimension: 'event_name' }, op: '=', value: name } as const],
})

/** A step reached: the earliest such event at or after the step before, within a week of the entry. */
const nextStep = (at: number): string => `
  reached_${at} AS (
    SELECT r.person, r.entered, MIN(e.happened_at) AS reached
    FROM reached_${at - 1} r JOIN case_events e ON e.person = r.person
    WHERE e.event_name = '${names[at - 1]}' AND e.happened_at >= r.reached AND e.happened_at <= r.entered + INTERVAL 7 DAY
      AND e.happened_at >= TIMESTAMP '2025-01-01'
    GROUP BY ALL)`

const stepRow = (at: number): string =>
  `SELECT ${at} AS step, '${names[at - 1]}' AS name, COUNT(*) AS entities, median(epoch_us(reached) - epoch_us(entered)) / 1e6 AS median_time FROM reached_${at}`

export const eventQuestions: Readonly<Record<string, { readonly plan: Plan; readonly written: string }>> = {
  'five-step funnel': {
    plan: { ...emptyFunnelPlan('events'), entry: 'first', steps: names.map(stepOf), time },
    written: `
      WITH reached_1 AS (
        SELECT person, MIN(happened_at) AS entered, MIN(happened_at) AS reached FROM case_events
        WHERE event_name = 'visit' AND happened_at >= TIMESTAMP '2025-01-01' AND happened_at < TIMESTAMP '2025-04-01'
        GROUP BY 1),${[2, 3, 4, 5].map(nextStep).join(',')},
      steps AS (${[1, 2, 3, 4, 5].map(stepRow).join(' UNION ALL ')})
      SELECT step, name, entities, entities / LAG(entities) OVER (ORDER BY step),
        entities / FIRST_VALUE(entities) OVER (ORDER BY step), median_time
      FROM steps ORDER BY step`,
  },
  'retention D1-D30': {
    plan: { ...emptyRetentionPlan('events'), count: 30, time, until: time.end },
    written: `
      WITH days AS (
        SELECT person, CAST(happened_at AS DATE) - DATE '2025-01-01' AS day FROM case_events
        WHERE happened_at < TIMESTAMP '2025-04-01'),
      people AS (
        SELECT person, MIN(day) AS first,
          BIT_OR(CASE WHEN day < 63 THEN 1::BIGINT << day ELSE 0 END) AS early,
          BIT_OR(CASE WHEN day >= 63 THEN 1::BIGINT << (day - 63) ELSE 0 END) AS late
        FROM days GROUP BY 1 HAVING MIN(day) >= 0),
      sizes AS (SELECT first, COUNT(*) AS size FROM people GROUP BY 1),
      counts AS (
        SELECT first, n, COUNT(*) AS retained FROM people CROSS JOIN range(1, 31) AS spans(n)
        WHERE CASE WHEN first + n < 63 THEN early >> (first + n) ELSE late >> (first + n - 63) END & 1 = 1
        GROUP BY 1, 2)
      SELECT DATE '2025-01-01' + first::INTEGER, n, size, shown, shown / size
      FROM (
        SELECT first, spans.n, size,
          CASE WHEN spans.n = 0 THEN size WHEN 90 - first > spans.n THEN COALESCE(retained, 0) END AS shown
        FROM sizes CROSS JOIN range(0, 31) AS spans(n) LEFT JOIN counts USING (first, n))
      ORDER BY 1, 2`,
  },
}
