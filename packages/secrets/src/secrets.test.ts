import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createRedactor,
  createResolver,
  createSealer,
  isReference,
  keyringOf,
  newKey,
  openKeyFile,
  openKeyring,
  parseKeyring,
  replaceKeyFile,
  rewrap,
  runProgram,
  wordsOf,
} from './index.ts'

const dir = mkdtempSync(join(tmpdir(), 'numize-secrets-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('sealed texts', () => {
  const masters = keyringOf(newKey())
  const sealer = createSealer(masters)

  it('open for the record they were sealed for and nothing else', () => {
    const sealed = sealer.seal('hunter2 é', 'o shop')
    expect(sealed).not.toContain('hunter2')
    expect(sealer.seal('hunter2 é', 'o shop')).not.toBe(sealed)
    expect(sealer.open(sealed, 'o shop')).toBe('hunter2 é')
    expect(() => sealer.open(sealed, 'o other')).toThrow('was changed behind our back')
    expect(() => sealer.open(`${sealed} `, 'o shop')).toThrow('was changed')
    expect(() => createSealer(keyringOf(newKey())).open(sealed, 'o shop')).toThrow(
      /The key \w{16} is not here/,
    )
  })

  it('do not open when a character was changed, wherever it is', () => {
    const sealed = sealer.seal('hunter2', 'o shop')
    const from = sealed.indexOf('.', 6) + 1
    for (let at = from; at < sealed.length; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      if (sealed[at] === '.') continue
      expect(() => sealer.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'o shop')).toThrow(
        /changed|not here/,
      )
    }
  })

  it('go under another master key without being opened, wherever in a text they stand', () => {
    const [one, two] = [sealer.seal('first', 'a'), sealer.seal('second', 'b')]
    const to = newKey()
    const moved = rewrap(JSON.stringify({ one, plain: 'nzs1.no', two }), masters, to)
    const found = JSON.parse(moved) as { one: string; plain: string; two: string }
    const after = createSealer(keyringOf(to))
    expect([after.open(found.one, 'a'), after.open(found.two, 'b'), found.plain]).toEqual([
      'first',
      'second',
      'nzs1.no',
    ])
    expect(() => createSealer(masters).open(found.one, 'a')).toThrow('is not here')
  })
})

describe('keys', () => {
  it('are made once, for their owner only, also when two start at once', async () => {
    const file = join(dir, 'deep', 'master.key')
    const opened = await Promise.all([1, 2, 3].map(() => openKeyFile(file)))
    expect(new Set(opened.map(({ current }) => current.id)).size).toBe(1)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const next = newKey()
    await replaceKeyFile(file, keyringOf(next, opened[0]?.keys))
    expect(await openKeyFile(file)).toMatchObject({ current: { id: next.id }, keys: { length: 2 } })
  })

  it('are refused where others may read them', async () => {
    const file = join(dir, 'open.key')
    await openKeyFile(file)
    chmodSync(file, 0o644)
    await expect(openKeyFile(file)).rejects.toMatchObject({ code: 'secrets/open-key-file' })
  })

  it('come from the environment or a command before a file', async () => {
    const written = readFileSync(join(dir, 'deep', 'master.key'), 'utf8')
    const place = { variable: 'NUMIZE_MASTER_KEY', file: join(dir, 'never') }
    const expected = parseKeyring(written, 'x').keys.map(({ id }) => id)
    const idsOf = async (env: Record<string, string>) =>
      (await openKeyring({ ...place, env })).keys.map(({ id }) => id)
    expect(await idsOf({ NUMIZE_MASTER_KEY: written.trim().replace('\n', ',') })).toEqual(expected)
    expect(await idsOf({ NUMIZE_MASTER_KEY_COMMAND: `cat ${join(dir, 'deep', 'master.key')}` })).toEqual(
      expected,
    )
    expect(await idsOf({ NUMIZE_MASTER_KEY_FILE: join(dir, 'deep', 'master.key') })).toEqual(expected)
    await expect(idsOf({ NUMIZE_MASTER_KEY: 'short' })).rejects.toThrow(
      'NUMIZE_MASTER_KEY does not hold a key',
    )
    await expect(idsOf({ NUMIZE_MASTER_KEY_COMMAND: 'false' })).rejects.toThrow('The command false failed')
    await expect(idsOf({ NUMIZE_MASTER_KEY_COMMAND: '/no/such' })).rejects.toThrow('ENOENT')
  })

  it('show no byte to a log or a serialiser', () => {
    const ring = keyringOf(newKey())
    const bytes = ring.current.secret.export()
    const shown = inspect(ring, { depth: 9 }) + JSON.stringify(ring)
    expect(shown).not.toContain(bytes.toString('base64'))
    expect(shown).not.toContain(bytes.toString('hex'))
  })
})

describe('programs', () => {
  it('get their words as they are: no shell reads them', async () => {
    const evil = `$(touch ${join(dir, 'owned')}); \`id\` | x`
    const { stdout, code } = await runProgram(['printf', '%s', evil], { timeoutMs: 10_000 })
    expect({ stdout, code }).toEqual({ stdout: evil, code: 0 })
    expect(wordsOf('["sh", "-c", "a b"]')).toEqual(['sh', '-c', 'a b'])
    expect(wordsOf(' pass show  x ')).toEqual(['pass', 'show', 'x'])
  })

  it('read what they are given, and are killed past their time with what they started', async () => {
    expect((await runProgram(['cat'], { input: 'é', timeoutMs: 10_000 })).stdout).toBe('é')
    const pid = join(dir, 'pid')
    const end = await runProgram(['sh', '-c', `sleep 600 & echo $! > ${pid}; wait`], { timeoutMs: 1000 })
    expect(end).toMatchObject({ timedOut: true, code: null })
    const child = Number(readFileSync(pid, 'utf8'))
    await expect.poll(() => isAlive(child)).toBe(false)
  })
})

