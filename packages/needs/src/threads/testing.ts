import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../database.ts'
import { COMMS_FILES, type CommsFile } from './comms-schema.ts'

const TYPES = { text: 'VARCHAR', time: 'TIMESTAMP', texts: 'VARCHAR[]', flag: 'BOOLEAN', number: 'BIGINT' }

export type CommsRows = Readonly<Record<CommsFile, readonly Readonly<Record<string, unknown>>[]>>

/** For tests: the four files of communications; columns that a row does not give are null. */
export async function writeComms(folder: string, rows: Partial<CommsRows>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await using db = await openDatabase(':memory:', 1)
  for (const [file, columns] of Object.entries(COMMS_FILES)) {
    const lines = join(folder, `${file}.jsonl`)
    writeFileSync(lines, (rows[file as CommsFile] ?? []).map((row) => `${JSON.stringify(row)}\n`).join(''))
    const types = Object.entries(columns).map(([name, kind]) => `${name}: '${TYPES[kind]}'`)
    await db.run(
      `COPY (SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = {${types.join(', ')}}))
       TO '${join(folder, `${file}.parquet`)}' (FORMAT parquet)`,
    )
  }
}

/** A row of `slack_messages`; a reply names its root. */
export const slackRow = (
  thread: string,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  message_id: `${thread}-m1`,
  thread_id: thread,
  channel_id: 'c1',
  channel_cat: 'analytics',
  ts: '2026-10-05 17:00:00',
  user_id: 'u1',
  text,
  ...more,
})

export const emailRow = (
  thread: string,
  subject: string,
  body: string,
): Readonly<Record<string, unknown>> => ({
  message_id: `${thread}-m1`,
  thread_id: thread,
  ts: '2026-10-06 17:00:00',
  from_id: 'u2',
  list_cat: 'domain',
  subject,
  body_text: body,
})

export const questionRow = (id: string, text: string, sql: string): Readonly<Record<string, unknown>> => ({
  query_id: id,
  user_id: 'u1',
  app: 'bi',
  ts: '2026-10-07 17:00:00',
  query_text: text,
  generated_sql: sql,
})
