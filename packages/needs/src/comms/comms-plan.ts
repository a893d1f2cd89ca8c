import type { Relevance, Theme } from '../config/dnr-config.ts'
import type { CommsUser } from './comms-rows.ts'
import type { Bucket } from './mixes.ts'
import type { PlantedEvent } from './planted-events.ts'

/** A thread before it has words. What the words must say is decided here, so that the labels are true of any writer. */
export interface ThreadPlan {
  readonly source: 'slack' | 'email'
  readonly id: string
  readonly bucket: Bucket
  readonly relevance: Relevance
  /** Null unless the relevance is positive. */
  readonly theme: Theme | null
  readonly event: PlantedEvent | null
  /** What becomes of the need; null where there is none. */
  readonly outcome: 'met' | 'unmet' | 'open' | null
  /** In order of time; an e-mail has one. */
  readonly turns: readonly Turn[]
  /** Of the text. */
  readonly seed: string
}

export interface Turn {
  readonly user: CommsUser
  readonly atMs: number
  /** A placeholder domain that is linked to. */
  readonly link: string | null
  readonly attachment: string | null
  readonly code: boolean
}

export interface QuestionPlan {
  readonly id: string
  readonly user: CommsUser
  readonly app: string
  readonly atMs: number
  readonly theme: Theme
  readonly event: PlantedEvent | null
  readonly seed: string
}
