import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@numize/store/testing'
import { chdbFolder, hasChdb } from './chdb-folder.ts'

/** A ClickHouse server of its own (the engine of chdb, listening for HTTP), for tests and evaluations. */
export interface TestClickhouse extends AsyncDisposable {
  /** Address of the database `default` for its owner. */
  readonly url: string
  readonly urlFor: (login: string, password: string, database?: string) => string
  /** Runs one statement as the owner. */
  readonly execute: (sql: string) => Promise<void>
}

export interface TestLogin {
  readonly name: string
  readonly password: string
  /** Statements like `GRANT SELECT ON shop.orders`. */
  readonly grants: readonly string[]
}

const OWNER: TestLogin = { name: 'owner', password: 'owner', grants: ['GRANT ALL ON *.*'] }
const ZONE_FAR_FROM_UTC = 'America/New_York'
const PATIENCE_MS = 60_000

/** Null where ClickHouse is not installed or cannot run; `why` is told the reason. */
export async function startTestClickhouse(
  why: (reason: string) => void,
  logins: readonly TestLogin[] = [],
): Promise<TestClickhouse | null> {
  if (!hasChdb()) {
    why(`skipped: no ClickHouse here (npm run eval -- metricflow --engine clickhouse installs one)`)
    return null
  }
  const dir = mkdtempSync(join(tmpdir(), 'numize-clickhouse-'))
  writeFileSync(join(dir, 'config.xml'), configOf(dir))
  writeFileSync(join(dir, 'users.xml'), usersOf([OWNER, ...logins]))
  const port = await freePort()
  const child = start(dir, port)
  const reason = await listening(child, port)
  if (reason !== null) {
    await stop(child, dir)
    why(`skipped: ClickHouse cannot start here (${reason})`)
    return null
  }
  const urlFor = (login: string, password: string, database = 'default'): string =>
    `clickhouse://${encodeURIComponent(login)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  return {
    url: urlFor(OWNER.name, OWNER.password),
    urlFor,
    execute: (sql) => execute(port, sql),
    [Symbol.asyncDispose]: () => stop(child, dir),
  }
}

const start = (dir: string, port: number): ChildProcess =>
  spawn(
    process.execPath,
    [fileURLToPath(new URL('./chdb-child.mjs', import.meta.url)), chdbFolder(), dir, String(port)],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )

/** Null once it answers; otherwise what its process said before it ended. */
async function listening(child: ChildProcess, port: number): Promise<string | null> {
  let said = ''
  child.stderr?.on('data', (part) => {
    said += String(part)
  })
  const until = Date.now() + PATIENCE_MS
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => null)
    if (answer?.ok) return null
    await after(50)
  }
  return said.slice(0, 300) || 'it does not answer'
}

async function stop(child: ChildProcess, dir: string): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await gone
  }
  rmSync(dir, { recursive: true, force: true })
}

async function execute(port: number, sql: string): Promise<void> {
  const headers = { 'X-ClickHouse-User': OWNER.name, 'X-ClickHouse-Key': OWNER.password }
  const answer = await fetch(`http://127.0.0.1:${port}/?session_timezone=UTC`, {
    method: 'POST',
    headers,
    body: sql,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text.slice(0, 1000))
}

const configOf = (dir: string): string =>
  `<clickhouse><user_directories><users_xml><path>${escaped(join(dir, 'users.xml'))}</path></users_xml></user_directories></clickhouse>`

/** `default` is who the process itself is; it has no password and starts the listener. */
const usersOf = (logins: readonly TestLogin[]): string => `<clickhouse>
<profiles><default><session_timezone>${ZONE_FAR_FROM_UTC}</session_timezone></default></profiles>
<quotas><default/></quotas>
<users>
${[{ name: 'default', password: '', grants: ['GRANT ALL ON *.*'] }, ...logins].map(userOf).join('\n')}
</users></clickhouse>`

const userOf = ({ name, password, grants }: TestLogin): string =>
  `<${name}><password>${escaped(password)}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota><grants>${grants.map((grant) => `<query>${escaped(grant)}</query>`).join('')}</grants></${name}>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
