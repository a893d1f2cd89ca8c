import { MOST_TOKENS } from '../comms/comms-options.ts'
import { countTokens } from '../comms/count-tokens.ts'
import { BUCKET_MIX, ROLE_MIX } from '../comms/mixes.ts'
import { COMMS_COLUMNS } from '../comms/write-comms.ts'
import { type Check, holds, inBand, notChecked } from './check.ts'
import type { CommsSubject } from './comms-subject.ts'
import { mixCheck } from './mix-check.ts'
import { numbersOf } from './subject.ts'

const TOLERANCE = 0.1
/** Percentage points; roles are of people, who are few. */
const ROLE_POINTS = 5

/** Schemas, volumes, threads, lengths, buckets, people and what may not be in a text. */
export async function commsChecks(subject: CommsSubject): Promise<readonly Check[]> {
  return [
    ...(await schemaChecks(subject)),
    ...(await volumeChecks(subject)),
    ...(await threadChecks(subject)),
    ...(await textChecks(subject)),
    ...(await peopleChecks(subject)),
  ]
}

async function schemaChecks({ db }: CommsSubject): Promise<readonly Check[]> {
  const checks: Check[] = []
  for (const [table, columns] of Object.entries(COMMS_COLUMNS)) {
    const found = new Map(
      (await db.rows(`DESCRIBE ${table}`)).map(([name, type]) => [String(name), String(type)]),
    )
    const wrong = Object.entries(columns).filter(([name, type]) => found.get(name) !== type)
    checks.push(
      holds('comms', `${table}: columns and types`, wrong.length === 0, {
        measured:
          wrong.length === 0
            ? `${found.size} columns as they should be`
            : wrong.map(([name]) => `${name} is ${found.get(name) ?? 'missing'}`).join(', '),
        expected:
          wrong.length === 0 ? `${found.size} columns` : wrong.map((each) => each.join(' ')).join(', '),
      }),
    )
  }
  return checks
}

async function volumeChecks({ db, stamp, config }: CommsSubject): Promise<readonly Check[]> {
  const [slack, email, nlq] = await numbersOf(
    db,
    `SELECT (SELECT count(DISTINCT thread_id) FROM slack_messages), (SELECT count(*) FROM email_messages), (SELECT count(*) FROM nlq)`,
  )
  const wanted = {
    'Slack threads': [slack, stamp.settings?.slack ?? config.comms.slack_threads],
    'e-mails': [email, stamp.settings?.email ?? config.comms.email_threads],
    questions: [nlq, stamp.settings?.nlq ?? config.comms.nlq],
  } as const
  return Object.entries(wanted).map(([name, [found, target]]) =>
    inBand('comms', name, found ?? null, {
      low: Math.round(target * (1 - TOLERANCE)),
      high: Math.round(target * (1 + TOLERANCE)),
      digits: 0,
    }),
  )
}

async function threadChecks({ db, stamp }: CommsSubject): Promise<readonly Check[]> {
  const [fewest = null, most = null, loose = null] = await numbersOf(
    db,
    `SELECT min(n), max(n), CAST(sum(loose) AS BIGINT) FROM (
      SELECT count(*) AS n, count(*) FILTER (reply_to IS NOT NULL AND reply_to <> root) + (count(*) - 1 <> max(reply_count))::INT AS loose
      FROM (SELECT *, first_value(message_id) OVER (PARTITION BY thread_id ORDER BY reply_to IS NOT NULL, ts) AS root FROM slack_messages)
      GROUP BY thread_id)`,
  )
  const checks = [
    inBand('comms', 'fewest messages of a Slack thread', fewest, { low: 4, high: 8, digits: 0 }),
    inBand('comms', 'most messages of a Slack thread', most, { low: 4, high: 8, digits: 0 }),
    inBand('comms', 'replies that are not to their root, or not counted in it', loose, {
      high: 0,
      digits: 0,
    }),
  ]
  const buckets = stamp.mixes?.buckets ?? BUCKET_MIX
  const slack = await db.rows('SELECT channel_cat, count(DISTINCT thread_id) FROM slack_messages GROUP BY 1')
  const email = await db.rows('SELECT list_cat, count(*) FROM email_messages GROUP BY 1')
  return [
    ...checks,
    mixCheck('comms', 'buckets of Slack', slack, { target: buckets, points: 8 }),
    mixCheck('comms', 'buckets of e-mail', email, { target: buckets, points: 8 }),
  ]
}

/** What looks like an address, a link or a telephone number: synthetic texts have none. */
const PERSONAL = String.raw`[\w.+-]+@[\w-]+\.\w|https?://|www\.|\+?\d[\d ()-]{9,}\d`

async function textChecks({ db, stamp }: CommsSubject): Promise<readonly Check[]> {
  const texts = {
    slack: ['Slack message', 'SELECT text FROM slack_messages'],
    email: ['e-mail', "SELECT subject || ' ' || body_text FROM email_messages"],
    nlq: ['question', 'SELECT query_text FROM nlq'],
  } as const
  const checks: Check[] = []
  for (const [source, [name, sql]] of Object.entries(texts)) {
    const rows = await db.rows(sql)
    const longest = rows.reduce((most, [text]) => Math.max(most, countTokens(String(text))), 0)
    checks.push(
      inBand(source === 'nlq' ? 'questions' : 'comms', `longest ${name}`, longest, {
        high: MOST_TOKENS[source as keyof typeof MOST_TOKENS],
        unit: 'tokens',
        digits: 0,
      }),
    )
    const personal = rows.filter(([text]) => new RegExp(PERSONAL).test(String(text))).length
    checks.push(
      inBand('comms', `${name}s with an address, a link or a number to call`, personal, {
        high: 0,
        digits: 0,
      }),
    )
  }
  return [...checks, await windowCheck(db, stamp)]
}

async function windowCheck(db: CommsSubject['db'], { window }: CommsSubject['stamp']): Promise<Check> {
  const name = 'messages outside of the window'
  if (!window) return notChecked('comms', name, 'comms.json does not tell the window')
  const utc = (day: string) => `timezone('UTC', timezone('${window.timeZone}', TIMESTAMP '${day}'))`
  const [outside = null] = await numbersOf(
    db,
    `SELECT count(*) FROM (SELECT ts FROM slack_messages UNION ALL SELECT ts FROM email_messages UNION ALL SELECT ts FROM nlq)
      WHERE ts < ${utc(window.from)} OR ts >= ${utc(window.end)}`,
  )
  return inBand('comms', name, outside, { high: 0, digits: 0 })
}

async function peopleChecks({ db, stamp }: CommsSubject): Promise<readonly Check[]> {
  const roles = await db.rows('SELECT role, count(DISTINCT user_id) FROM comms_users GROUP BY 1')
  const [strangers = null, odd = null] = await numbersOf(
    db,
    `SELECT (SELECT count(*) FROM (SELECT user_id FROM slack_messages UNION SELECT from_id FROM email_messages) a
        ANTI JOIN comms_users u ON u.user_id = a.user_id),
      (SELECT count(*) FROM comms_users WHERE NOT regexp_full_match(user_id, '[a-z]\\d+'))`,
  )
  return [
    mixCheck('comms', 'roles', roles, { target: stamp.mixes?.roles ?? ROLE_MIX, points: ROLE_POINTS }),
    inBand('comms', 'authors without a role', strangers, { high: 0, digits: 0 }),
    inBand('comms', 'people whose id is not synthetic', odd, { high: 0, digits: 0 }),
  ]
}
