import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockFolder } from './lock.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'numize-lock-'))

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: null })],
  ['another process that got the same number', JSON.stringify({ pid: process.pid, started: '1' })],
  ['nothing readable', 'garbage'],
])('takes over a lock held by %s', (_, stale) => {
  const dir = folder()
  writeFileSync(join(dir, 'store.lock'), stale)
  const lock = lockFolder(dir)
  expect(JSON.parse(readFileSync(join(dir, 'store.lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  expect(readdirSync(dir)).toEqual(['store.lock'])
  lock[Symbol.dispose]()
  expect(readdirSync(dir)).toEqual([])
})

it('is refused while a living process holds it, and leaves the lock alone', () => {
  const dir = folder()
  const lock = lockFolder(dir)
  expect(() => lockFolder(dir)).toThrow(`in use by process ${process.pid}. Stop that process`)
  expect(readdirSync(dir)).toEqual(['store.lock'])
  lock[Symbol.dispose]()
  lockFolder(dir)[Symbol.dispose]()
})
