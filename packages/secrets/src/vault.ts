import { readFile } from 'node:fs/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { fail } from './errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

const TIMEOUT_MS = 10_000
const MAX_BYTES = 1_000_000

/**
 * A field of a secret in HashiCorp Vault's KV version 2 engine: `kv/app/db`, `url` is GET /v1/kv/data/app/db. Server and
 * token are those of Vault's own tools: VAULT_ADDR, VAULT_TOKEN or VAULT_TOKEN_FILE, VAULT_NAMESPACE, VAULT_CACERT.
 * Nothing is kept: a secret that was changed there is another at its next use.
 * @throws `secrets/no-vault`, `secrets/vault-silent`, `secrets/vault-refused`, `secrets/vault-missing`
 */
export async function readVault(path: string, field: string, env: Environment): Promise<string> {
  const address = env['VAULT_ADDR']
  const token = env['VAULT_TOKEN'] ?? (await fileOf(env['VAULT_TOKEN_FILE']))?.trim()
  if (!address || !token || !URL.canParse(address)) throw fail('no-vault')
  const url = dataUrl(path, address)
  const server = url.host
  const namespace = env['VAULT_NAMESPACE']
  const reply = await get(url, {
    headers: { 'X-Vault-Token': token, ...(namespace ? { 'X-Vault-Namespace': namespace } : {}) },
    ca: await fileOf(env['VAULT_CACERT']),
  }).catch((error: NodeJS.ErrnoException) => {
    throw fail('vault-silent', { server, reason: error.code ?? 'no answer' })
  })
  if (reply.status === 404) throw fail('vault-missing', { server, path, field: null })
  if (reply.status !== 200) throw fail('vault-refused', { server, path, status: reply.status })
  const value = valueOf(reply.text, field)
  if (value === null) throw fail('vault-missing', { server, path, field })
  return value
}

function dataUrl(path: string, address: string): URL {
  const [mount = '', ...rest] = path.split('/').filter((part) => part !== '')
  const parts = [mount, 'data', ...(rest[0] === 'data' ? rest.slice(1) : rest)]
  const base = address.replace(/\/+$/, '')
  return new URL(`${base}/v1/${parts.map(encodeURIComponent).join('/')}`)
}

function valueOf(text: string, field: string): string | null {
  const body = JSON.parse(text) as { data?: { data?: Record<string, unknown> | null } }
  const data = body.data?.data ?? {}
  const value = Object.hasOwn(data, field) ? data[field] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

interface Asked {
  readonly headers: Readonly<Record<string, string>>
  readonly ca: string | undefined
}

/** Redirects are not followed: the token goes nowhere else. */
function get(url: URL, { headers, ca }: Asked): Promise<{ status: number; text: string }> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const options = { headers, signal: AbortSignal.timeout(TIMEOUT_MS), ...(ca ? { ca } : {}) }
    const asked = send(url, options, (reply: IncomingMessage) => {
      const chunks: Buffer[] = []
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > MAX_BYTES) asked.destroy()
        chunks.push(chunk)
      })
      reply.on('error', reject)
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function fileOf(path: string | undefined): Promise<string | undefined> {
  if (!path) return undefined
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fail('no-file', { file: path, reason: error.code ?? 'unreadable' })
  })
}
