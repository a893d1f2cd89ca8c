import type { Relevance, Source, Theme } from '../config/dnr-config.ts'

/** What reading the communications gave a report: labels, entities, coverage and cost. */
export interface Classified {
  /** Names the folder `runs/<runId>`, which holds `preds/`, `entities.parquet` and `budget.json`. */
  readonly runId: string
  readonly folder: string
  /** Who gave the labels. `deterministic` is our own classifier; the report marks its labels as such. */
  readonly engine: 'llm' | 'deterministic'
  readonly threads: readonly ThreadLabel[]
  readonly questions: readonly QuestionLabel[]
  readonly mentions: readonly EntityMention[]
  readonly sources: Readonly<Record<Source, SourceCoverage>>
  readonly budget: Budget
}

/** A labelled Slack or e-mail thread that was kept and sampled. */
export interface ThreadLabel {
  readonly source: 'slack' | 'email'
  readonly threadId: string
  /** When its root was written, UTC ISO 8601. */
  readonly ts: string
  readonly category: string
  readonly relevance: Relevance
  /** Null where the relevance is not positive. */
  readonly theme: Theme | null
  /** Of the label, 0 to 1. */
  readonly confidence: number
  /** How many threads of its day × category it stands for (1 or more), times the weight of its authors' roles. */
  readonly weight: number
  /** Whether the need was met, by the spec's heuristic; null where the text does not tell. */
  readonly met: boolean | null
  /** One sentence of the thread that shows the need; synthetic ids only. */
  readonly example: string
}

export interface QuestionLabel {
  readonly queryId: string
  readonly ts: string
  readonly theme: Theme
  readonly confidence: number
  readonly weight: number
  readonly example: string
}

export interface EntityMention {
  readonly source: Source
  /** The thread's or the question's id. */
  readonly itemId: string
  readonly table: string
  /** Null where only the table is meant. */
  readonly column: string | null
  readonly confidence: number
}

export interface SourceCoverage {
  readonly items: number
  /** After the prefilter. */
  readonly kept: number
  /** After the budget. */
  readonly sampled: number
  readonly labelled: number
  readonly parseErrors: number
  /** labelled / kept, 0 to 1; 1 where nothing was kept. */
  readonly coverage: number
  /** Why the source ended before its sample did, in words; null where it did not. */
  readonly partial: string | null
}

/** `budget.json`. Money in US dollars. */
export interface Budget {
  readonly capUsd: number
  readonly estimateUsd: number
  readonly actualUsd: number
  readonly entitiesCapUsd: number
  readonly entitiesActualUsd: number
  readonly stoppedEarly: boolean
  readonly calls: number
  readonly cachedCalls: number
  readonly buckets: readonly {
    readonly source: Source
    readonly day: string
    readonly category: string
    readonly kept: number
    readonly sampled: number
  }[]
}
