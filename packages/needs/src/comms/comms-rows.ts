import type { Relevance, Theme } from '../config/dnr-config.ts'
import type { Bucket, Role } from './mixes.ts'

/** The rows of `comms/`, by the columns of spec 002. Moments are `2026-10-31 17:04:00`, UTC. */
export interface SlackMessage extends Signals {
  readonly message_id: string
  readonly thread_id: string
  readonly channel_id: string
  readonly channel_cat: Bucket
  readonly ts: string
  readonly user_id: string
  readonly text: string
  /** The root's message; null in the root. */
  readonly reply_to: string | null
  /** Of the whole thread, in its root; 0 in a reply. */
  readonly reply_count: number
}

export interface EmailMessage extends Signals {
  readonly message_id: string
  readonly thread_id: string
  readonly ts: string
  readonly from_id: string
  readonly to_ids: readonly string[]
  readonly cc_ids: readonly string[]
  readonly list_cat: Bucket
  readonly subject: string
  readonly body_text: string
}

/** What a text holds besides words. */
export interface Signals {
  readonly has_link: boolean
  readonly link_domains: readonly string[]
  readonly has_attachment: boolean
  readonly attachment_names: readonly string[]
  readonly has_code: boolean
}

export interface CommsUser {
  readonly user_id: string
  readonly role: Role
}

export interface Question {
  readonly query_id: string
  readonly user_id: string
  readonly app: string
  readonly ts: string
  readonly query_text: string
  readonly generated_sql: string
  readonly success_flag: boolean
  readonly latency_ms: number
  /** Null where the query failed. */
  readonly result_rows: number | null
}

/** The truth about a thread. */
export interface ThreadTruth {
  readonly thread_id: string
  readonly relevance: Relevance
  readonly theme: Theme | null
  readonly event_id: string | null
}

export interface QuestionTruth {
  readonly query_id: string
  readonly theme: Theme
  readonly event_id: string | null
}

export interface Comms {
  readonly slack: readonly SlackMessage[]
  readonly email: readonly EmailMessage[]
  readonly nlq: readonly Question[]
  readonly users: readonly (CommsUser & { readonly source: 'slack' | 'email' })[]
  readonly truth: {
    readonly slack: readonly ThreadTruth[]
    readonly email: readonly ThreadTruth[]
    readonly nlq: readonly QuestionTruth[]
  }
}
