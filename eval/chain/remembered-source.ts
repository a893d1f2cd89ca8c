import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine, Rows } from '@numize/engines'
import type { OpenSource } from '@numize/sources'

/** Raised whenever an engine would give other rows for the same statement. */
const FORMAT = 1

interface Memory {
  readonly tables: OpenSource['tables'] | null
  readonly rows: Record<string, Rows | { readonly failed: string }>
}

/**
 * A file's data with the answers it gave before: a statement that was run on the same file is not run again, and nothing
 * is opened until one is new. For evaluations over hundreds of small files that never change.
 */
export async function rememberedSource(
  path: string,
  stateDir: string,
  open: () => Promise<OpenSource>,
): Promise<OpenSource> {
  const { size, mtimeMs } = statSync(path)
  const key = hash(JSON.stringify([FORMAT, path, size, mtimeMs]))
  const file = join(stateDir, 'answers', `${key}.json`)
  const known = read(file)
  const rows: Memory['rows'] = { ...known?.rows }
  let opened: OpenSource | null = null
  let learnt = false
  const source = async (): Promise<OpenSource> => (opened ??= await open())
  const tables = known?.tables ?? (await source()).tables
  const engine: Engine = {
    dialect: 'duckdb',
    run: async (sql, options) => {
      const before = rows[sql]
      if (before && 'failed' in before) throw new Error(before.failed)
      if (before) return before
      learnt = true
      try {
        return (rows[sql] = await (await source()).engine.run(sql, options))
      } catch (error) {
        rows[sql] = { failed: error instanceof Error ? error.message : String(error) }
        throw error
      }
    },
    estimate: async (sql, options) => (await source()).engine.estimate(sql, options),
    describe: () => Promise.resolve(tables),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  return {
    engine,
    tables,
    warnings: [],
    isLive: false,
    dataVersion: () => Promise.resolve(key),
    isCurrent: () => Promise.resolve(true),
    [Symbol.asyncDispose]: async () => {
      await opened?.[Symbol.asyncDispose]()
      if (!learnt && known) return
      mkdirSync(join(stateDir, 'answers'), { recursive: true })
      writeFileSync(`${file}.${process.pid}`, JSON.stringify({ tables, rows } satisfies Memory))
      renameSync(`${file}.${process.pid}`, file)
    },
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

function read(file: string): Memory | null {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as Memory
}
