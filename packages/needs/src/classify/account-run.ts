import { type DnrConfig, SOURCES, type Source } from '../config/dnr-config.ts'
import type { Filtered } from '../threads/prefilter.ts'
import type { Comms } from '../threads/read-comms.ts'
import type { Budget, SourceCoverage } from './classified.ts'
import type { Labelled, Stage } from './labels.ts'
import type { Plan } from './plan-labels.ts'

/** What was read, kept, sampled and labelled of each source. */
export function coverageOf(
  comms: Comms,
  filtered: readonly Filtered[],
  { plan, labelled }: { readonly plan: Plan; readonly labelled: Labelled },
): Readonly<Record<Source, SourceCoverage>> {
  const of = (source: Source): SourceCoverage => {
    const threads = filtered.filter(({ thread }) => thread.source === source)
    const items = source === 'nlq' ? comms.questions.length : threads.length
    const kept = source === 'nlq' ? items : threads.filter((one) => one.kept).length
    const done = labelled[source].size
    const sampled =
      source === 'nlq'
        ? plan.questions.length
        : plan.threads.filter(({ thread }) => thread.source === source).length
    const stage = labelled.stages.find((one) => one.source === source)
    return {
      items,
      kept,
      sampled,
      labelled: done,
      parseErrors: stage?.parseErrors ?? 0,
      coverage: kept === 0 ? 1 : done / kept,
      partial: comms.problems[source] ?? stage?.partial ?? null,
    }
  }
  return { slack: of('slack'), email: of('email'), nlq: of('nlq') }
}

/** The bill of a run, each call in it. */
export function budgetOf(
  config: DnrConfig,
  { sample }: Plan,
  { stages, spentUsd, entitiesUsd }: { stages: readonly Stage[]; spentUsd: number; entitiesUsd: number },
): Budget {
  const total = (of: (stage: Stage) => number): number => stages.reduce((sum, stage) => sum + of(stage), 0)
  return {
    capUsd: config.classification.api_cap_usd,
    estimateUsd: sample.estimateUsd,
    actualUsd: spentUsd,
    entitiesCapUsd: config.entities.api_cap_usd,
    entitiesActualUsd: entitiesUsd,
    stoppedEarly: stages.some(({ capReached }) => capReached) || isCut(sample),
    calls: total(({ calls }) => calls),
    cachedCalls: total(({ cachedCalls }) => cachedCalls),
    buckets: sample.buckets,
  }
}

/** A cap that leaves nothing of a source to label has stopped it before it began. */
const isCut = ({ buckets }: Plan['sample']): boolean =>
  SOURCES.some((source) => {
    const own = buckets.filter((bucket) => bucket.source === source)
    return own.length > 0 && own.every(({ sampled }) => sampled === 0)
  })
