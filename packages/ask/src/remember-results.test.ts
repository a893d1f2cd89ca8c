import type { Result } from '@numize/semantic'
import { expect, it } from 'vitest'
import type { Ledger } from './ask-plans.ts'
import { rememberResults } from './remember-results.ts'

const result = (runHash: string, rows = 1) =>
  ({ runHash, columns: [{}], rows: Array.from({ length: rows }, () => [1]) }) as unknown as Result

/** A ledger that counts how often it is read. */
function counted() {
  const kept = new Map<string, Result>()
  const reads: string[] = []
  const ledger: Ledger = {
    findResult: async (runHash, fingerprint) => {
      reads.push(runHash)
      return kept.get(`${runHash} ${fingerprint}`) ?? null
    },
    keepResult: async (one, fingerprint) => void kept.set(`${one.runHash} ${fingerprint}`, one),
    audit: async () => {},
  }
  return { ledger, reads }
}

it('finds what was kept or found before without reading it again, for the same policies only', async () => {
  const { ledger, reads } = counted()
  const remembered = rememberResults(ledger)
  await remembered.keepResult(result('a'), 'mine')
  expect(await remembered.findResult('a', 'mine')).toMatchObject({ runHash: 'a' })
  expect(reads).toEqual([])
  expect(await remembered.findResult('a', 'theirs')).toBeNull()
  await ledger.keepResult(result('b'), 'mine')
  await remembered.findResult('b', 'mine')
  await remembered.findResult('b', 'mine')
  expect(reads).toEqual(['a', 'b'])
})

it('forgets what was longest not asked for, and takes nothing that is large', async () => {
  const { ledger, reads } = counted()
  const remembered = rememberResults(ledger, 3000)
  for (const name of [...Array(14).keys()].map(String)) await remembered.keepResult(result(name), 'p')
  await remembered.findResult('0', 'p')
  await remembered.keepResult(result('15'), 'p')
  await remembered.findResult('0', 'p')
  expect(reads).toEqual([])
  await remembered.findResult('1', 'p')
  await remembered.keepResult(result('large', 200), 'p')
  await remembered.findResult('large', 'p')
  expect(reads).toEqual(['1', 'large'])
})
