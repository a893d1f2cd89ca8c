import type { Principal } from '@numize/access'
import type { Turn } from '@numize/assistant'
import type { BoardContent, Visibility } from '@numize/boards'
import type { Goal, Snooze } from '@numize/insights'

/** What one organisation keeps for the API; the app gives it over `store`. */
export interface Keepers {
  readonly sessions: SessionKeeper
  readonly idempotency: IdempotencyKeeper
  readonly audit: AuditKeeper
  readonly boards: BoardKeeper
  readonly shares: ShareKeeper
  readonly goals: GoalKeeper
  readonly snoozes: SnoozeKeeper
  readonly retention: RetentionKeeper
}

/** How long what is kept. */
export interface RetentionKeeper {
  policies(): Promise<
    readonly { readonly kind: string; readonly days: number | null; readonly setBy: string | null }[]
  >
  /** @throws `store/retention-kind`, `store/retention-days` */
  set(kind: string, days: number | null, by: string): Promise<void>
}

/** Goals of a project, by name. */
export interface GoalKeeper {
  save(project: string, goal: Goal, userId: string): Promise<void>
  list(project: string): Promise<readonly Goal[]>
  remove(project: string, name: string): Promise<number>
}

/** Unusual days of a project nobody wants to hear of. */
export interface SnoozeKeeper {
  save(project: string, snooze: Snooze, userId: string): Promise<void>
  list(project: string): Promise<readonly Snooze[]>
}

export interface BoardRecord {
  readonly id: string
  readonly project: string
  readonly userId: string
  readonly visibility: Visibility
  readonly version: number
  readonly content: BoardContent
  readonly updatedAt: string
}

export interface BoardKeeper {
  create(board: Omit<BoardRecord, 'version' | 'updatedAt'>): Promise<void>
  find(id: string): Promise<BoardRecord | null>
  list(project: string): Promise<readonly BoardRecord[]>
  /** @throws `store/board-changed` where it is no longer of that version */
  save(board: Pick<BoardRecord, 'id' | 'visibility' | 'version' | 'content'>): Promise<void>
  remove(id: string): Promise<void>
}

export interface ShareRecord {
  readonly id: string
  readonly kind: 'board' | 'thread'
  readonly targetId: string
  readonly project: string
  readonly userId: string
  readonly view: Record<string, unknown>
  readonly expiresAt: string
}

export interface ShareKeeper {
  create(
    share: Omit<ShareRecord, 'expiresAt'> & { readonly days: number },
  ): Promise<{ readonly token: string; readonly expiresAt: string }>
  /** With whoever shared it as they are now; `sharer` is null where they are gone. */
  open(token: string): Promise<(ShareRecord & { readonly sharer: Principal | null }) | null>
  list(kind: ShareRecord['kind'], targetId: string): Promise<readonly ShareRecord[]>
  revoke(id: string, userId: string): Promise<boolean>
}

/** A thread with what it was started with. */
export interface SessionRecord {
  readonly id: string
  readonly project: string
  readonly title: string
  readonly context: unknown
  readonly createdAt: string
  readonly updatedAt: string
}

/** Threads of people over all projects. Every call names the owner. */
export interface SessionKeeper {
  create(session: Omit<SessionRecord, 'createdAt' | 'updatedAt'>, userId: string): Promise<void>
  find(id: string, userId: string): Promise<SessionRecord | null>
  /** Newest first. */
  page(
    userId: string,
    options: { readonly limit: number; readonly after?: { readonly id: string; readonly updatedAt: string } },
  ): Promise<readonly SessionRecord[]>
  turns(id: string, userId: string): Promise<readonly Turn[]>
  turn(turnId: string, userId: string): Promise<Turn | null>
  /** Whether there was one of that person. */
  rename(id: string, userId: string, title: string): Promise<boolean>
  /** With its turns and the links to it; whether there was one of that person. */
  remove(id: string, userId: string): Promise<boolean>
}

type Claim =
  | { readonly state: 'yours' | 'underWay' | 'other' }
  | { readonly state: 'answered'; readonly reply: unknown }

export interface IdempotencyKeeper {
  claim(userId: string, key: string, requestHash: string): Promise<Claim>
  answer(userId: string, key: string, reply: unknown): Promise<void>
  release(userId: string, key: string): Promise<void>
}

export interface AuditedEvent {
  readonly seq: number
  readonly at: string
  /** What was written: `action`, `userId`, `project` … as they were. */
  readonly entry: Readonly<Record<string, unknown>>
  readonly hash: string
}

export interface AuditKeeper {
  /** Writes down what somebody did. No cell of data. */
  append(event: AuditNote): Promise<void>
  /** What matches, in order, at most `limit`. */
  list(listing: AuditListing): Promise<readonly AuditedEvent[]>
  /** Whether every entry is as it was written, also against what is known outside the database. */
  verify(): Promise<AuditVerdict>
}

/** The first entry that is not as it was written, or how far all are. */
export type AuditVerdict =
  | {
      readonly ok: true
      readonly from: number
      readonly entries: number
      readonly unkeyed: number
      readonly anchoredTo: number | null
    }
  | { readonly ok: false; readonly seq: number; readonly problem: string }

/** All that are said must hold; moments are ISO, `to` exclusive. */
export interface AuditListing {
  /** The sequence number it begins behind, in its own order. */
  readonly after?: number
  readonly newestFirst?: boolean
  readonly limit: number
  /** Who acted, or whom it was about. */
  readonly userId?: string
  readonly action?: string
  readonly project?: string
  readonly outcome?: string
  readonly runHash?: string
  readonly from?: string
  readonly to?: string
}

export interface AuditNote {
  readonly action: string
  readonly userId: string
  readonly project: string | null
  readonly outcome: 'answered' | 'refused' | 'failed'
  readonly runHash?: string | null
  readonly detail?: Readonly<Record<string, unknown>>
}
