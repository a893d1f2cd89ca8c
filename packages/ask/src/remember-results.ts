import type { Result } from '@numize/semantic'
import type { Ledger } from './ask-plans.ts'

const MOST_CELLS = 400_000

/**
 * The same ledger with its latest results at hand. A result is named by all that it is made of and never changes, so
 * what is remembered needs no check; each policy fingerprint finds its own only.
 */
export function rememberResults(ledger: Ledger, mostCells = MOST_CELLS): Ledger {
  const known = new Map<string, Result>()
  let cells = 0

  const remember = (key: string, result: Result): void => {
    const size = sizeOf(result)
    if (known.has(key) || size > mostCells / 10) return
    known.set(key, result)
    cells += size
    for (const [oldest, one] of known) {
      if (cells <= mostCells) break
      known.delete(oldest)
      cells -= sizeOf(one)
    }
  }

  return {
    ...ledger,
    findResult: async (runHash, fingerprint) => {
      const key = `${fingerprint} ${runHash}`
      const at = known.get(key)
      if (at) {
        known.delete(key)
        known.set(key, at)
        return at
      }
      const found = await ledger.findResult(runHash, fingerprint)
      if (found) remember(key, found)
      return found
    },
    keepResult: async (result, fingerprint) => {
      await ledger.keepResult(result, fingerprint)
      remember(`${fingerprint} ${result.runHash}`, result)
    },
  }
}

/** A result without rows weighs too: its SQL and its explanation. */
const sizeOf = ({ rows, columns }: Result): number => 200 + rows.length * columns.length
