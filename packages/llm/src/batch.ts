import { hashJson, NumizeError } from '@numize/base'
import { callProvider, type Talk } from './call-provider.ts'
import type { Provider } from './choose-provider.ts'
import { llmError } from './errors.ts'
import type { LlmRequest } from './llm.ts'
import { costUsd } from './prices.ts'
import { type Purse, questionPurse } from './purse.ts'
import type { ReplyCache } from './reply-cache.ts'

/** Many short requests to one model under one cap of money. Every reply that could be read is kept on disk. */
export interface Batch {
  /** `OpenAI gpt-4o-mini`. */
  readonly name: string
  readonly capUsd: number
  /**
   * Asks the model, or the cache. Sent only when the most it can cost is left of the cap; where calls on their way
   * still hold money, their bills are awaited first.
   * @throws `llm/over-budget` before anything is sent, and the errors of `LlmSession.propose` but for `llm/malformed`
   */
  ask<T>(request: BatchRequest<T>): Promise<BatchReply<T>>
  /** US dollars spent so far; a call whose bill is not known counts as the most it can cost. */
  spentUsd(): number
  /** Requests that left so far, those that were made again included. */
  sentCalls(): number
  /** US dollars of a call with so many tokens, at list price. */
  priceUsd(inputTokens: number, outputTokens: number): number
}

export interface BatchRequest<T> extends LlmRequest {
  readonly maxOutputTokens: number
  /** What the text of the reply means; null where it means nothing: such a reply is billed, and not kept. */
  readonly read: (text: string) => T | null
  readonly signal?: AbortSignal
}

export interface BatchReply<T> {
  readonly value: T | null
  /** The reply as it came. */
  readonly text: string
  /** 0 from the cache. */
  readonly costUsd: number
  readonly cached: boolean
}

export interface BatchLimits {
  readonly capUsd: number
  /** Most time for one attempt. */
  readonly timeoutMs: number
  /** How often a call that was slow, refused as too many, or broken is made again. */
  readonly retries: number
  readonly temperature: number
}

export function createBatch(provider: Provider, limits: BatchLimits, cache: ReplyCache): Batch {
  const { capUsd } = limits
  const price = provider.price
  if (!price) throw llmError('no-price', { model: provider.model })
  const purse = questionPurse(capUsd)
  const underWay = new Set<Promise<boolean>>()
  let calls = 0
  return {
    name: `${provider.label === 'The language model' ? '' : `${provider.label} `}${provider.model}`,
    capUsd,
    spentUsd: () => capUsd - purse.leftUsd(),
    sentCalls: () => calls,
    priceUsd: (input, output) => costUsd(price, input, output),
    ask: async (request) => {
      const key = keyOf(provider, limits, request)
      const known = cache.read(key)
      const value = known === null ? null : request.read(known)
      if (known !== null && value !== null) return { value, text: known, costUsd: 0, cached: true }
      const talk = { ...talkFor(provider, limits, { purse, request }), onSent: () => void calls++ }
      const sent = await sendWhenAffordable(() => callProvider(request, talk), underWay)
      const read = request.read(sent.text)
      if (read !== null) cache.write(key, sent.text)
      return { value: read, text: sent.text, costUsd: sent.costUsd, cached: false }
    },
  }
}

function talkFor(
  provider: Provider,
  { capUsd, timeoutMs, retries, temperature }: BatchLimits,
  { purse, request }: { purse: Purse; request: BatchRequest<unknown> },
): Talk {
  return {
    provider,
    purses: [{ ...purse, name: `of ${capUsd}` }],
    cancelled: request.signal,
    late: () => AbortSignal.timeout(timeoutMs),
    seconds: timeoutMs / 1000,
    attempts: 1 + retries,
    maxOutputTokens: request.maxOutputTokens,
    temperature,
  }
}

/**
 * Money held by calls on their way mostly comes back: it is used up only when none of them was sent. `underWay` tells of
 * each call whether it was, once it has ended.
 */
async function sendWhenAffordable<T>(send: () => Promise<T>, underWay: Set<Promise<boolean>>): Promise<T> {
  for (;;) {
    const others = [...underWay]
    const call = send()
    const wasSent = call.then(
      () => true,
      (error: unknown) => !isOverBudget(error),
    )
    underWay.add(wasSent)
    try {
      return await call
    } catch (error) {
      if (!isOverBudget(error) || !(await someTrue(others))) throw error
    } finally {
      underWay.delete(wasSent)
    }
  }
}

/** True as soon as one of them is, false when none was. */
const someTrue = (promises: readonly Promise<boolean>[]): Promise<boolean> =>
  Promise.any(promises.map(async (one) => (await one) || Promise.reject(new Error('not sent')))).catch(
    () => false,
  )

const isOverBudget = (error: unknown): error is NumizeError =>
  error instanceof NumizeError && error.code === 'llm/over-budget'

/** Everything that decides the reply, and nothing else: not the cap, not the key. */
const keyOf = (
  { kind, model, baseUrl }: Provider,
  { temperature }: BatchLimits,
  { rules, turns, schema, maxOutputTokens }: BatchRequest<unknown>,
): string => hashJson({ kind, model, baseUrl, temperature, rules, turns, schema, maxOutputTokens })
