import { Worker } from 'node:worker_threads'
import { besideCode } from '../beside-code.ts'
import type { QueryRows } from '../database.ts'
import { fail } from '../errors.ts'
import type { Reply, Request, WorkerData } from './protocol.ts'

/** A PGlite in a thread of its own (it stalls its event loop for the length of each query). */
export interface PgliteClient extends AsyncDisposable {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryRows>
  /** Several statements, without parameters. */
  exec(sql: string): Promise<void>
}

interface Waiting {
  resolve(rows: QueryRows): void
  reject(error: Error): void
}

type Sent = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never

/** @throws `store/folder` when the folder cannot be opened. */
export async function startPglite(dir: string | null): Promise<PgliteClient> {
  const worker = startWorker({ dir })
  const waiting = new Map<number, Waiting>()
  let gone: Error | null = null
  let next = 0
  const end = (error: Error): void => {
    gone = error
    for (const caller of waiting.values()) caller.reject(error)
    waiting.clear()
  }
  worker.on('message', (reply: Reply) => settle(reply, waiting))
  worker.on('error', end)
  worker.on('exit', () => end(fail('closed')))
  const send = (request: Sent): Promise<QueryRows> =>
    new Promise((resolve, reject) => {
      if (gone !== null) return reject(gone)
      const id = next++
      waiting.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ ...request, id })
    })
  await ready(worker, dir)
  return {
    query: (sql, parameters) => send({ kind: 'query', sql, parameters }),
    exec: async (sql) => {
      await send({ kind: 'exec', sql })
    },
    [Symbol.asyncDispose]: async () => {
      if (gone === null) await send({ kind: 'close' })
      await worker.terminate()
    },
  }
}

const startWorker = (workerData: WorkerData): Worker =>
  new Worker(besideCode('./pglite/source-worker.mjs', 'pglite-worker.mjs'), { workerData, execArgv: [] })

function settle(reply: Reply, waiting: Map<number, Waiting>): void {
  if (reply.kind === 'ready' || reply.kind === 'failed') return
  const caller = waiting.get(reply.id)
  waiting.delete(reply.id)
  if (reply.kind === 'done') caller?.resolve(reply)
  else caller?.reject(Object.assign(new Error(reply.message), { code: reply.code }))
}

const ready = (worker: Worker, dir: string | null): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (reply: Reply) => {
      if (reply.kind === 'failed')
        reject(fail('folder', { dir: dir ?? 'memory', reason: reply.message.split('\n')[0] ?? '' }))
      else resolve()
    })
  })
