import { parentPort, workerData } from 'node:worker_threads'
import { type PGlite, types } from '@electric-sql/pglite'
import type { Reply, Request, WorkerData } from './protocol.ts'
import { openPglite } from './template.ts'

const { dir } = workerData as WorkerData

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const send = (reply: Reply): void => parentPort?.postMessage(reply)

/** Whole numbers arrive as numbers, moments as ISO text in UTC: plain values that cross threads. */
const parsers = {
  [types.INT8]: Number,
  [types.TIMESTAMPTZ]: (text: string) => new Date(text).toISOString(),
}

async function serve(database: PGlite, request: Request): Promise<Reply> {
  const { id } = request
  try {
    if (request.kind === 'close') {
      await database.close()
      return { id, kind: 'done', rows: [], affected: 0 }
    }
    if (request.kind === 'exec') {
      await execute(database, request.sql)
      return { id, kind: 'done', rows: [], affected: 0 }
    }
    const { rows, affectedRows } = await database.query(request.sql, [...request.parameters])
    return { id, kind: 'done', rows, affected: affectedRows ?? 0 }
  } catch (error) {
    const { message, code } = error as { message: string; code?: string }
    return { id, kind: 'error', message, code: code ?? null }
  }
}

/** A transaction that the statements left open is given up: the next caller must not find itself in it. */
async function execute(database: PGlite, statements: string): Promise<void> {
  try {
    await database.exec(statements)
  } catch (error) {
    await database.exec('ROLLBACK')
    throw error
  }
}

try {
  const database = await openPglite(dir, { parsers })
  const answer = async (request: Request): Promise<void> => {
    send(await serve(database, request))
    if (request.kind === 'close') parentPort?.close()
  }
  parentPort?.on('message', (request: Request) => void answer(request))
  send({ kind: 'ready' })
} catch (error) {
  send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
}
