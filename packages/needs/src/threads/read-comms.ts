import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBValue } from '@duckdb/node-api'
import type { Source } from '../config/dnr-config.ts'
import { type Database, openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import { needsError } from '../errors.ts'
import { type CommsFile, schemaProblem } from './comms-schema.ts'
import type { Message, Question, Thread } from './thread.ts'

/** Communications read from a folder. A file that is missing or damaged makes its own source partial, no other. */
export interface Comms {
  readonly threads: readonly Thread[]
  readonly questions: readonly Question[]
  /** What is wrong with a source, in one sentence; null where nothing is. */
  readonly problems: Readonly<Record<Source, string | null>>
}

type Row = readonly DuckDBValue[]
type Roles = ReadonlyMap<string, string>

interface Read {
  readonly rows: readonly Row[]
  readonly problem: string | null
}

const SLACK_SQL = `SELECT thread_id, message_id, epoch_ms(ts), user_id, coalesce(text, ''), channel_id, channel_cat,
  coalesce(has_link, false), coalesce(has_code, false), array_to_string(link_domains, ' '), reply_to IS NOT NULL`
const EMAIL_SQL = `SELECT thread_id, message_id, epoch_ms(ts), from_id, coalesce(subject, '') || chr(10) || coalesce(body_text, ''), list_cat,
  list_cat, coalesce(has_link, false), coalesce(has_code, false), array_to_string(link_domains, ' '), false`
const NLQ_SQL = `SELECT query_id, epoch_ms(ts), user_id, coalesce(query_text, ''), coalesce(generated_sql, '')`
const USERS_SQL = `SELECT source, user_id, role`

/**
 * Reads the four Parquet files of a folder; threads and questions come in order of time, then of id.
 * @throws `needs/no-comms` where there is none of them
 */
export async function readComms(folder: string): Promise<Comms> {
  requireComms(folder)
  const db = await openDatabase(':memory:', 1)
  try {
    const slack = await readFile(
      db,
      folder,
      'slack_messages',
      `${SLACK_SQL} FROM file WHERE thread_id IS NOT NULL`,
    )
    const email = await readFile(
      db,
      folder,
      'email_messages',
      `${EMAIL_SQL} FROM file WHERE thread_id IS NOT NULL`,
    )
    const nlq = await readFile(db, folder, 'nlq', `${NLQ_SQL} FROM file WHERE query_id IS NOT NULL`)
    const users = await readFile(db, folder, 'comms_users', `${USERS_SQL} FROM file`)
    const roles = new Map(
      users.rows.map(([source, user, role]) => [`${String(source)} ${String(user)}`, String(role)]),
    )
    return {
      threads: [...threadsOf('slack', slack.rows, roles), ...threadsOf('email', email.rows, roles)],
      questions: questionsOf(nlq.rows, roles),
      problems: { slack: slack.problem, email: email.problem, nlq: nlq.problem },
    }
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

function requireComms(folder: string): void {
  const files: readonly CommsFile[] = ['slack_messages', 'email_messages', 'nlq']
  if (!files.some((file) => existsSync(join(folder, `${file}.parquet`))))
    throw needsError('no-comms', { path: folder })
}

async function readFile(db: Database, folder: string, file: CommsFile, sql: string): Promise<Read> {
  const path = join(folder, `${file}.parquet`)
  if (!existsSync(path)) return { rows: [], problem: `${file}.parquet is not there` }
  try {
    await db.run(`CREATE OR REPLACE VIEW file AS SELECT * FROM read_parquet(${quote(path)})`)
    const types = await db.rows('SELECT column_name, column_type FROM (DESCRIBE file)')
    const problem = schemaProblem(file, new Map(types.map(([name, type]) => [String(name), String(type)])))
    return problem === null ? { rows: await db.rows(sql), problem } : { rows: [], problem }
  } catch {
    return { rows: [], problem: `${file}.parquet is damaged or no Parquet file` }
  }
}

interface Placed {
  readonly message: Message
  readonly channel: string
  readonly category: string
  readonly isReply: boolean
}

function threadsOf(source: 'slack' | 'email', rows: readonly Row[], roles: Roles): readonly Thread[] {
  const byThread = new Map<string, Placed[]>()
  for (const row of rows) {
    const id = String(row[0])
    const known = byThread.get(id)
    if (known) known.push(placed(source, row, roles))
    else byThread.set(id, [placed(source, row, roles)])
  }
  return [...byThread].map(([id, messages]) => assemble(source, id, messages)).toSorted(byTime)
}

function placed(source: string, row: Row, roles: Roles): Placed {
  const [, id, ts, user, text, channel, category, hasLink, hasCode, domains, isReply] = row
  return {
    channel: String(channel ?? ''),
    category: String(category ?? ''),
    isReply: isReply === true,
    message: {
      id: String(id ?? ''),
      ts: Number(ts ?? 0),
      role: roles.get(`${source} ${String(user)}`) ?? 'other',
      text: String(text),
      hasLink: hasLink === true,
      hasCode: hasCode === true,
      linkDomains: String(domains ?? '')
        .split(' ')
        .filter(Boolean),
    },
  }
}

/** The root is the earliest message that replies to none; where all do, the earliest. */
function assemble(source: 'slack' | 'email', id: string, messages: readonly Placed[]): Thread {
  const inOrder = messages.toSorted(({ message: a }, { message: b }) => a.ts - b.ts || (a.id < b.id ? -1 : 1))
  const root = inOrder.find(({ isReply }) => !isReply) ?? inOrder[0]
  if (!root) throw new Error('a thread without messages')
  return {
    source,
    id,
    channel: root.channel,
    category: root.category,
    root: root.message,
    replies: inOrder.filter((one) => one !== root).map(({ message }) => message),
  }
}

const byTime = (a: Thread, b: Thread): number => a.root.ts - b.root.ts || (a.id < b.id ? -1 : 1)

const questionsOf = (rows: readonly Row[], roles: Roles): readonly Question[] =>
  rows
    .map(([id, ts, user, text, sql]) => ({
      id: String(id),
      ts: Number(ts ?? 0),
      role: roles.get(`nlq ${String(user)}`) ?? roles.get(`slack ${String(user)}`) ?? 'other',
      text: String(text),
      sql: String(sql),
    }))
    .toSorted((a, b) => a.ts - b.ts || (a.id < b.id ? -1 : 1))
