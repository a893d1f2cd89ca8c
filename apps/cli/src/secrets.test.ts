import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startTestServer } from '@numize/store/testing'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { testShell } from './testing/test-shell.ts'

// Each command opens the store anew, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 })

const CANARY = 'c4nary-pa55/w:rd'
const OTHER = 'another-c4nary'
const shell = testShell()
const { stateDir } = shell.effects
const server = await startTestServer(console.warn)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await shell.close()
})

let told = ''

async function numize(argv: readonly string[], typed = '', env: Record<string, string> = {}) {
  const ended = await shell.run(argv, { env, secretInput: async () => typed })
  told += ended.out + ended.err
  return ended
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe.skipIf(!server)('secrets', () => {
  it('are used by connections, go under another key at once, and are found nowhere', async () => {
    await server?.execute(`CREATE TABLE boats (boat text, harbour text);
      INSERT INTO boats VALUES ('Swift', 'North Quay'), ('Gull', 'Old Dock');
      CREATE ROLE reader LOGIN PASSWORD '${CANARY}'; GRANT SELECT ON boats TO reader`)
    const source = server?.urlFor('reader', '${secret:boats-password}') ?? ''
    const ask = () => numize(['ask', 'how many boats', '--source', source])

    expect(await ask()).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no secret boats-pass'),
    })
    expect(await numize(['secrets', 'set', 'boats-password'], CANARY)).toMatchObject({ code: 0 })
    expect(await numize(['secrets', 'set', 'bad name'], CANARY)).toMatchObject({ code: 2 })
    expect(await numize(['secrets', 'set', 'empty'])).toMatchObject({ code: 2 })
    expect((await numize(['secrets', 'list'])).out).toMatch(/^boats-password {2}set by /)
    expect(await ask()).toMatchObject({ code: 0, out: expect.stringContaining('2') })

    const before = readFileSync(join(stateDir, 'master.key'), 'utf8')
    expect((await numize(['secrets', 'rotate'])).out).toContain('1 sealed texts')
    const after = readFileSync(join(stateDir, 'master.key'), 'utf8')
    expect(after.split('\n')[1]).toBe(before.trim())
    writeFileSync(join(stateDir, 'master.key'), `${after.split('\n')[0]}\n`)
    expect(await ask()).toMatchObject({ code: 0 })

    await numize(['secrets', 'set', 'boats-password', '--from', 'env:WRONG'], '', { WRONG: OTHER })
    expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining('password is wrong') })
    const sql = shell.path('x.sql')
    writeFileSync(sql, `SELECT '${OTHER}' FROM nowhere`)
    await numize(['query', '--sql', sql, '--source', source])

    const backup = shell.path('all.backup')
    await numize(['store', 'backup', backup])
    await numize(['audit', 'export', shell.path('audit.jsonl')])
    expect(readFileSync(shell.path('audit.jsonl'), 'utf8')).toContain('master key rotated')
    const texts = filesBelow(stateDir)
      .filter((file) => !file.endsWith('master.key'))
      .map((file) => [file, readFileSync(file, 'latin1')] as const)
    const looked = [
      ...texts,
      ['backup', gunzipSync(readFileSync(backup)).toString('latin1')] as const,
      ['audit', readFileSync(shell.path('audit.jsonl'), 'utf8')] as const,
      ['told', told] as const,
    ]
    for (const [place, text] of looked)
      for (const secret of [CANARY, OTHER, encodeURIComponent(CANARY), after.split('\n')[0] ?? ''])
        expect(text.includes(secret), `${secret} in ${place}`).toBe(false)

    expect(await numize(['secrets', 'remove', 'boats-password'])).toMatchObject({ code: 0 })
    expect(await numize(['secrets', 'remove', 'boats-password'])).toMatchObject({ code: 2 })
  })

  it('rest under a key of the environment, which is replaced by a reference', async () => {
    const [old, next] = ['a', 'b'].map((letter) => Buffer.alloc(32, letter).toString('base64'))
    const env = { NUMIZE_MASTER_KEY: old ?? '', NEXT: next ?? '' }
    expect(await numize(['secrets', 'set', 'x'], CANARY, env)).toMatchObject({ code: 0 })
    expect(await numize(['secrets', 'rotate'], '', env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('NUMIZE_MASTER_KEY, which we cannot write'),
    })
    expect(await numize(['secrets', 'rotate', '--to', 'env:NEXT'], '', env)).toMatchObject({ code: 0 })
    const source = server?.urlFor('reader', '${secret:x}') ?? ''
    const ask = (key: string | undefined) =>
      numize(['ask', 'how many boats', '--source', source], '', { NUMIZE_MASTER_KEY: key ?? '' })
    expect(await ask(next)).toMatchObject({ code: 0 })
    expect(await ask(old)).toMatchObject({ code: 2, err: expect.stringContaining('is not here') })
  })
})
