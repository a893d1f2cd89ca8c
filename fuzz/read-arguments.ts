import { startTestServer, type TestServer } from '@numize/engines/testing'

interface Arguments {
  readonly words: readonly string[]
  /** Where `--postgres` asks for one; null = DuckDB. */
  readonly server: TestServer | null
}

/** @throws where Postgres is asked for and cannot start here */
export async function readArguments(args: readonly string[]): Promise<Arguments> {
  const words = args.filter((word) => !word.startsWith('--'))
  if (!args.includes('--postgres')) return { words, server: null }
  const server = await startTestServer((reason) => console.error(reason))
  if (!server) throw new Error('Postgres cannot start here')
  return { words, server }
}