/** A process that has ended and waits to be reaped does not count. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('references', () => {
  const asked: { url: string; token: unknown; namespace: unknown }[] = []
  const kv: Record<string, unknown> = {
    '/v1/kv/data/app/db': { data: { data: { url: 'postgres://ann:p@db/shop', port: 5432 }, metadata: {} } },
    '/v1/kv/data/app/gone': { data: { data: null, metadata: { deletion_time: 'x' } } },
  }
  const vault = createServer((request, reply) => {
    const { url = '', headers } = request
    asked.push({ url, token: headers['x-vault-token'], namespace: headers['x-vault-namespace'] })
    if (headers['x-vault-token'] !== 's.token') reply.writeHead(403).end('{"errors":["permission denied"]}')
    else if (url === '/v1/kv/data/moved') reply.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
    else if (kv[url] === undefined) reply.writeHead(404).end('{"errors":[]}')
    else reply.writeHead(200).end(JSON.stringify(kv[url]))
  })
  let env: Record<string, string> = {}
  beforeAll(async () => {
    vault.listen(0, '127.0.0.1')
    await once(vault, 'listening')
    const { port } = vault.address() as AddressInfo
    env = { VAULT_ADDR: `http://127.0.0.1:${port}/`, VAULT_TOKEN: 's.token', NAME: 'from env' }
  })
  afterAll(() => vault.close())
  const resolve = (reference: string, more: Record<string, string> = {}) =>
    createResolver({
      env: { ...env, ...more },
      folders: [join(dir, 'allowed')],
      secret: async (name) => (name === 'kept' ? 'from store' : null),
    })(reference)

  it('are read from the environment, from Vault and from our own store, anew each time', async () => {
    expect(await resolve('env:NAME')).toBe('from env')
    expect(await resolve('secret:kept')).toBe('from store')
    expect(await resolve('vault:kv/app/db#url')).toBe('postgres://ann:p@db/shop')
    expect(await resolve('vault:kv/data/app/db#port', { VAULT_NAMESPACE: 'team' })).toBe('5432')
    expect(asked.at(-1)).toEqual({ url: '/v1/kv/data/app/db', token: 's.token', namespace: 'team' })
    kv['/v1/kv/data/app/db'] = { data: { data: { url: 'another' } } }
    expect(await resolve('vault:kv/app/db#url')).toBe('another')
  })

  it.each([
    ['env:NOBODY', 'The environment variable NOBODY'],
    ['secret:other', 'There is no secret other'],
    ['vault:kv/app/none#url', 'has nothing at kv/app/none'],
    ['vault:kv/app/db#password', 'has no field password'],
    ['vault:kv/app/gone#url', 'has no field url'],
    ['vault:kv/app/db#constructor', 'has no field constructor'],
    ['vault:kv/app/db', 'is not a reference'],
    ['vault:kv/moved#x', 'refused to give kv/moved (307)'],
    ['ftp:x', 'is not a reference'],
  ])('%s says what is wrong', async (reference, problem) => {
    await expect(resolve(reference)).rejects.toThrow(problem)
  })

  it('say what is wrong with Vault, without the token', async () => {
    const refused = resolve('vault:kv/app/db#url', { VAULT_TOKEN: 's.other-token' })
    await expect(refused).rejects.toMatchObject({ code: 'secrets/vault-refused' })
    await expect(refused).rejects.not.toThrow('other-token')
    await expect(resolve('vault:a/b#c', { VAULT_ADDR: 'http://127.0.0.1:1' })).rejects.toThrow('ECONNREFUSED')
    await expect(resolve('vault:a/b#c', { VAULT_ADDR: '' })).rejects.toMatchObject({
      code: 'secrets/no-vault',
    })
  })

  it('read files of the folders that are named, and no others', async () => {
    const allowed = join(dir, 'allowed')
    await openKeyFile(join(allowed, 'x'))
    writeFileSync(join(allowed, 'password'), 'p@ss\n')
    writeFileSync(join(dir, 'outside'), 'hush')
    symlinkSync(join(dir, 'outside'), join(allowed, 'link'))
    expect(await resolve(`file:${join(allowed, 'password')}`)).toBe('p@ss')
    for (const other of [
      '/etc/passwd',
      'password',
      join(dir, 'outside'),
      join(allowed, 'link'),
      `${allowed}/../outside`,
    ])
      await expect(resolve(`file:${other}`), other).rejects.toMatchObject({ code: 'secrets/closed-file' })
  })

  it('are told apart from values', () => {
    expect(['vault:a#b', 'env:X', 'secret:x', 'file:/x'].map(isReference)).toEqual([true, true, true, true])
    expect(['postgres://a', 'sk-ant-123', 'environment', ''].map(isReference)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

it('takes out of what is told what was resolved, in the forms it may take', () => {
  const redactor = createRedactor()
  redactor.add('postgres://ann:p%40ss%2Fword@db/shop')
  redactor.add('tiny')
  redactor.add('with "quote"')
  const told = 'at postgres://ann:p%40ss%2Fword@db/shop with p@ss/word; tiny; {"x":"with \\"quote\\""}'
  expect(redactor.clean(told)).toBe('at ••• with •••; tiny; {"x":"•••"}')
})
