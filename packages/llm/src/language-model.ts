import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { Provider } from './choose-provider.ts'

/** A model object bound to its provider's address and key: a bare name would go to an outside gateway. */
export function languageModel(
  { kind, model, baseUrl, key }: Provider,
  fetch: typeof globalThis.fetch,
): LanguageModel {
  const apiKey = key() ?? ''
  const given = { baseURL: baseUrl, apiKey, fetch }
  switch (kind) {
    case 'openai':
      return createOpenAI(given)(model)
    case 'anthropic':
      return createAnthropic(given)(model)
    case 'google':
      return createGoogleGenerativeAI(given)(model)
    case 'compatible':
      return createOpenAICompatible({
        name: 'compatible',
        baseURL: baseUrl,
        fetch,
        ...(apiKey === '' ? {} : { apiKey }),
      })(model)
  }
}

/**
 * Whether a provider takes our recursive schema as it is. OpenAI does when it is not strict, Anthropic as the input of
 * a tool; Google's subset and the grammars of local servers do not, so there the schema is written into the prompt.
 */
export const takesSchema = ({ kind }: Provider): boolean => kind === 'openai' || kind === 'anthropic'

export const PROVIDER_OPTIONS = {
  openai: { strictJsonSchema: false, store: false, reasoningEffort: 'low' },
  anthropic: { structuredOutputMode: 'jsonTool' as const },
  google: { structuredOutputs: false },
  compatible: { strictJsonSchema: false },
}
