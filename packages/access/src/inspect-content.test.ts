import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Carriage, contentInspector } from './index.ts'

const dir = mkdtempSync(join(tmpdir(), 'numize-dlp-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const carriage: Carriage = {
  direction: 'export',
  orgId: 'o',
  userId: 'ada',
  project: 'shop',
  name: `"; touch ${join(dir, 'owned')}; é.csv`,
  mediaType: 'text/csv',
}
const content = Buffer.from('name\nAnn é\n')

/** Keeps what it was given, and refuses what holds "secret". */
const program = join(dir, 'check')
writeFileSync(
  program,
  `#!/bin/sh
cat > "${dir}/given"
if grep -q secret "${dir}/given"; then echo "Holds a secret; ask the data officer."; echo more; exit 1; fi
`,
)
chmodSync(program, 0o755)
const byCommand = (command: string, more: Record<string, string> = {}) =>
  contentInspector({ NUMIZE_DLP_COMMAND: command, ...more })

it('nobody looks unless somebody is set', () => {
  expect(contentInspector({})).toBeNull()
})

it('a command is given the description and the content, and no shell', async () => {
  await byCommand(program)?.(carriage, content)
  const [description = '', ...rest] = readFileSync(join(dir, 'given'), 'utf8').split('\n')
  expect(JSON.parse(description)).toEqual({ ...carriage, bytes: content.byteLength })
  expect(rest.join('\n')).toBe(content.toString())
  expect(existsSync(join(dir, 'owned'))).toBe(false)
})

it('a command refuses with its sentence', async () => {
  await expect(byCommand(program)?.(carriage, Buffer.from('a secret'))).rejects.toMatchObject({
    code: 'access/content-refused',
    message: expect.stringContaining('Holds a secret; ask the data officer.'),
  })
})

it.each([
  ['fails', '["sh", "-c", "exit 3"]'],
  ['is not there', '/no/such/program'],
  ['dies', '["sh", "-c", "kill -9 $$"]'],
])('a command that %s refuses', async (_, command) => {
  await expect(byCommand(command)?.(carriage, content)).rejects.toThrow('its check failed')
})

it('a command that takes too long is killed and refuses', async () => {
  const pid = join(dir, 'pid')
  const slow = byCommand(JSON.stringify(['sh', '-c', `echo $$ > ${pid}; sleep 600`]), {
    NUMIZE_DLP_TIMEOUT_MS: '1000',
  })
  await expect(slow?.(carriage, content)).rejects.toThrow('took too long')
  await expect
    .poll(() => existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}/cmdline`) && isRunning(pid))
    .toBe(false)
})

const isRunning = (pid: string): boolean =>
  !/\) [ZX] /.test(readFileSync(`/proc/${readFileSync(pid, 'utf8').trim()}/stat`, 'utf8'))

it('content much larger than a pipe is read by nobody and still let pass', async () => {
  const passed = byCommand('true')?.(carriage, Buffer.alloc(5_000_000, 'x'))
  await expect(passed).resolves.toBeUndefined()
})

it('an address lets pass, refuses, fails and takes too long', async () => {
  const asked: { carriage: unknown; body: string }[] = []
  const officer = createServer((request, reply) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      asked.push({ carriage: JSON.parse(String(request.headers['numize-carriage'])), body })
      const status = { '/pass': 204, '/refuse': 422, '/moved': 302 }[request.url ?? ''] ?? 500
      if (request.url !== '/slow')
        reply.writeHead(status, { location: '/pass' }).end(status === 422 ? 'Not this.' : '')
    })
  }).listen(0, '127.0.0.1')
  await once(officer, 'listening')
  const { port } = officer.address() as AddressInfo
  const at = (path: string) =>
    contentInspector({ NUMIZE_DLP_URL: `http://127.0.0.1:${port}${path}`, NUMIZE_DLP_TIMEOUT_MS: '2000' })?.(
      carriage,
      content,
    )
  await at('/pass')
  expect(asked[0]).toEqual({ carriage: { ...carriage, bytes: content.byteLength }, body: content.toString() })
  await expect(at('/refuse')).rejects.toMatchObject({
    code: 'access/content-refused',
    message: expect.stringContaining('Not this.'),
  })
  for (const path of ['/broken', '/moved']) await expect(at(path)).rejects.toThrow('its check failed')
  await expect(at('/slow')).rejects.toThrow('took too long')
  officer.close()
  officer.closeAllConnections()
})
