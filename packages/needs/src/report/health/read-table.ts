import { NumizeError } from '@numize/base'
import { needsError } from '../../errors.ts'

/** Runs a reading of a table; what the engine says of a damaged file or a wrong type names no cell. */
export async function readTable<T>(table: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NumizeError || !isOfTheData(error)) throw error
    throw needsError('unreadable-rows', { table })
  }
}

/** DuckDB begins its messages with the kind of the failure; a damaged Parquet file shows in several. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof Error &&
  /^(?:Invalid|Invalid Input|Conversion|Binder|IO|Mismatch Type|Out of Range|Serialization) Error|TProtocolException|Snappy|ZSTD|corrupt/i.test(
    error.message,
  )
