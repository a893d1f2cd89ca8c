import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openClickhouse, openPostgres } from './index.ts'
import { startTestServer, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const dir = mkdtempSync(join(tmpdir(), 'numize-tls-'))
chmodSync(dir, 0o755)
const at = (name: string): string => join(dir, name)
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' })

/** An authority, a server's certificate of it for localhost, and another authority. */
function makeCertificates(): boolean {
  try {
    for (const name of ['ca', 'other'])
      openssl(
        ...`req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${name} -keyout ${name}.key -out ${name}.pem`.split(
          ' ',
        ),
      )
    openssl(
      ...'req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr'.split(' '),
    )
    writeFileSync(at('names'), 'subjectAltName=DNS:localhost\n')
    openssl(
      ...'x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem'.split(
        ' ',
      ),
    )
    return true
  } catch {
    return false
  }
}

const hasCertificates = makeCertificates()
const server = hasCertificates ? await startTestServer(console.warn) : null
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

describe.skipIf(!server)('Postgres over TLS', () => {
  const { execute, url } = server ?? ({} as TestServer)
  beforeAll(async () => {
    chmodSync(at('server.key'), 0o600)
    if (process.getuid?.() === 0) execFileSync('chown', ['postgres', at('server.key')])
    for (const [name, value] of [
      ['ssl_cert_file', at('server.pem')],
      ['ssl_key_file', at('server.key')],
      ['ssl', 'on'],
    ])
      await execute(`ALTER SYSTEM SET ${name} = '${value}'`)
    await execute('SELECT pg_reload_conf()')
    await execute('CREATE TABLE boats (boat text)')
  })

  const encrypted = async (address: string): Promise<unknown> => {
    await using engine = await openPostgres({ connectionString: address })
    const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
    return (await engine.run(sql, { deadlineMs: 10_000, maxRows: 1 })).rows
  }

  it('reaches a server whose certificate the named authority made for its host, and no other', async () => {
    const verified = `${url}?sslmode=verify-full&sslrootcert=`
    await vi.waitFor(async () => expect(await encrypted(verified + at('ca.pem'))).toEqual([[true]]), 20_000)
    await expect(encrypted(verified + at('other.pem'))).rejects.toThrow('certificate is not trusted')
    await expect(encrypted(`${url}?sslmode=verify-full`)).rejects.toThrow('certificate is not trusted')
    const elsewhere = verified.replace('localhost', '127.0.0.1')
    await expect(encrypted(elsewhere + at('ca.pem'))).rejects.toMatchObject({ code: 'engines/no-connection' })
    await expect(encrypted(verified + at('missing.pem'))).rejects.toMatchObject({
      code: 'engines/no-connection',
    })
  })
})

describe.skipIf(!hasCertificates)('ClickHouse over TLS', () => {
  it('speaks only to a server of the named authority', async () => {
    const asked: string[] = []
    const fake = createServer(
      { key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')) },
      (request, reply) => {
        asked.push(request.url ?? '')
        reply
          .writeHead(500, { 'x-clickhouse-exception-code': '516' })
          .end('Code: 516. DB::Exception: (AUTHENTICATION_FAILED)')
      },
    ).listen(0)
    await once(fake, 'listening')
    const { port } = fake.address() as AddressInfo
    const open = (settings: string, host = 'localhost') =>
      openClickhouse({
        connectionString: `clickhouse://ann:hush@${host}:${port}/shop?secure=true${settings}`,
      })
    await expect(open(`&ca=${at('other.pem')}`)).rejects.toThrow('certificate is not trusted')
    await expect(open('')).rejects.toThrow('certificate is not trusted')
    await expect(open(`&ca=${at('missing.pem')}`)).rejects.toThrow('cannot be read: ENOENT')
    await expect(open(`&ca=${at('ca.pem')}`, '127.0.0.1')).rejects.toThrow('certificate is not trusted')
    expect(asked).toEqual([])
    await expect(open(`&ca=${at('ca.pem')}`)).rejects.toMatchObject({ code: 'engines/no-connection' })
    expect(asked.length).toBeGreaterThan(0)
    fake.close()
    fake.closeAllConnections()
  })
})
