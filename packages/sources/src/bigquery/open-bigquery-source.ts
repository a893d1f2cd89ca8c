import { hashJson } from '@numize/base'
import { type BigqueryEngine, openBigquery } from '@numize/engines'
import type { Connection } from '@numize/semantic'
import { fail } from '../errors.ts'
import { expandReferences } from '../expand-references.ts'
import type { OpenSource, Outside } from '../opened.ts'
import { requireReachable } from '../reachable.ts'
import { bigqueryAddress } from './bigquery-address.ts'

type BigqueryConnection = Extract<Connection, { readonly kind: 'bigquery' }>

/**
 * A BigQuery dataset, asked where it is and never written. Its version is when its tables were last changed; where a
 * view or an outside table keeps that to itself, every moment is a version of its own and nothing is served twice.
 * @throws `sources/bad-address`, `secrets/…`, `sources/no-readable-tables`, `engines/…`
 */
export async function openBigquerySource(
  { url }: BigqueryConnection,
  { resolve, reach }: Outside,
  now: () => number = Date.now,
): Promise<OpenSource> {
  const address = await expandReferences(url, resolve)
  await requireReachable('bigquery', address, reach)
  const options = bigqueryAddress(address, process.env)
  const engine = await openBigquery(options)
  const { projectId, datasetId } = options.dataset
  const { tables, unreadable } = await engine.catalog()
  if (tables.length === 0)
    throw noTables(`bigquery://${projectId}/${datasetId}`, datasetId, unreadable.length > 0)
  return {
    engine,
    tables,
    warnings: missingRights(unreadable, datasetId),
    isLive: true,
    dataVersion: async () => hashJson({ address, version: await versionOf(engine, now) }),
    isCurrent: async () => hashJson(await engine.describe()) === hashJson(tables),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

const versionOf = async (engine: BigqueryEngine, now: () => number): Promise<readonly string[]> =>
  (await engine.catalog()).version ?? [String(now())]

const noTables = (server: string, datasetId: string, some: boolean) =>
  fail('no-dataset-tables', { server, datasetId, some })

const NAMED = 5

function missingRights(unreadable: readonly string[], datasetId: string): string[] {
  if (unreadable.length === 0) return []
  const more = unreadable.length > NAMED ? ` and ${unreadable.length - NAMED} more` : ''
  return [
    `Your login cannot read ${unreadable.slice(0, NAMED).join(', ')}${more}: grant it roles/bigquery.dataViewer on dataset ${datasetId}`,
  ]
}
