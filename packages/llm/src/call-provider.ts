import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from '@numize/base'
import { generateText, jsonSchema, NoObjectGeneratedError, Output } from 'ai'
import type { Provider } from './choose-provider.ts'
import { llmError } from './errors.ts'
import { languageModel, PROVIDER_OPTIONS, takesSchema } from './language-model.ts'
import type { LlmProposal, LlmRequest } from './llm.ts'
import { type NamedPurse, openWire, type Wire } from './wire.ts'

const FIRST_WAIT_MS = 400
const LONGEST_WAIT_MS = 8_000

/** How a provider is asked: with what money, for how long, how often. */
export interface Talk {
  readonly provider: Provider
  readonly purses: readonly NamedPurse[]
  readonly cancelled: AbortSignal | undefined
  /** Ends the whole, retries included; a new one for each attempt where it is a function. */
  readonly late: AbortSignal | (() => AbortSignal)
  /** What `late` stands for, for the error. */
  readonly seconds: number
  readonly attempts: number
  readonly maxOutputTokens: number
  /** Default: the provider's own. */
  readonly temperature?: number
  /** Told of every request that left, those that are made again included. */
  readonly onSent?: () => void
}

export type Reply = Omit<LlmProposal, 'json'>

/** One call of a talk: its money, and what stops it. */
interface Call extends Talk {
  readonly wire: Wire
  readonly slow: AbortSignal
  readonly stop: AbortSignal
}

/**
 * Asks once, again where the provider is busy, fails, or is slow and each attempt has its own time.
 * @throws the errors of `LlmSession.propose`, but for `llm/malformed`
 */
export async function callProvider(request: LlmRequest, talk: Talk): Promise<Reply> {
  silenceWarnings()
  for (let attempt = 1; ; attempt++) {
    const call = openCall(talk)
    try {
      return await callOnce(request, call)
    } catch (error) {
      const wait = isPassing(call) && attempt < talk.attempts ? waitMs(call.wire, attempt) : null
      if (wait === null || wait > LONGEST_WAIT_MS) throw explain(error, call, attempt)
      await sleep(wait, undefined, { signal: waitingStops(call) }).catch((stop: unknown) => {
        throw explain(stop, call, attempt)
      })
    } finally {
      if (call.wire.sent()) talk.onSent?.()
    }
  }
}

function openCall(talk: Talk): Call {
  const slow = typeof talk.late === 'function' ? talk.late() : talk.late
  return {
    ...talk,
    wire: openWire(talk.provider, talk.purses, talk.maxOutputTokens),
    slow,
    stop: talk.cancelled ? AbortSignal.any([talk.cancelled, slow]) : slow,
  }
}

/** The time of one attempt does not run while we wait for the next. */
const waitingStops = ({ late, stop, cancelled }: Call): AbortSignal | undefined =>
  typeof late === 'function' ? cancelled : stop

/** The SDK prints what it could not pass on, with parts of the request. */
function silenceWarnings(): void {
  ;(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false
}

async function callOnce(request: LlmRequest, call: Call): Promise<Reply> {
  const { provider, wire, temperature } = call
  const asked = { system: rulesOf(request, provider), messages: messagesOf(request) }
  const output = takesSchema(provider) ? Output.object({ schema: jsonSchema(request.schema) }) : Output.json()
  try {
    const { text, usage, finishReason } = await generateText({
      ...asked,
      output,
      model: languageModel(provider, wire.fetch),
      providerOptions: PROVIDER_OPTIONS,
      maxOutputTokens: call.maxOutputTokens,
      ...(temperature === undefined ? {} : { temperature }),
      maxRetries: 0,
      abortSignal: call.stop,
    })
    const costUsd = wire.settle(usage)
    if (finishReason === 'content-filter') throw llmError('declined', { provider: provider.label })
    return { text, costUsd }
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) throw error
    const costUsd = wire.settle({
      inputTokens: error.usage?.inputTokens,
      outputTokens: error.usage?.outputTokens,
    })
    if (error.finishReason === 'content-filter') throw llmError('declined', { provider: provider.label })
    return { text: error.text ?? '', costUsd }
  }
}

const rulesOf = ({ rules, schema }: LlmRequest, provider: Provider): string =>
  takesSchema(provider)
    ? rules
    : `${rules}\n\nReply with one JSON object and nothing else. Its JSON Schema:\n${JSON.stringify(schema)}`

const messagesOf = ({ turns }: LlmRequest) => turns.map(({ role, text }) => ({ role, content: text }))

/** Whether asking again may help. */
function isPassing({ wire, slow, late, cancelled }: Call): boolean {
  if (wire.refusal() || cancelled?.aborted) return false
  if (slow.aborted) return typeof late === 'function'
  const status = wire.status()
  return status === null || status === 408 || status === 429 || status >= 500
}

const waitMs = (wire: Wire, attempt: number): number =>
  wire.retryAfterMs() ?? FIRST_WAIT_MS * 2 ** (attempt - 1)

/** What went wrong in words of our own; nothing of the provider's text is passed on. */
function explain(error: unknown, call: Call, attempts: number): unknown {
  const { wire, provider, seconds } = call
  if (call.cancelled?.aborted) return llmError('cancelled')
  if (call.slow.aborted) return llmError('slow', { provider: provider.label, seconds })
  return wire.refusal() ?? (isDeclined(error) ? error : explainStatus(wire.status(), attempts, provider))
}

function explainStatus(status: number | null, attempts: number, { label, model }: Provider): unknown {
  const provider = label
  if (status === null || status >= 500 || status === 408)
    return llmError('unavailable', { provider, attempts })
  if (status === 429) return llmError('busy', { provider, attempts })
  if (status === 401 || status === 403) return llmError('bad-key', { provider, status })
  return status >= 400
    ? llmError('bad-request', { provider, model, status })
    : llmError('malformed', { provider })
}

const isDeclined = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'llm/declined'

/** The reply as JSON; a fence of Markdown around it is taken off. @throws `llm/malformed` */
export function readJson(text: string, { label }: Provider): Json {
  const bare = text.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1')
  try {
    return JSON.parse(bare) as Json
  } catch {
    throw llmError('malformed', { provider: label })
  }
}
