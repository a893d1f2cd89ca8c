/** Reads statements with Postgres's own parser, in a thread that can be thrown away. */
import { parentPort } from 'node:worker_threads'
import { hasSqlDetails, loadModule, parseSync } from 'libpg-query'
import type { ParserReply, ParserRequest } from './parser.ts'

const loaded = loadModule()
const reply = (message: ParserReply): void => parentPort?.postMessage(message, [])

parentPort?.on('message', ({ id, sql }: ParserRequest) => void loaded.then(() => reply(read(id, sql))))

function read(id: number, sql: string): ParserReply {
  try {
    return { id, kind: 'read', statements: (parseSync(sql).stmts ?? []) as never }
  } catch (error) {
    return { id, kind: hasSqlDetails(error) ? 'wrong' : 'tooDeep' }
  }
}
