import { describeError } from '@numize/base'

interface Waiting<In, Out> {
  readonly item: In
  readonly resolve: (out: Out) => void
  readonly reject: (error: unknown) => void
}

const MOST = 200

const isOfAll = (error: unknown): boolean => describeError(error).code === 'store/lost'

/**
 * Group commit: what arrives while earlier items are being written is written together next, in order. An item is
 * answered once it is kept. Where a batch fails each of its items is tried by itself, so that none fails for another;
 * but for a database that does not answer, which may have kept them all.
 */
export function batched<In, Out>(
  write: (items: readonly In[]) => Promise<readonly Out[]>,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = []
  let isWriting = false

  const drain = async (): Promise<void> => {
    isWriting = true
    while (waiting.length > 0) await together(waiting.splice(0, MOST))
    isWriting = false
  }

  const together = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, at) => resolve(outs[at] as Out))
    } catch (error) {
      if (batch.length === 1 || isOfAll(error)) for (const { reject } of batch) reject(error)
      else for (const one of batch) await together([one])
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isWriting) void drain()
    })
}
