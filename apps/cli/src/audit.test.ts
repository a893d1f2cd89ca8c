import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@numize/store'
import { afterAll, expect, it, vi } from 'vitest'
import { testShell } from './testing/test-shell.ts'

// Each command opens the store anew, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const shell = testShell()
const { stateDir } = shell.effects
const source = shell.write('boats.csv', 'boat,harbour\nSwift,North Quay\nGull,Old Dock\n')
afterAll(() => shell.close())

const numize = (...argv: string[]) => shell.run(argv)

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

  const file = shell.path('audit.csv')
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
