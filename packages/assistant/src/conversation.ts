import type { Answer } from '@numize/blocks'
import type {
  ChangeReport,
  ExperimentReport,
  ForecastReport,
  GoalStatus,
  MetricScan,
  Notable,
  TableProfile,
  WhatIfReport,
} from '@numize/insights'
import type { Reading } from '@numize/planner'
import type { QuestionPlan, Result } from '@numize/semantic'
import type { Choice } from './choices.ts'
import type { Check } from './guard/finding.ts'
import type { Source } from './knowledge/cite.ts'
import type { Verified } from './memory/learnt.ts'
import type { Attempt } from './mend/ask-mending.ts'

/** One turn of a thread, as stored and as sent to every face. */
export interface Turn {
  readonly id: string
  readonly threadId: string
  readonly question: string
  /** The Plan it was asked by, where it was not read from the words; `question` is then only what it is called. */
  readonly plan?: QuestionPlan
  /** ISO, UTC. */
  readonly askedAt: string
  /** Local moment the question was read at, and why, when it is not the clock (`now: data`). */
  readonly now: string
  readonly reply: Reply
}

export type Reply =
  | {
      readonly status: 'answered'
      readonly reading: Reading
      readonly result: Result
      readonly answer: Answer
      /** Why it changed, where the question asked for a cause. */
      readonly cause?: ChangeReport
      /** What is to come, where that was asked; `result` is then its table. */
      readonly forecast?: ForecastReport
      /** What would follow from a change, where that was asked; `result` is then its table. */
      readonly whatIf?: WhatIfReport
      /** Variants compared, where that was asked; `result` is then its table. */
      readonly experiment?: ExperimentReport
      /** Definitions, tables and documents it used. */
      readonly sources?: readonly Source[]
      /** Who approved an answer of the same kind, and when. */
      readonly verified?: Verified
      /** How its rows were checked before they were told. */
      readonly checks?: readonly Check[]
      /** How it was carried out where the first attempt failed. */
      readonly tried?: readonly Attempt[]
      /** Questions that may follow. */
      readonly suggestions: readonly string[]
    }
  | {
      readonly status: 'clarify'
      readonly question: string
      readonly options: readonly Choice[]
    }
  | {
      /** Something told of the thread or the catalog itself, or what stands out in a table. */
      readonly status: 'told'
      readonly title: string
      readonly items: readonly string[]
      readonly sql: string | null
      /** What stands out, where that was asked; `items` are its sentences. */
      readonly notables?: readonly Notable[]
      /** How each goal stands, where that was asked. */
      readonly goals?: readonly GoalStatus[]
      /** Unusual days, where they were asked for. */
      readonly anomalies?: MetricScan
      /** What the columns of a table hold, where that was asked. */
      readonly profile?: TableProfile
    }
  | {
      /** A deep dive was started; its run tells what it finds. */
      readonly status: 'diving'
      readonly dive: string
      /** What changed, in a few words. */
      readonly about: string
    }
  | {
      readonly status: 'refused'
      readonly code: string
      readonly reason: string
      readonly nearest: readonly string[]
      /** The checks that its rows did not pass. */
      readonly checks?: readonly Check[]
    }
  | {
      readonly status: 'failed'
      readonly code: string
      readonly reason: string
      readonly tried?: readonly Attempt[]
    }

export interface ThreadSummary {
  readonly id: string
  readonly title: string
  readonly updatedAt: string
}
