import { fail } from './errors.ts'
import { openKeyFile } from './key-file.ts'
import { type Keyring, parseKeyring } from './keyring.ts'
import { runProgram, wordsOf } from './run-program.ts'

/** Where keys of one purpose may come from; the first that is said counts. */
export interface KeyPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  /** `NUMIZE_MASTER_KEY` holds keys, `…_COMMAND` a command that prints them, `…_FILE` a file instead of `file`. */
  readonly variable: string
  readonly file: string
}

const COMMAND_TIMEOUT_MS = 10_000

/**
 * The keys of a purpose: from the environment, a command or a file, which is made where there is none.
 * @throws `secrets/bad-key`, `secrets/open-key-file`, `secrets/program-failed`
 */
export async function openKeyring({ env, variable, file }: KeyPlace): Promise<Keyring> {
  const written = said(env, variable)
  if (written !== undefined) return parseKeyring(written, variable)
  const command = said(env, `${variable}_COMMAND`)
  if (command !== undefined) return printedKeyring(command, `${variable}_COMMAND`)
  return openKeyFile(said(env, `${variable}_FILE`) ?? file)
}

async function printedKeyring(command: string, from: string): Promise<Keyring> {
  const argv = wordsOf(command)
  const { code, timedOut, stdout } = await runProgram(argv, { timeoutMs: COMMAND_TIMEOUT_MS })
  if (code === 0) return parseKeyring(stdout, from)
  const reason = timedOut ? 'it took too long' : `it ended with ${code}`
  throw fail('program-failed', { program: argv[0] ?? '', reason })
}

const said = (env: KeyPlace['env'], name: string): string | undefined => env[name]?.trim() || undefined
