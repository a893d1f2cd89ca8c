import type { Answer } from '@numize/blocks'
import type { Reading } from '@numize/planner'
import type { Result } from '@numize/semantic'
import type { Verified } from './memory/learnt.ts'

/** What is told of a reading beside its rows. */
export interface Written {
  readonly reading: Reading
  readonly answer: Answer
  readonly suggestions: readonly string[]
  readonly verified: Verified | null
}

/** All of what an answer is written from that may change while its reading stays the same object. */
export interface WrittenFrom {
  readonly result: Result
  readonly caveats: readonly string[]
  readonly now: string
  readonly because: string
  readonly withSuggestions: boolean
}

/** The latest answers as they were written, by the reading; `write` is asked where anything differs. */
export type WrittenAnswers = (reading: Reading, from: WrittenFrom, write: () => Written) => Written

const MOST = 200
const MOST_CELLS = 2000

/** Each mind has its own: what is written for one policy fingerprint is never told to another. */
export function createWritten(): WrittenAnswers {
  const known = new Map<Reading, { readonly key: string; readonly written: Written }>()
  return (reading, from, write) => {
    const key = keyOf(from)
    const found = known.get(reading)
    const written = found?.key === key ? found.written : write()
    known.delete(reading)
    if (from.result.rows.length * from.result.columns.length > MOST_CELLS) return written
    known.set(reading, { key, written })
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return written
  }
}

/** A result is named by its run hash; what is incomplete of it is of the moment. */
const keyOf = ({ result, caveats, now, because, withSuggestions }: WrittenFrom): string =>
  JSON.stringify([result.runHash, result.incompleteFrom, caveats, now, because, withSuggestions])
