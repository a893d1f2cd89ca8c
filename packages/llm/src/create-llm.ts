import { callProvider, readJson, type Talk } from './call-provider.ts'
import type { Provider } from './choose-provider.ts'
import type { Llm, LlmSession } from './llm.ts'
import { type Purse, questionPurse } from './purse.ts'

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

/** A language model over one provider, within a budget of money and time. */
export function createLlm(provider: Provider, options: LlmOptions): Llm {
  return {
    name: `${provider.label === 'The language model' ? '' : `${provider.label} `}${provider.model}`,
    preferred: options.preferred,
    open: ({ signal } = {}) => openSession(provider, options, signal),
  }
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
    attempts: MAX_ATTEMPTS,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  }
  return {
    spentUsd: () => spentUsd,
    propose: async (request) => {
      const reply = await callProvider(request, talk)
      spentUsd += reply.costUsd
      return { ...reply, json: readJson(reply.text, provider) }
    },
  }
}
