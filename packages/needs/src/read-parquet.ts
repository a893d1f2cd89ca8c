import { openDatabase } from './database.ts'
import { quote } from './draw.ts'
import { needsError } from './errors.ts'

/**
 * Some columns of a Parquet file as objects, in order of the first column. The caller vouches for the types.
 * @throws `needs/broken-file` where it is no Parquet file or has not these columns
 */
export async function readParquet<T extends object>(
  path: string,
  columns: readonly (keyof T & string)[],
): Promise<readonly T[]> {
  const db = await openDatabase(':memory:', 1)
  try {
    const rows = await db.rows(
      `SELECT ${columns.join(', ')} FROM read_parquet(${quote(path)}) ORDER BY ${columns[0]}`,
    )
    return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])) as T)
  } catch {
    throw needsError('broken-file', { path })
  } finally {
    await db[Symbol.asyncDispose]()
  }
}
