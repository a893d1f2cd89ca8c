import { spawn } from 'node:child_process'
import { Readable, type Writable } from 'node:stream'
import { fail } from './errors.ts'

export interface ProgramOptions {
  readonly input?: string | Uint8Array | Readable
  readonly timeoutMs: number
  /** Characters of output kept. Default 64 KiB. */
  readonly maxOutput?: number
}

export interface ProgramEnd {
  /** Null where it was killed. */
  readonly code: number | null
  readonly timedOut: boolean
  readonly stdout: string
}

const MAX_OUTPUT = 65_536

/**
 * Runs a program with its arguments as they are: no shell reads them. Past its time it is killed, with what it started.
 * @throws `secrets/program-failed` where it cannot be started
 */
export function runProgram(argv: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
  const [program = '', ...args] = argv
  const { input = '', timeoutMs, maxOutput = MAX_OUTPUT } = options
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    const chunks: Buffer[] = []
    let kept = 0
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      killGroup(child.pid)
      child.stdout.destroy()
    }, timeoutMs)
    child.stdout.on('data', (chunk: Buffer) => {
      if (kept < maxOutput) chunks.push(chunk)
      kept += chunk.length
    })
    child.stdin.on('error', () => undefined)
    give(child.stdin, input)
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      reject(fail('program-failed', { program, reason: error.code ?? 'it does not start' }))
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      const stdout = Buffer.concat(chunks).toString('utf8').slice(0, maxOutput)
      resolve({ code, timedOut, stdout })
    })
  })
}

/** A program that has heard enough may close its input. */
function give(stdin: Writable, input: string | Uint8Array | Readable): void {
  if (input instanceof Readable) {
    input.on('error', () => stdin.destroy())
    stdin.on('close', () => input.destroy())
    input.pipe(stdin)
  } else stdin.end(input)
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}

/** A command as a setting writes it: a JSON list of words, or words between blanks. */
export function wordsOf(command: string): readonly string[] {
  const text = command.trim()
  if (!text.startsWith('[')) return text.split(/\s+/)
  const words: unknown = JSON.parse(text)
  return Array.isArray(words) ? words.map(String) : []
}
