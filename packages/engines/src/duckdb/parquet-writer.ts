import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import { quoteName, quoteText } from './quote.ts'
import { inferColumns, type TextColumn } from './typing/infer-columns.ts'

const CHUNK_ROWS = 2048

/** A value on its way into Parquet: its type is found from all texts of its column. */
export type TextCell = string | null

export interface WrittenTable {
  readonly rows: number
  readonly warnings: readonly string[]
}

/** Writes tables of texts as Parquet with the types their values have. For use in a child process. */
export interface ParquetWriter {
  /** @throws when the disk is full; `file` is then left unfinished */
  write(
    file: string,
    columns: readonly TextColumn[],
    rows: Iterable<readonly TextCell[]>,
  ): Promise<WrittenTable>
  close(): void
}

export async function openParquetWriter(options: {
  readonly memoryLimitMb: number
  readonly tempDir: string
}): Promise<ParquetWriter> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memoryLimitMb}MB`,
    temp_directory: options.tempDir,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  return {
    write: (file, columns, rows) => writeTable(connection, file, columns, rows),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function writeTable(
  connection: DuckDBConnection,
  file: string,
  columns: readonly TextColumn[],
  rows: Iterable<readonly TextCell[]>,
): Promise<WrittenTable> {
  const names = columns.map(({ name }) => `${quoteName(name)} VARCHAR`)
  await connection.run(`CREATE OR REPLACE TABLE staged (${names.join(', ')})`)
  await append(connection, columns.length, rows)
  const inferred = await inferColumns(connection, 'staged', columns)
  const reader = await connection.runAndReadAll(
    `COPY (SELECT ${inferred.map(({ select }) => select).join(', ')} FROM staged) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  )
  await connection.run('DROP TABLE staged')
  return {
    rows: Number(reader.getRows()[0]?.[0]),
    warnings: inferred.flatMap(({ warning }) => warning ?? []),
  }
}

async function append(
  connection: DuckDBConnection,
  width: number,
  rows: Iterable<readonly TextCell[]>,
): Promise<void> {
  const appender = await connection.createAppender('staged')
  const types = Array.from({ length: width }, () => VARCHAR)
  let batch: TextCell[][] = []
  const flush = (): void => {
    const chunk = DuckDBDataChunk.create(types, batch.length)
    chunk.setRows(batch)
    appender.appendDataChunk(chunk)
    batch = []
  }
  for (const row of rows) {
    batch.push([...row])
    if (batch.length === CHUNK_ROWS) flush()
  }
  if (batch.length > 0) flush()
  appender.closeSync()
}
