export { PROVIDER_VARIABLES } from './choose-provider.ts'
export { llmError } from './errors.ts'
export type { Llm, LlmRequest, LlmSession } from './llm.ts'
export { type LlmPlace, openLlm } from './open-llm.ts'
