export type { AnswerOptions, Assistant, ThreadSummary, Welcome } from './assistant.ts'
export type { Reply, Turn } from './conversation.ts'
export { type AssistantParts, createAssistant, type ThreadKeeper } from './create-assistant.ts'
export { assistantError } from './errors.ts'
