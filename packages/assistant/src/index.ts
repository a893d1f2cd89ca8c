export type { AnswerOptions, Assistant, ThreadSummary, Welcome } from './assistant.ts'
export type { Reply, Turn } from './conversation.ts'
