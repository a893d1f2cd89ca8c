import { stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** What is piped in, or typed without being shown; without the line end. */
export async function readSecret(prompt: string): Promise<string> {
  if (!stdin.isTTY) return (await text(stdin)).replace(/\r?\n$/, '')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silent, terminal: true })
  stderr.write(prompt)
  const typed = await new Promise<string>((resolve) => lines.question('', resolve))
  lines.close()
  stderr.write('\n')
  return typed
}
