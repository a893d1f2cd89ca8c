export type { AnswerOptions } from './answer-options.ts'
export type { AnomalyChoices, Assistant, Revision, Welcome } from './assistant.ts'
export type { Reply, ThreadSummary, Turn } from './conversation.ts'
export { createAssistant } from './create-assistant.ts'
export type { Dive, DiveLook, DiveOutput } from './dives/dive.ts'
export type { DiveAsked, DiveInput } from './dives/dive-input.ts'
export { diveKind } from './dives/dive-kind.ts'
export { type Asker, type Dives, divesOver } from './dives/dives.ts'
export { assistantError } from './errors.ts'
export type { ExperimentAsked } from './experiment.ts'
export type { CatalogView, DimensionView, MetricView, ModelView } from './explore/catalog-view.ts'
export type { Replayed } from './explore/replay.ts'
export type { Shown, ValuesWanted } from './explore/shown.ts'
export type { Check } from './guard/finding.ts'
export { collectKnowledge } from './knowledge/collect.ts'
export type { KnowledgeItem } from './knowledge/item.ts'
export { createKnowledge } from './knowledge/knowledge.ts'
export { readPlaybooks } from './knowledge/read-playbooks.ts'
export type { AnswerRef, Correction, Feedback } from './memory/feedback.ts'
export type { Verified } from './memory/learnt.ts'
export {
  type Asked,
  type Lesson,
  type MemoryKeeper,
  REASONS,
  type Reason,
  type Remembered,
  type Review,
} from './memory/remembered.ts'
export { approvedUses } from './memory/uses.ts'
export type { Attempt } from './mend/ask-mending.ts'
export { type Consultation, consult } from './model/consult.ts'
export type { AssistantParts, ThreadKeeper } from './parts.ts'
export { readBenchmarksFile } from './read-benchmarks-file.ts'
