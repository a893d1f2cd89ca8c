import type { NumizeError } from '@numize/base'
import type { Provider } from './choose-provider.ts'
import { llmError } from './errors.ts'
import { costUsd } from './prices.ts'
import type { Hold, Purse } from './purse.ts'

/** Money a call may use; every purse must hold the most it can cost. */
export interface NamedPurse extends Purse {
  /** As configured: `a question`, `a day`. */
  readonly name: string
}

/** Tokens a request may cost beyond its bytes: what a provider adds for roles and tools. */
const SLACK_TOKENS = 1_000
const MOST_BYTES = 1_000_000

/** One HTTP call: what it may cost is set aside before anything is sent, and what became of it is kept. */
export interface Wire {
  readonly fetch: typeof globalThis.fetch
  /** Whether the request left. */
  sent(): boolean
  /** Of the response; null where none came. */
  status(): number | null
  retryAfterMs(): number | null
  /** Why we did not send or did not read; null where the provider is to blame. */
  refusal(): NumizeError | null
  /** Called when the bill is known; without usage the whole sum set aside counts. Gives what was spent, in dollars. */
  settle(usage: {
    readonly inputTokens: number | undefined
    readonly outputTokens: number | undefined
  }): number
}

interface Held {
  readonly usd: number
  readonly holds: readonly Hold[]
}

export function openWire(provider: Provider, purses: readonly NamedPurse[], maxOutputTokens: number): Wire {
  let sent = false
  let status: number | null = null
  let retryAfterMs: number | null = null
  let refusal: NumizeError | null = null
  let held: Held = { usd: 0, holds: [] }
  const settleAt = (usd: number): number => {
    for (const hold of held.holds) hold.settle(usd)
    return usd
  }
  const send = async (url: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
    try {
      held = setAside(purses, mostUsd(provider, init, maxOutputTokens))
      sent = true
      const response = await fetch(url, { ...init, redirect: 'error' })
      status = response.status
      retryAfterMs = readRetryAfter(response.headers.get('retry-after'))
      if (!response.ok) settleAt(0)
      return await bounded(response, provider)
    } catch (error) {
      if (isOurs(error)) refusal = error
      if (neverArrived(error)) settleAt(0)
      throw error
    }
  }
  return {
    fetch: send,
    sent: () => sent,
    status: () => status,
    retryAfterMs: () => retryAfterMs,
    refusal: () => refusal,
    settle: ({ inputTokens, outputTokens }) =>
      settleAt(
        inputTokens === undefined || outputTokens === undefined || !provider.price
          ? held.usd
          : costUsd(provider.price, inputTokens, outputTokens),
      ),
  }
}

/** A token is at least one byte long, so the bytes of a request bound its tokens. */
function mostUsd(provider: Provider, { body }: RequestInit, maxOutputTokens: number): number {
  if (!provider.price) throw llmError('no-price', { model: provider.model })
  const bytes = Buffer.byteLength(typeof body === 'string' ? body : '')
  return costUsd(provider.price, bytes + SLACK_TOKENS, maxOutputTokens)
}

function setAside(purses: readonly NamedPurse[], usd: number): Held {
  const holds: Hold[] = []
  for (const purse of usd === 0 ? [] : purses) {
    const hold = purse.hold(usd)
    if (hold) holds.push(hold)
    else {
      for (const one of holds) one.settle(0)
      throw llmError('over-budget', { budget: purse.name, leftUsd: purse.leftUsd(), neededUsd: usd })
    }
  }
  return { usd, holds }
}

const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** A connection that was never made costs nothing. */
const neverArrived = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  NO_CONNECTION.has(String(error.cause.code))

const isOurs = (error: unknown): error is NumizeError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('llm/')

/** Seconds, or a date; null where it says neither. */
function readRetryAfter(header: string | null): number | null {
  if (header === null) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const until = Date.parse(header)
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now())
}

/** The same response, read to its end; a reply beyond the bound is given up. */
async function bounded(response: Response, { label }: Provider): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) throw llmError('too-large', { provider: label })
    chunks.push(chunk)
  }
  const type = response.headers.get('content-type') ?? 'application/json'
  return new Response(Buffer.concat(chunks), { status: response.status, headers: { 'content-type': type } })
}
