import { startTestServer } from '@numize/store/testing'
import { afterAll, expect, it, vi } from 'vitest'
import { testShell } from './testing/test-shell.ts'

// Each command opens the store anew, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const shell = testShell()
const server = await startTestServer(console.warn)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await shell.close()
})

const numize = (argv: readonly string[], state: string, env: Record<string, string> = {}) =>
  shell.run(argv, { stateDir: shell.path(state), env })

const ask = (as: string) => ['ask', 'how many boats', '--source', shell.path('boats.csv'), '--as', as]

it('backs up what is kept and restores it elsewhere, into an empty place only', async () => {
  shell.write('boats.csv', 'boat,harbour\nSwift,North Quay\nGull,Old Dock\n')
  await numize(['user', 'nora', '--role', 'analyst'], 'here')
  const file = shell.path('here.backup')
  expect(await numize(['store', 'backup', file], 'here')).toMatchObject({ code: 0 })
  expect(await numize(['store', 'restore', file], 'there')).toMatchObject({ code: 0 })
  expect((await numize(ask('nora'), 'there')).out).toContain('2')
  const again = await numize(['store', 'restore', file], 'there')
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('already holds organisations') })
  const nothing = await numize(['store', 'restore', shell.path('boats.csv')], 'nowhere')
  expect(nothing).toMatchObject({ code: 2, err: expect.stringContaining('not a whole backup') })
})

it.skipIf(!server)('moves to Postgres, and goes on there with DATABASE_URL', async () => {
  await numize(['user', 'otto', '--role', 'analyst'], 'embedded')
  const url = server?.url ?? ''
  expect(await numize(['store', 'move', url], 'embedded')).toMatchObject({ code: 0 })
  expect((await numize(ask('otto'), 'unused', { DATABASE_URL: url })).out).toContain('2')
  const wrong = await numize(['store', 'move', 'mysql://x'], 'embedded')
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('expected postgres://') })
  const down = await numize(ask('otto'), 'unused', { DATABASE_URL: 'postgres://a:hush@127.0.0.1:1/x' })
  expect(down).toMatchObject({ code: 2, err: expect.stringContaining('127.0.0.1:1/x cannot be used') })
  expect(down.err).not.toContain('hush')
})
