import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connection } from '@numize/semantic'
import { fail } from './errors.ts'
import { fileKind } from './files/file-kind.ts'

/**
 * The connection that a `--source` names: a file, a folder, a pattern of files or the address of a database.
 * @throws `sources/no-file`, `sources/unsupported-type`
 */
export function connectionOf(pathOrUrl: string, baseDir = process.cwd()): Connection {
  if (/^postgres(ql)?:\/\//i.test(pathOrUrl)) return { kind: 'postgres', url: pathOrUrl }
  if (/^clickhouse:\/\//i.test(pathOrUrl)) return { kind: 'clickhouse', url: pathOrUrl }
  if (/^bigquery:\/\//i.test(pathOrUrl)) return { kind: 'bigquery', url: pathOrUrl }
  const path = localPath(pathOrUrl)
  const target = resolve(baseDir, path)
  const status = statSync(target, { throwIfNoEntry: false })
  if (!status && path.includes('*')) return { kind: 'files', path: target }
  if (!status) throw fail('no-file', { path, lookedIn: baseDir })
  if (status.isDirectory()) return { kind: 'files', path: target }
  const kind = fileKind(target)
  return { kind: kind === 'sqlite' || kind === 'duckdb' ? kind : 'files', path: target }
}

function localPath(pathOrUrl: string): string {
  if (pathOrUrl.startsWith('file://')) return fileURLToPath(pathOrUrl)
  const scheme = /^([a-z][a-z0-9+]+):\/\//i.exec(pathOrUrl)?.[1]
  if (scheme)
    throw fail('unsupported-type', {
      path: `${scheme}://…`,
      advice:
        'Numize reads files, Postgres, ClickHouse and BigQuery: download the data, or export it to Parquet or CSV, and point at that.',
    })
  return pathOrUrl
}
