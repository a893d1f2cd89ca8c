import type { Clock } from '@numize/base'
import type { Keyring } from '@numize/secrets'
import { type AnchorPlace, anchorOf } from './anchor.ts'
import type { Head } from './append-entry.ts'

export interface AnchoringOptions {
  readonly places: readonly AnchorPlace[]
  readonly keys: Keyring
  readonly clock: Clock
  /** After so many entries. Default 100. */
  readonly everyEntries?: number
  /** And after so long, where there is anything new. Default ten minutes. */
  readonly everyMs?: number
  readonly onError?: (error: unknown) => void
}

/** Keeps the ends of the chains outside the database as they grow. */
export interface Anchoring extends AsyncDisposable {
  readonly onAppended: (head: Head) => void
}

const EVERY_ENTRIES = 100
const EVERY_MS = 600_000

interface Waiting {
  readonly head: Head
  readonly entries: number
}

/** Anchors each n entries, each t and when closed. A place that fails is told to `onError` and tried at the next turn. */
export function startAnchoring(options: AnchoringOptions): Anchoring {
  const { places, keys, clock, everyEntries = EVERY_ENTRIES, everyMs = EVERY_MS, onError } = options
  const waiting = new Map<string, Waiting>()
  let writing: Promise<void> = Promise.resolve()
  const writeAll = async (): Promise<void> => {
    const taken = [...waiting.values()]
    waiting.clear()
    if (taken.length === 0) return
    const at = new Date(clock.now()).toISOString()
    const anchors = taken.map(({ head }) => anchorOf(head, at, keys))
    const ends = await Promise.allSettled(places.map((place) => place.write(anchors)))
    const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
    for (const reason of failed) onError?.(reason)
    if (failed.length > 0) for (const { head } of taken) note(waiting, head, 0)
  }
  const write = (): Promise<void> => {
    writing = writing.then(writeAll, writeAll)
    return writing
  }
  const timer = setInterval(() => void write(), everyMs)
  timer.unref()
  return {
    onAppended: (head) => {
      if (places.length === 0) return
      note(waiting, head, 1)
      if ((waiting.get(head.orgId)?.entries ?? 0) >= everyEntries) void write()
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await write()
    },
  }
}

function note(waiting: Map<string, Waiting>, head: Head, entries: number): void {
  const known = waiting.get(head.orgId)
  const newest = known && known.head.seq > head.seq ? known.head : head
  waiting.set(head.orgId, { head: newest, entries: (known?.entries ?? 0) + entries })
}
