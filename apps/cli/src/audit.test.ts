import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { openStore } from '@numize/store'
import { afterAll, expect, it, vi } from 'vitest'
import { diskFiles } from './effects.ts'
import { runCommand } from './run-command.ts'

// Each command opens the store anew, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const dir = mkdtempSync(join(tmpdir(), 'numize-audit-commands-'))
const stateDir = join(dir, 'state')
const source = join(dir, 'boats.csv')
writeFileSync(source, 'boat,harbour\nSwift,North Quay\nGull,Old Dock\n')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function numize(...argv: string[]) {
  let out = ''
  let err = ''
  const code = await runCommand(argv, {
    clock: systemClock,
    files: diskFiles,
    stateDir,
    env: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isTerminal: false,
  })
  return { code, out, err }
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('tells who did what, exports it, and notices what was changed behind its back', async () => {
  await numize('user', 'nora', '--role', 'analyst')
  expect(await numize('ask', 'how many boats', '--source', source, '--as', 'nora')).toMatchObject({ code: 0 })
  expect(statSync(join(stateDir, 'audit.key')).mode & 0o777).toBe(0o600)

  const found = linesOf((await numize('audit', 'search', '--user', 'nora', '--action', 'ask', '--json')).out)
  expect(found).toMatchObject([{ userId: 'nora', action: 'ask', outcome: 'answered' }])
  const run = String(found[0]?.['runHash'])
  expect((await numize('audit', 'search', '--run', run)).out).toContain('nora  ask')
  expect((await numize('audit', 'search', '--user', 'nobody')).out).toBe('Nothing matches.\n')
  expect(await numize('audit', 'search', '--from', 'soon')).toMatchObject({ code: 2 })

  const file = join(dir, 'audit.csv')
  expect(await numize('audit', 'export', file)).toMatchObject({ code: 0 })
  const rows = readFileSync(file, 'utf8')
  expect(rows).toMatch(/^seq,at,userId,action,/)
  expect(rows).toContain(',nora,ask,')
  expect((await numize('audit', 'verify')).out).toMatch(/entries from 1 on are as they were written/)
  expect(linesOf((await numize('audit', 'verify', '--json')).out)[0]).toMatchObject({ ok: true, unkeyed: 0 })

  expect(await numize('user', 'forget', 'nora')).toMatchObject({ code: 0 })
  expect((await numize('audit', 'search', '--json')).out).not.toContain('nora')
  expect(await numize('audit', 'verify')).toMatchObject({ code: 0 })
  expect(await numize('user', 'forget', 'nora')).toMatchObject({ code: 2 })

  {
    await using store = await openStore({ dir: join(stateDir, 'store') })
    await store.executeSql('ALTER TABLE audit DISABLE TRIGGER USER; DELETE FROM audit WHERE seq = 2;')
  }
  expect(await numize('audit', 'verify')).toMatchObject({ code: 2, out: 'Entry 2 was taken away.\n' })
})

it('keeps what it is told to', async () => {
  expect((await numize('retention', 'set', 'threads', '90')).out).toMatch(/threads +90 days +set by/)
  expect((await numize('retention', 'set', 'threads', 'forever')).out).toMatch(/threads +for good/)
  expect(await numize('retention', 'set', 'audit', '30')).toMatchObject({
    code: 2,
    err: expect.stringContaining('365 at least'),
  })
  expect(await numize('retention', 'set', 'threads', 'long')).toMatchObject({ code: 2 })
  expect((await numize('retention', 'run')).out).toMatch(/threads +0 taken away/)
})
