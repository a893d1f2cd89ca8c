import { describeError } from '@numize/base'
import { dnrProgram } from '@numize/needs'
import { CommanderError } from 'commander'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const program = dnrProgram({
  print: (line) => void process.stdout.write(`${line}\n`),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(60)}\r`)
  },
  signal: stop.signal,
}).exitOverride()

/** Exit codes: 0 fine, 2 the caller's fault, 1 ours. */
try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const { code, message } = describeError(error)
  process.stderr.write(`${message}\n`)
  if (code !== 'base/bug') return 2
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
  return 1
}
