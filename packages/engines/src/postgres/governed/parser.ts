import { Worker } from 'node:worker_threads'
import { entryBeside } from '../../duckdb/child-entry.ts'
import { Blocked } from '../../governed/blocked.ts'
import type { Node } from '../../governed/mention.ts'

export interface ParsedStatement {
  readonly stmt: Node
  /** In bytes; absent = 0. */
  readonly stmt_location?: number
  /** In bytes, where the text goes on after the statement. */
  readonly stmt_len?: number
}

/** The statements of a text as Postgres itself reads them. @throws Blocked where it cannot. */
export type Parse = (sql: string) => Promise<readonly ParsedStatement[]>

export interface ParserRequest {
  readonly id: number
  readonly sql: string
}

/** After `tooDeep` the parser's memory is in disorder. */
export type ParserReply =
  | { readonly id: number; readonly kind: 'read'; readonly statements: readonly ParsedStatement[] }
  | { readonly id: number; readonly kind: 'wrong' | 'tooDeep' }

interface Waiting {
  readonly worker: Worker
  readonly answer: (reply: ParserReply | null) => void
}

const PATIENCE_MS = 10_000
const IDLE_MS = 60_000

/** A thread with Postgres's parser in it, started when needed, replaced when a text was too much for it. */
export class PostgresParser {
  #worker: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #next = 1
  #idle: NodeJS.Timeout | null = null

  readonly parse: Parse = async (sql) => {
    // A thread that another text brought down is no fault of this one.
    const reply = (await this.#ask(sql)) ?? (await this.#ask(sql))
    if (reply?.kind === 'read') return reply.statements
    if (reply?.kind === 'wrong') throw new Blocked('it cannot be read as SQL.')
    throw new Blocked('it is nested too deep.')
  }

  close(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#drop()
  }

  #ask(sql: string): Promise<ParserReply | null> {
    const id = this.#next++
    const worker = (this.#worker ??= this.#start())
    worker.ref()
    return new Promise((resolve) => {
      const patience = setTimeout(() => void worker.terminate(), PATIENCE_MS)
      const answer = (reply: ParserReply | null): void => {
        clearTimeout(patience)
        this.#waiting.delete(id)
        if (reply?.kind === 'tooDeep') this.#drop()
        if (this.#waiting.size === 0) this.#rest()
        resolve(reply)
      }
      this.#waiting.set(id, { worker, answer })
      worker.postMessage({ id, sql } satisfies ParserRequest, [])
    })
  }

  #start(): Worker {
    const { file } = entryBeside(import.meta.url, {
      source: './parser-source-worker.mjs',
      built: 'postgres-parser.mjs',
    })
    const worker = new Worker(file, { execArgv: [], env: {} })
    worker.on('message', (reply: ParserReply) => this.#waiting.get(reply.id)?.answer(reply))
    worker.on('error', () => this.#gone(worker))
    worker.on('exit', () => this.#gone(worker))
    return worker
  }

  #rest(): void {
    this.#worker?.unref()
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      if (this.#waiting.size === 0) this.#drop()
    }, IDLE_MS).unref()
  }

  #drop(): void {
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
  }

  /** Whoever still waits for a thread that ended gets no answer. */
  #gone(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null
    const left = Array.from(this.#waiting.values()).filter((one) => one.worker === worker)
    for (const one of left) one.answer(null)
  }
}
