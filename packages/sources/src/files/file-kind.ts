import { closeSync, openSync, readSync } from 'node:fs'
import { extname } from 'node:path'
import { fail } from '../errors.ts'

export type FileKind = 'csv' | 'tsv' | 'json' | 'parquet' | 'sqlite' | 'duckdb'

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  '.csv': 'csv',
  '.txt': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.jsonl': 'json',
  '.ndjson': 'json',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.sqlite': 'sqlite',
  '.sqlite3': 'sqlite',
  '.duckdb': 'duckdb',
  '.ddb': 'duckdb',
}

const ADVICE: Readonly<Record<string, string>> = {
  '.xlsx': 'Save each sheet as CSV and point at those.',
  '.xls': 'Save each sheet as CSV and point at those.',
  '.ods': 'Save each sheet as CSV and point at those.',
  '.gz': 'Unpack it first.',
  '.zip': 'Unpack it first.',
  '.zst': 'Unpack it first.',
}
const READ = 'Numize reads CSV, TSV, JSON, Parquet, SQLite and DuckDB files.'

/** By the extension alone; null where it says nothing. For files of a folder. */
export const kindByName = (path: string): FileKind | null => BY_EXTENSION[extname(path).toLowerCase()] ?? null

/**
 * What a file is: by its first bytes where they tell, by its extension otherwise.
 * @throws `sources/unsupported-type`
 */
export function fileKind(path: string): FileKind {
  const extension = extname(path).toLowerCase()
  const kind = kindByMagic(firstBytes(path, 16)) ?? BY_EXTENSION[extension] ?? databaseKind(extension)
  if (kind) return kind
  throw fail('unsupported-type', { path, advice: ADVICE[extension] ?? READ })
}

/** `.db` is used by both; one without either's mark is an encrypted or damaged SQLite file far more often. */
const databaseKind = (extension: string): FileKind | null => (extension === '.db' ? 'sqlite' : null)

function kindByMagic(bytes: Buffer): FileKind | null {
  if (bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3') return 'sqlite'
  if (bytes.subarray(8, 12).toString('latin1') === 'DUCK') return 'duckdb'
  return bytes.subarray(0, 4).toString('latin1') === 'PAR1' ? 'parquet' : null
}

/** At most `count` bytes from a file's beginning. */
export function firstBytes(path: string, count: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(count)
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0))
  } finally {
    closeSync(file)
  }
}
