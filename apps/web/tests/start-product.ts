import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from '@playwright/test'
import { BASE_URL, ROOT, SERVE, SESSION_FILE } from './product.ts'

const STARTS_WITHIN_MS = 120_000
const LINK = /sign-in#token=(\S+)/

/** Starts the product with a store of its own, signs in by the link it prints, and stops it after the tests. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), 'numize-browser-'))
  const server = spawn(process.execPath, SERVE, {
    cwd: ROOT,
    env: { ...process.env, NUMIZE_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await signIn(await printedToken(server))
  } catch (error) {
    server.kill()
    throw error
  }
  return async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await gone
    rmSync(state, { recursive: true, force: true })
  }
}

const printedToken = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(
      () => reject(new Error(`no sign-in link was printed:\n${said}`)),
      STARTS_WITHIN_MS,
    )
    server.once('exit', (code) => reject(new Error(`the product ended with ${code}:\n${said}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const token = LINK.exec(said)?.[1]
      if (token === undefined) return
      clearTimeout(timer)
      resolve(token)
    })
  })

async function signIn(token: string): Promise<void> {
  const client = await request.newContext({ baseURL: BASE_URL, extraHTTPHeaders: { origin: BASE_URL } })
  const reply = await client.post('/v1/sign-in', { data: { token } })
  if (!reply.ok()) throw new Error(`the sign-in link was refused: ${await reply.text()}`)
  await client.storageState({ path: SESSION_FILE })
  await client.dispose()
}
