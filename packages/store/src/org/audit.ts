import type { Json } from '@numize/base'
import type { Anchor } from '../audit/anchor.ts'
import { type AuditBound, appendEntries } from '../audit/append-entry.ts'
import { cutEntries } from '../audit/cut-entries.ts'
import {
  type AuditFilter,
  type AuditListing,
  type AuditRecord,
  PAGE,
  readEntries,
} from '../audit/read-entries.ts'
import { type AuditVerdict, verifyChain } from '../audit/verify-chain.ts'
import { batched } from './batched.ts'

/** Who did what: the database refuses to change or delete, and a chain of keyed hashes tells if it was. */
export interface Audit {
  /**
   * Adds an entry. Of an object, `userId`, `aboutUserId` and `detail` are what is of a person: they become unreadable
   * when the person is forgotten. Put nothing of a person anywhere else.
   */
  append(entry: Json): Promise<AuditRecord>
  /** In order, or newest first; 1000 at most unless said. */
  list(listing?: AuditListing): Promise<readonly AuditRecord[]>
  /** All that match, in order, a page at a time. */
  entries(filter?: AuditFilter): AsyncIterable<AuditRecord>
  /** Walks the whole chain and names the first entry that was changed or taken away, also against `anchors`. */
  verify(anchors?: readonly Anchor[]): Promise<AuditVerdict>
  /** Takes away what is older than a moment, at a signed checkpoint; gives how many entries went. */
  cut(before: string): Promise<number>
}

export function auditOf(bound: AuditBound): Audit {
  const append = batched((entries: readonly Json[]) => appendEntries(bound, entries))
  return {
    append: async (entry) => {
      const { seq, at, previousHash, hash } = await append(entry)
      return { seq, at, entry, previousHash, hash }
    },
    list: (listing = {}) => readEntries(bound, listing),
    entries: (filter = {}) => pages(bound, filter),
    verify: (anchors = []) => verifyChain(bound, anchors),
    cut: (before) => cutEntries(bound, before),
  }
}

async function* pages(bound: AuditBound, filter: AuditFilter): AsyncGenerator<AuditRecord> {
  let after = 0
  for (;;) {
    const page = await readEntries(bound, { ...filter, after, limit: PAGE })
    yield* page
    after = page.at(-1)?.seq ?? after
    if (page.length < PAGE) return
  }
}
