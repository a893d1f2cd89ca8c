import type { ChildProcess } from 'node:child_process'
import { type Failure, fail, failed } from '../errors.ts'
import type { ChildRows, FromChild, Opened, RunRequest, Setup, ToChild } from './protocol.ts'

/** How a call ended, other than with rows. `collateral`: the child was killed because of another call. */
export type Ending =
  | { readonly kind: 'rows'; readonly rows: ChildRows }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'died' }
  | { readonly kind: 'collateral' }

/** How long an interrupted statement may go on before its process is killed. */
const INTERRUPT_GRACE_MS = 500

/** The parent's hold on one engine child. */
export class DuckdbChild {
  readonly #opened: Promise<Opened>
  readonly #process: ChildProcess
  readonly #calls = new Map<number, (ending: Ending) => void>()
  #stderr = ''
  #nextId = 1
  #alive = true
  #killedFor: number | null = null

  /** `started` runs `child.ts`, behind whatever limits it. */
  constructor(setup: Setup, started: ChildProcess) {
    this.#process = started
    this.#opened = new Promise((resolve, reject) => {
      this.#process.on('message', (message: FromChild) => {
        if (message.kind === 'opened') resolve(message.opened)
        else if (message.kind === 'notOpened') reject(failed(message.failure))
        else this.#end(message.id, message)
      })
      this.#process.once('exit', () => {
        reject(fail('not-started', { reason: lastLine(this.#stderr) }))
        this.#exited()
      })
      this.#process.once('error', reject)
    })
    this.#opened.catch(() => this.kill())
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-2000)
    })
    this.#send({ kind: 'open', setup })
    this.#letGo()
  }

  get pid(): number | null {
    return this.#process.pid ?? null
  }

  get alive(): boolean {
    return this.#alive
  }

  /** @throws why it could not open its data. */
  async opened(): Promise<Opened> {
    this.#hold()
    try {
      return await this.#opened
    } finally {
      if (this.#calls.size === 0) this.#letGo()
    }
  }

  /** Never rejects. `signal` asks the statement to stop; a child that does not obey is killed. */
  call(request: RunRequest, signal: AbortSignal): Promise<Ending> {
    if (!this.#alive) return Promise.resolve({ kind: 'collateral' })
    const id = this.#nextId++
    this.#hold()
    return new Promise((resolve) => {
      const stop = (): void => this.#stop(id)
      this.#calls.set(id, (ending) => {
        signal.removeEventListener('abort', stop)
        resolve(ending)
      })
      signal.addEventListener('abort', stop)
      this.#send({ kind: 'run', id, ...request })
      if (signal.aborted) stop()
    })
  }

  kill(): void {
    this.#alive = false
    this.#process.kill('SIGKILL')
  }

  #stop(id: number): void {
    this.#send({ kind: 'interrupt', id })
    setTimeout(() => {
      if (!this.#calls.has(id)) return
      this.#killedFor = id
      this.kill()
    }, INTERRUPT_GRACE_MS)
  }

  #end(id: number, ending: Ending): void {
    this.#calls.get(id)?.(ending)
    this.#calls.delete(id)
    if (this.#calls.size === 0) this.#letGo()
  }

  #exited(): void {
    this.#alive = false
    for (const id of this.#calls.keys()) this.#end(id, this.#endingAtExit(id))
  }

  #endingAtExit(id: number): Ending {
    if (this.#killedFor === null) return { kind: 'died' }
    return { kind: this.#killedFor === id ? 'interrupted' : 'collateral' }
  }

  #send(message: ToChild): void {
    if (this.#process.connected) this.#process.send(message, () => {})
  }

  /** An idle child never keeps its parent running. */
  #letGo(): void {
    this.#process.unref()
    this.#process.channel?.unref()
    ;(this.#process.stderr as { unref?: () => void } | null)?.unref?.()
  }

  #hold(): void {
    this.#process.ref()
    this.#process.channel?.ref()
  }
}

const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => /Error|error/.test(line)) ?? 'it ended without a word'
