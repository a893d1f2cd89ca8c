import { hashJson, hashText } from '@numize/base'
import { openPostgres, type PostgresEngine, serverOf, type Table } from '@numize/engines'
import type { Connection } from '@numize/semantic'
import { fail } from '../errors.ts'
import { expandReferences } from '../expand-references.ts'
import type { OpenSource, Outside } from '../opened.ts'
import { requireReachable } from '../reachable.ts'

type PostgresConnection = Extract<Connection, { readonly kind: 'postgres' }>

/**
 * A Postgres database, asked where it is and never written. Its version is the server's snapshot: it stands still
 * while nobody writes to any database of the server, and results are kept as long; under steady writes nothing is
 * served twice.
 * @throws `secrets/…`, `sources/no-readable-tables`, `engines/no-connection`
 */
export async function openPostgresSource(
  connection: PostgresConnection,
  { resolve, reach }: Outside,
): Promise<OpenSource> {
  const connectionString = await expandReferences(connection.url, resolve)
  await requireReachable('postgres', connectionString, reach)
  const engine = await openPostgres({ connectionString })
  const shown = await shownTables(engine, connection)
  const server = serverOf(connectionString)
  if (shown.length === 0) {
    const { login, unreadable } = engine
    await engine[Symbol.asyncDispose]()
    const schema = connection.schema ?? 'public'
    throw fail('no-readable-tables', { server, login, schema, some: unreadable.length > 0 })
  }
  return {
    engine,
    tables: shown,
    warnings: missingRights(engine, connection),
    isLive: true,
    dataVersion: async () => hashText(`${server} ${await engine.snapshot()}`),
    isCurrent: async () => hashJson(await shownTables(engine, connection)) === hashJson(shown),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

const shownTables = async (
  engine: PostgresEngine,
  { schema }: PostgresConnection,
): Promise<readonly Table[]> =>
  (await engine.describe()).filter((table) => schema === undefined || table.schema === schema)

const NAMED = 5

function missingRights({ login, unreadable }: PostgresEngine, { schema }: PostgresConnection): string[] {
  const names = unreadable.filter((name) => schema === undefined || name.startsWith(`${schema}.`))
  if (names.length === 0) return []
  const shown = names.slice(0, NAMED).join(', ')
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return [`Your login cannot read ${shown}${more}: GRANT SELECT ON ${names[0]} TO ${login}`]
}
