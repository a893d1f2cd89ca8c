import type { Classified } from '../classify/classified.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import { findGaps, type Gap } from './actions/find-gaps.ts'
import { chooseActions } from './actions/score.ts'
import { type Demand, demandOf } from './demand/theme-demand.ts'
import type { ReportFacts } from './measure-facts.ts'

/** Everything the files of a report are written from. */
export interface Report {
  readonly facts: ReportFacts
  /** Null where no communications were read. */
  readonly classified: Classified | null
  readonly demand: Demand
  readonly gaps: readonly Gap[]
  readonly actions: readonly Gap[]
  /** Gaps below the least confidence: told as a number, not shown. */
  readonly hidden: readonly Gap[]
  readonly config: DnrConfig
  /** What the reader must know of how the report was made, one sentence each. */
  readonly notes: readonly string[]
}

export function composeReport(
  facts: ReportFacts,
  classified: Classified | null,
  { config, notes }: { readonly config: DnrConfig; readonly notes: readonly string[] },
): Report {
  const demand = demandOf(
    classified ?? nothingRead,
    config.report,
    facts.tables.map(({ table }) => table),
  )
  const gaps = findGaps({
    demand,
    evidence: facts.evidence,
    revenue: facts.revenue,
    window: facts.window,
    weights: config.report.scoring_weights,
  })
  return { facts, classified, demand, gaps, ...chooseActions(gaps), config, notes }
}

const noSource = { items: 0, kept: 0, sampled: 0, labelled: 0, parseErrors: 0, coverage: 0, partial: null }

const nothingRead: Classified = {
  runId: '',
  folder: '',
  engine: 'deterministic',
  threads: [],
  questions: [],
  mentions: [],
  sources: { slack: noSource, email: noSource, nlq: noSource },
  budget: {
    capUsd: 0,
    estimateUsd: 0,
    actualUsd: 0,
    entitiesCapUsd: 0,
    entitiesActualUsd: 0,
    stoppedEarly: false,
    calls: 0,
    cachedCalls: 0,
    buckets: [],
  },
}
