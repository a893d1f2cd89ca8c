export {
  type Anchor,
  type AnchorPlace,
  anchorFile,
  anchorLog,
  anchorWebhook,
  readAnchors,
} from './audit/anchor.ts'
export type { AuditFilter, AuditListing, AuditRecord } from './audit/read-entries.ts'
export type { AuditProblem, AuditVerdict } from './audit/verify-chain.ts'
export { type Carried, restoreStore } from './backup.ts'
export type { Place } from './open-database.ts'
export type { ApiKey, ApiKeys } from './org/api-keys.ts'
export type { Audit } from './org/audit.ts'
export type { BoardRow, Boards } from './org/boards.ts'
export type { Cache } from './org/cache.ts'
export type { LockRule } from './org/failures.ts'
export type { FederatedSession } from './org/federation.ts'
export type { Forgotten } from './org/forget-person.ts'
export type { Goals } from './org/goals.ts'
export type { Claim, IdempotencyKeys } from './org/idempotency.ts'
export type { KnownEvent, KnownEvents } from './org/known-events.ts'
export type { AskedRow, Memory, MemoryRow, ReviewRow } from './org/memory.ts'
export type { RawRequestRow, RawRequests } from './org/raw-requests.ts'
export { MAX_INLINE_ROWS, type ResultKey, type Results } from './org/results.ts'
export {
  RETENTION_KINDS,
  type Retention,
  type RetentionKind,
  type RetentionPolicy,
} from './org/retention.ts'
export type { Ending, Held, RunEvent, RunFilter, RunJournal, RunRecord } from './org/runs.ts'
export type { Schedule, Schedules } from './org/schedules.ts'
export type { SecretRow, Secrets } from './org/secrets.ts'
export type { ShareRow, Shares } from './org/shares.ts'
export type { Session, SignIn } from './org/sign-in.ts'
export type { SigningKey } from './org/signing-keys.ts'
export type { SliceVersionRow, SliceVersions } from './org/slice-versions.ts'
export type { SnoozeRow, Snoozes } from './org/snoozes.ts'
export type { Thread, ThreadPlace, Threads } from './org/threads.ts'
export type { User, UserAccount, Users } from './org/users.ts'
export { type Org, type OrgRow, openStore, type Store, type StoreOptions } from './store.ts'
export type { LinkPurpose, RunState, SessionOrigin } from './tables.ts'
