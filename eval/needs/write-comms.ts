import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { seededRandom } from '@numize/base'
import type { Item } from './family.ts'
import type { Archetype } from './types.ts'

/** The last day of the generated data, and how far back people wrote. */
const END_MS = Date.UTC(2026, 9, 31)
const DAYS = 28
const DAY_MS = 86_400_000
const ROLES: readonly (readonly [role: string, percent: number])[] = [
  ['exec', 3],
  ['data_eng', 12],
  ['analytics_eng', 8],
  ['bi', 7],
  ['product_analytics', 5],
  ['eng_platform', 10],
  ['pm', 10],
  ['finance', 5],
  ['other', 40],
]
const BUCKETS = ['platform', 'analytics', 'domain'] as const
const USERS = 200

type Row = Readonly<Record<string, unknown>>

/** Writes items as `dnr gen-comms` would: the spec's Parquet files in `comms`, the truth about them in `meta`. */
export async function writeComms(
  items: readonly Item[],
  { archetype, comms, meta, seed }: { archetype: Archetype; comms: string; meta: string; seed: number },
): Promise<void> {
  mkdirSync(comms, { recursive: true })
  mkdirSync(meta, { recursive: true })
  const random = seededRandom(`${seed} ${archetype} rows`)
  const slack = items.filter(({ source }) => source === 'slack')
  const email = items.filter(({ source }) => source === 'email')
  const nlq = items.filter(({ source }) => source === 'nlq')
  const path = (name: string): string => join(comms, `${name}.parquet`)
  await writeTable(
    path('slack_messages'),
    SLACK,
    slack.flatMap((item) => threadRows(item, random)),
  )
  await writeTable(
    path('email_messages'),
    EMAIL,
    email.map((item) => emailRow(item, random)),
  )
  await writeTable(
    path('nlq'),
    NLQ,
    nlq.map((item) => questionRow(item, random)),
  )
  await writeTable(path('comms_users'), { source: TEXT, user_id: TEXT, role: TEXT }, userRows())
  const truth = ({ id, relevance, theme }: Item): Row => ({ thread_id: id, relevance, theme, event_id: null })
  await writeTable(join(meta, 'slack_labels.parquet'), THREAD_LABELS, slack.map(truth))
  await writeTable(join(meta, 'email_labels.parquet'), THREAD_LABELS, email.map(truth))
  await writeTable(
    join(meta, 'nlq_labels.parquet'),
    { query_id: TEXT, theme: TEXT, event_id: TEXT },
    nlq.map(({ id, theme }) => ({ query_id: id, theme, event_id: null })),
  )
  const files = ['slack_messages', 'email_messages', 'nlq'].map((name) => [name, hashOf(path(name))])
  writeFileSync(
    join(meta, 'labels.json'),
    JSON.stringify({ version: 2, archetype, files: Object.fromEntries(files) }),
  )
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

const userOf = (random: () => number): string =>
  `u${String(1 + Math.floor(random() * USERS)).padStart(3, '0')}`
const momentOf = (random: () => number): number => END_MS - Math.floor(random() * DAYS * DAY_MS)
const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!
const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

function userRows(): readonly Row[] {
  const roles = ROLES.flatMap(([role, percent]) => Array<string>((USERS * percent) / 100).fill(role))
  return (['slack', 'email'] as const).flatMap((source) =>
    roles.map((role, at) => ({
      source,
      user_id: `u${String(1 + ((at * 37) % USERS)).padStart(3, '0')}`,
      role,
    })),
  )
}

/** No links, no attachments: the words alone have to tell. */
const PLAIN = {
  has_link: false,
  link_domains: [],
  has_attachment: false,
  attachment_names: [],
  has_code: false,
} as const

function threadRows({ id, lines }: Item, random: () => number): readonly Row[] {
  const bucket = pick(BUCKETS, random)
  const channel = `c_${bucket}_${1 + Math.floor(random() * 4)}`
  const people = Array.from({ length: 3 + Math.floor(random() * 2) }, () => userOf(random))
  let ms = momentOf(random)
  return lines.map((text, at) => {
    ms += Math.floor(random() * 900_000)
    return {
      message_id: `${id}-${at}`,
      thread_id: id,
      channel_id: channel,
      channel_cat: bucket,
      ts: stamp(ms),
      user_id: at === 0 ? people[0] : pick(people, random),
      text,
      reply_to: at === 0 ? null : `${id}-0`,
      reply_count: at === 0 ? lines.length - 1 : 0,
      ...PLAIN,
    }
  })
}

function emailRow({ id, lines }: Item, random: () => number): Row {
  const [subject = '', ...body] = lines
  const from = userOf(random)
  const greeting = pick(['Hi all,\n\n', 'Hello,\n\n', 'Dear team,\n\n', ''], random)
  const end = pick([`\n\nThanks,\n${from}`, '\n\nBest regards', '\n\nCheers', ''], random)
  return {
    message_id: `${id}-0`,
    thread_id: id,
    ts: stamp(momentOf(random)),
    from_id: from,
    to_ids: [userOf(random)],
    cc_ids: random() < 0.3 ? [userOf(random)] : [],
    list_cat: pick(BUCKETS, random),
    subject,
    body_text: `${greeting}${body.join('\n')}${end}`,
    ...PLAIN,
  }
}

function questionRow({ id, lines }: Item, random: () => number): Row {
  const [query_text = '', generated_sql = ''] = lines
  return {
    query_id: id,
    user_id: userOf(random),
    app: pick(['chat', 'bi_tool'], random),
    ts: stamp(momentOf(random)),
    query_text,
    generated_sql,
    success_flag: random() < 0.9,
    latency_ms: 200 + Math.floor(random() * 3000),
    result_rows: Math.floor(random() * 40),
  }
}

const TEXT = 'VARCHAR'
const TEXTS = 'VARCHAR[]'
const FLAG = 'BOOLEAN'
const PLAIN_COLUMNS = {
  has_link: FLAG,
  link_domains: TEXTS,
  has_attachment: FLAG,
  attachment_names: TEXTS,
  has_code: FLAG,
}
const SLACK = {
  message_id: TEXT,
  thread_id: TEXT,
  channel_id: TEXT,
  channel_cat: TEXT,
  ts: 'TIMESTAMP',
  user_id: TEXT,
  text: TEXT,
  reply_to: TEXT,
  reply_count: 'INTEGER',
  ...PLAIN_COLUMNS,
}
const EMAIL = {
  message_id: TEXT,
  thread_id: TEXT,
  ts: 'TIMESTAMP',
  from_id: TEXT,
  to_ids: TEXTS,
  cc_ids: TEXTS,
  list_cat: TEXT,
  subject: TEXT,
  body_text: TEXT,
  ...PLAIN_COLUMNS,
}
const NLQ = {
  query_id: TEXT,
  user_id: TEXT,
  app: TEXT,
  ts: 'TIMESTAMP',
  query_text: TEXT,
  generated_sql: TEXT,
  success_flag: FLAG,
  latency_ms: 'INTEGER',
  result_rows: 'INTEGER',
}
const THREAD_LABELS = { thread_id: TEXT, relevance: TEXT, theme: TEXT, event_id: TEXT }

async function writeTable(
  path: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Promise<void> {
  const lines = `${path}.jsonl`
  writeFileSync(lines, rows.map((row) => JSON.stringify(row)).join('\n'))
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `COPY (SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = {${types.join(', ')}})) TO '${path}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
  rmSync(lines)
}
