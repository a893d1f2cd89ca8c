import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const CLI = join(import.meta.dirname, '../../dist/cli.mjs')
const START_MS = 60_000

/** `numize serve` as a process of its own, which may be killed and started again on the same port. */
export class Served {
  readonly address: string
  readonly #dir: string
  readonly #port: number
  readonly #database: string | null
  #process: ChildProcess | null = null
  #told = ''
  readonly #children = new Set<number>()

  private constructor(dir: string, port: number, database: string | null) {
    this.#dir = dir
    this.#port = port
    this.#database = database
    this.address = `http://127.0.0.1:${port}`
  }

  /** `database`: the address of the server that keeps what it is told; null where its folder does. */
  static readonly over = async (dir: string, database: string | null): Promise<Served> =>
    new Served(dir, await freePort(), database)

  /** Spawns it; does not wait. */
  begin(): void {
    const args = [CLI, 'serve', '--projects', join(this.#dir, 'shop'), '--port', `${this.#port}`]
    this.#told = ''
    this.#process = spawn(process.execPath, args, { env: this.#env(), stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#told += bytes.toString()
      })
  }

  /** Until it says where it runs. @throws with what it printed, where it ended or took a minute. */
  async up(): Promise<void> {
    const until = Date.now() + START_MS
    while (!this.#told.includes('Numize is running at')) {
      if (this.#process?.exitCode !== null || Date.now() > until)
        throw new Error(`the server did not start:\n${this.#told}`)
      await wait(10)
    }
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const ended = this.#process
    if (!ended || ended.exitCode !== null || ended.signalCode !== null) return
    const over = once(ended, 'exit')
    for (const pid of childrenOf(ended.pid)) this.#children.add(pid)
    ended.kill(signal)
    await over
  }

  /** Kills the processes that hold the data, which the server starts again as it needs them; false where none runs. */
  killEngine(): boolean {
    const children = childrenOf(this.#process?.pid)
    for (const pid of children) process.kill(pid, 'SIGKILL')
    return children.length > 0
  }

  /** How many processes that held the data outlive the server they belonged to. */
  leftBehind(): number {
    return [...this.#children].filter((pid) => fileOf(`/proc/${pid}/cmdline`).includes('duckdb-child')).length
  }

  /** What a command of this installation prints. */
  async command(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: this.#env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        text += bytes.toString()
      })
    const [code] = (await once(child, 'close')) as [number | null]
    return { code: code ?? -1, text: text.trim() }
  }

  #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NUMIZE_STATE: join(this.#dir, 'state'),
      NUMIZE_NO_BUILD: '1',
      ...(this.#database === null ? {} : { DATABASE_URL: this.#database }),
    }
  }
}

/** Linux only. */
function childrenOf(pid: number | undefined): readonly number[] {
  const text = fileOf(`/proc/${pid}/task/${pid}/children`).trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
