import { describeError, systemClock } from '@numize/base'
import { dnrProgram } from '@numize/needs'
import { CommanderError } from 'commander'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const program = dnrProgram({
  print: (line) => void process.stdout.write(`${line}\n`),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${line.slice(0, 78).padEnd(78)}\r`)
  },
  signal: stop.signal,
  env: process.env,
  clock: systemClock,
  cwd: process.cwd(),
  exit: (code) => {
    process.exitCode = code
  },
}).exitOverride()

/** Exit codes: 0 fine, 1 ours or a gate that failed, 2 the caller's fault, 130 Ctrl-C. */
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (stop.signal.aborted) {
    process.stderr.write('stopped: nothing half-written was left behind\n')
    return 130
  }
  const { code, message } = describeError(error)
  process.stderr.write(`${message}\n`)
  if (code !== 'base/bug') return 2
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
  return 1
}
