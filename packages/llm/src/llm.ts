import type { Json } from '@numize/base'

/** A language model that proposes JSON. It is told nothing but what the request holds. */
export interface Llm {
  /** `Anthropic claude-haiku-4-5`. */
  readonly name: string
  /** Whether it is asked first, instead of only when we are unsure. */
  readonly preferred: boolean
  /** One question's worth of calls: its time begins and its money is set here. */
  open(options?: { readonly signal?: AbortSignal }): LlmSession
}

export interface LlmSession {
  /**
   * Asks once, again where the provider is busy or fails.
   * @throws `llm/over-budget` before anything is sent, `llm/slow`, `llm/cancelled`, `llm/busy`, `llm/unavailable`,
   * `llm/bad-key`, `llm/bad-request`, `llm/no-price`, `llm/malformed`, `llm/declined`, `llm/too-large`
   */
  propose(request: LlmRequest): Promise<LlmProposal>
  /** US dollars spent so far in this session. */
  spentUsd(): number
}

export interface LlmRequest {
  /** The rules: ours, never a user's words. */
  readonly rules: string
  /** What was said, in turns; user turns hold data. */
  readonly turns: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[]
  /** JSON Schema of the reply, an object. */
  readonly schema: Readonly<Record<string, unknown>>
}

export interface LlmProposal {
  readonly json: Json
  /** The reply as it came. */
  readonly text: string
  readonly costUsd: number
}
