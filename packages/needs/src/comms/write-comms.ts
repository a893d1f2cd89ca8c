import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import type { Comms } from './comms-rows.ts'

type Columns = Readonly<Record<string, string>>

const SIGNALS: Columns = {
  has_link: 'BOOLEAN',
  link_domains: 'VARCHAR[]',
  has_attachment: 'BOOLEAN',
  attachment_names: 'VARCHAR[]',
  has_code: 'BOOLEAN',
}
const TRUTH: Columns = { thread_id: 'VARCHAR', relevance: 'VARCHAR', theme: 'VARCHAR', event_id: 'VARCHAR' }

/** Columns and types of each file; those of `comms/` are the spec's, in its order. */
export const COMMS_COLUMNS = {
  slack_messages: {
    message_id: 'VARCHAR',
    thread_id: 'VARCHAR',
    channel_id: 'VARCHAR',
    channel_cat: 'VARCHAR',
    ts: 'TIMESTAMP',
    user_id: 'VARCHAR',
    text: 'VARCHAR',
    reply_to: 'VARCHAR',
    reply_count: 'INTEGER',
    ...SIGNALS,
  },
  email_messages: {
    message_id: 'VARCHAR',
    thread_id: 'VARCHAR',
    ts: 'TIMESTAMP',
    from_id: 'VARCHAR',
    to_ids: 'VARCHAR[]',
    cc_ids: 'VARCHAR[]',
    list_cat: 'VARCHAR',
    subject: 'VARCHAR',
    body_text: 'VARCHAR',
    has_attachment: 'BOOLEAN',
    attachment_names: 'VARCHAR[]',
    has_link: 'BOOLEAN',
    link_domains: 'VARCHAR[]',
    has_code: 'BOOLEAN',
  },
  comms_users: { source: 'VARCHAR', user_id: 'VARCHAR', role: 'VARCHAR' },
  nlq: {
    query_id: 'VARCHAR',
    user_id: 'VARCHAR',
    app: 'VARCHAR',
    ts: 'TIMESTAMP',
    query_text: 'VARCHAR',
    generated_sql: 'VARCHAR',
    success_flag: 'BOOLEAN',
    latency_ms: 'INTEGER',
    result_rows: 'BIGINT',
  },
} as const satisfies Readonly<Record<string, Columns>>

export const LABEL_COLUMNS = {
  slack_labels: TRUTH,
  email_labels: TRUTH,
  nlq_labels: { query_id: 'VARCHAR', theme: 'VARCHAR', event_id: 'VARCHAR' },
} as const satisfies Readonly<Record<string, Columns>>

/** Writes the Parquet files (zstd) of communications into `comms`, and the labels into `meta`; both folders exist. */
export async function writeComms(
  rows: Comms,
  { comms, meta }: { comms: string; meta: string },
): Promise<void> {
  await writeTables(comms, [
    ['slack_messages', COMMS_COLUMNS.slack_messages, rows.slack],
    ['email_messages', COMMS_COLUMNS.email_messages, rows.email],
    ['comms_users', COMMS_COLUMNS.comms_users, rows.users],
    ['nlq', COMMS_COLUMNS.nlq, rows.nlq],
  ])
  await writeTables(meta, [
    ['slack_labels', LABEL_COLUMNS.slack_labels, rows.truth.slack],
    ['email_labels', LABEL_COLUMNS.email_labels, rows.truth.email],
    ['nlq_labels', LABEL_COLUMNS.nlq_labels, rows.truth.nlq],
  ])
}

async function writeTables(
  folder: string,
  tables: readonly (readonly [string, Columns, readonly object[]])[],
): Promise<void> {
  // one thread: the rows keep their order, and the bytes are the same on every machine
  const db = await openDatabase(':memory:', 1)
  try {
    for (const [name, columns, rows] of tables) {
      const lines = join(folder, `${name}.ndjson`)
      await writeFile(lines, rows.map((row) => JSON.stringify(row)).join('\n'))
      const from = rows.length === 0 ? emptyTable(columns) : jsonTable(lines, columns)
      await db.run(
        `COPY (${from}) TO ${quote(join(folder, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
      )
      await rm(lines)
    }
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

const jsonTable = (path: string, columns: Columns): string => {
  const types = Object.entries(columns).map(([name, type]) => `${name}: ${quote(type)}`)
  return `SELECT * FROM read_json(${quote(path)}, format = 'newline_delimited', columns = {${types.join(', ')}})`
}

const emptyTable = (columns: Columns): string =>
  `SELECT ${Object.entries(columns)
    .map(([name, type]) => `CAST(NULL AS ${type}) AS ${name}`)
    .join(', ')} LIMIT 0`
