import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from '@numize/base'
import { generateText, jsonSchema, NoObjectGeneratedError, Output } from 'ai'
import type { Provider } from './choose-provider.ts'
import { llmError } from './errors.ts'
import { languageModel, PROVIDER_OPTIONS, takesSchema } from './language-model.ts'
import type { Llm, LlmProposal, LlmRequest, LlmSession } from './llm.ts'
import { type Purse, questionPurse } from './purse.ts'
import { type NamedPurse, openWire, type Wire } from './wire.ts'

export interface LlmOptions {
  readonly preferred: boolean
  /** Most dollars for one question, retries and repairs included. */
  readonly questionUsd: number
  /** Most time for one question, in seconds. */
  readonly seconds: number
  readonly dayPurse: Purse
}

/** Room for a plan and for the thinking before it, which is billed as output. */
const MAX_OUTPUT_TOKENS = 8_000
const MAX_ATTEMPTS = 3
const FIRST_WAIT_MS = 400
const LONGEST_WAIT_MS = 8_000

/** A language model over one provider, within a budget of money and time. */
export function createLlm(provider: Provider, options: LlmOptions): Llm {
  silenceWarnings()
  return {
    name: `${provider.label === 'The language model' ? '' : `${provider.label} `}${provider.model}`,
    preferred: options.preferred,
    open: ({ signal } = {}) => openSession(provider, options, signal),
  }
}

/** The SDK prints what it could not pass on, with parts of the request. */
function silenceWarnings(): void {
  ;(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false
}

interface Talk {
  readonly provider: Provider
  readonly purses: readonly NamedPurse[]
  readonly cancelled: AbortSignal | undefined
  readonly late: AbortSignal
  readonly seconds: number
}

function openSession(
  provider: Provider,
  options: LlmOptions,
  cancelled: AbortSignal | undefined,
): LlmSession {
  const { questionUsd, seconds } = options
  let spentUsd = 0
  const talk: Talk = {
    provider,
    purses: [
      { ...questionPurse(questionUsd), name: 'of a question' },
      { ...options.dayPurse, name: 'of a day' },
    ],
    cancelled,
    late: AbortSignal.timeout(Math.ceil(seconds * 1000)),
    seconds,
  }
  return {
    spentUsd: () => spentUsd,
    propose: async (request) => {
      const reply = await replyTo(request, talk)
      spentUsd += reply.costUsd
      return { ...reply, json: readJson(reply.text, provider) }
    },
  }
}

type Reply = Omit<LlmProposal, 'json'>

async function replyTo(request: LlmRequest, talk: Talk): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    const wire = openWire(talk.provider, talk.purses, MAX_OUTPUT_TOKENS)
    try {
      return await callOnce(request, wire, talk)
    } catch (error) {
      const wait = isPassing(wire, talk) && attempt < MAX_ATTEMPTS ? waitMs(wire, attempt) : null
      if (wait === null || wait > LONGEST_WAIT_MS) throw explain(error, wire, attempt, talk)
      await sleep(wait, undefined, { signal: stopOf(talk) }).catch((stop: unknown) => {
        throw explain(stop, wire, attempt, talk)
      })
    }
  }
}

const stopOf = ({ cancelled, late }: Talk): AbortSignal =>
  cancelled ? AbortSignal.any([cancelled, late]) : late

async function callOnce(request: LlmRequest, wire: Wire, talk: Talk): Promise<Reply> {
  const { provider } = talk
  const asked = { system: rulesOf(request, provider), messages: messagesOf(request) }
  const output = takesSchema(provider) ? Output.object({ schema: jsonSchema(request.schema) }) : Output.json()
  try {
    const { text, usage, finishReason } = await generateText({
      ...asked,
      output,
      model: languageModel(provider, wire.fetch),
      providerOptions: PROVIDER_OPTIONS,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      maxRetries: 0,
      abortSignal: stopOf(talk),
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
function isPassing(wire: Wire, talk: Talk): boolean {
  if (wire.refusal() || stopOf(talk).aborted) return false
  const status = wire.status()
  return status === null || status === 408 || status === 429 || status >= 500
}

const waitMs = (wire: Wire, attempt: number): number =>
  wire.retryAfterMs() ?? FIRST_WAIT_MS * 2 ** (attempt - 1)

/** What went wrong in words of our own; nothing of the provider's text is passed on. */
function explain(error: unknown, wire: Wire, attempts: number, talk: Talk): unknown {
  if (talk.cancelled?.aborted) return llmError('cancelled')
  if (talk.late.aborted) return llmError('slow', { provider: talk.provider.label, seconds: talk.seconds })
  return wire.refusal() ?? (isDeclined(error) ? error : explainStatus(wire.status(), attempts, talk.provider))
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
function readJson(text: string, { label }: Provider): Json {
  const bare = text.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1')
  try {
    return JSON.parse(bare) as Json
  } catch {
    throw llmError('malformed', { provider: label })
  }
}
