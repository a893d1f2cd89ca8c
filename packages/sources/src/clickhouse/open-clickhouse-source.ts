import { hashJson, hashText } from '@numize/base'
import { type ClickhouseEngine, clickhouseServer, openClickhouse, type Table } from '@numize/engines'
import type { Connection } from '@numize/semantic'
import { fail } from '../errors.ts'
import { expandReferences } from '../expand-references.ts'
import type { OpenSource, Outside } from '../opened.ts'
import { requireReachable } from '../reachable.ts'

type ClickhouseConnection = Extract<Connection, { readonly kind: 'clickhouse' }>

/**
 * One database of a ClickHouse server (the one its address names), asked where it is and never written. Its version
 * is the parts on disk, where they say all; else no answer is served twice.
 * @throws `secrets/…`, `sources/no-readable-tables`, `engines/no-client`, `engines/no-connection`
 */
export async function openClickhouseSource(
  connection: ClickhouseConnection,
  { resolve, reach }: Outside,
): Promise<OpenSource> {
  const connectionString = await expandReferences(connection.url, resolve)
  await requireReachable('clickhouse', connectionString, reach)
  const engine = await openClickhouse({ connectionString })
  const shown = await shownTables(engine)
  const server = clickhouseServer(connectionString)
  const { login, database, unreadable } = engine
  const hidden = unreadable.filter((name) => name.startsWith(`${database}.`))
  if (shown.length === 0) {
    await engine[Symbol.asyncDispose]()
    if (hidden.length > 0)
      throw fail('no-rights', { server, grant: `GRANT SELECT ON ${database}.* TO ${login}` })
    throw fail('no-readable-tables', { server, login, schema: database, some: false })
  }
  return {
    engine,
    tables: shown,
    warnings: missingRights(hidden, login),
    isLive: true,
    dataVersion: async () => hashText(`${server} ${await engine.snapshot()}`),
    isCurrent: async () => hashJson(await shownTables(engine)) === hashJson(shown),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

const shownTables = async (engine: ClickhouseEngine): Promise<readonly Table[]> =>
  (await engine.describe()).filter(({ schema }) => schema === engine.database)

const NAMED = 5

function missingRights(names: readonly string[], login: string): string[] {
  if (names.length === 0) return []
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return [
    `Your login cannot read ${names.slice(0, NAMED).join(', ')}${more}: GRANT SELECT ON ${names[0]} TO ${login}`,
  ]
}
