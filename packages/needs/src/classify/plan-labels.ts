import type { DnrConfig, Source } from '../config/dnr-config.ts'
import type { Filtered } from '../threads/prefilter.ts'
import { type Candidate, type Sample, sampleKey, sampleToFit } from '../threads/sample-to-fit.ts'
import type { Question } from '../threads/thread.ts'
import { costOfCall } from './find-mentions.ts'
import { askedOfQuestion, askedOfThread } from './label-with-llm.ts'
import type { ToLabel } from './labels.ts'
import type { Batches } from './open-batches.ts'

export interface DatedQuestion {
  readonly question: Question
  /** Local day. */
  readonly day: string
}

export interface Plan extends ToLabel {
  readonly sample: Sample
}

/** Chooses what is labelled: what fits the cap with a model, everything that was kept without one. */
export function planLabels(
  kept: readonly Filtered[],
  questions: readonly DatedQuestion[],
  { config, batches }: { readonly config: DnrConfig; readonly batches: Batches | null },
): Plan {
  const sample = sampleToFit([...kept.map(candidateOfThread), ...questions.map(candidateOfQuestion)], {
    costUsd: batches ? costs(kept, questions, { config, batches }) : { slack: 0, email: 0, nlq: 0 },
    capUsd: config.classification.api_cap_usd,
    safetyMargin: config.budget.safety_margin,
    coverageFloorPct: config.budget.coverage_floor_pct,
    seed: config.comms.seed,
  })
  return {
    sample,
    threads: kept.filter(({ thread }) => sample.weights.has(sampleKey(thread))),
    questions: questions
      .map(({ question }) => question)
      .filter(({ id }) => sample.weights.has(sampleKey({ source: 'nlq', id }))),
  }
}

function costs(
  kept: readonly Filtered[],
  questions: readonly DatedQuestion[],
  { config, batches }: { readonly config: DnrConfig; readonly batches: Batches },
): Readonly<Record<Source, number>> {
  const length = config.classification.max_output_tokens
  const batch = { batch: batches.labels }
  const of = (source: Source): number =>
    costOfCall(
      kept.filter(({ thread }) => thread.source === source).map((one) => askedOfThread(one, length)),
      batch,
    )
  return {
    slack: of('slack'),
    email: of('email'),
    nlq: costOfCall(
      questions.map(({ question }) => askedOfQuestion(question, length)),
      batch,
    ),
  }
}

const candidateOfThread = ({ thread, day }: Filtered): Candidate => ({
  source: thread.source,
  id: thread.id,
  day,
  category: thread.category,
})

const candidateOfQuestion = ({ question, day }: DatedQuestion): Candidate => ({
  source: 'nlq',
  id: question.id,
  day,
  category: 'nlq',
})
