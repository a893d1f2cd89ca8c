import type {
  Classified,
  EntityMention,
  QuestionLabel,
  SourceCoverage,
  ThreadLabel,
} from '../classify/classified.ts'

const covered = (kept: number): SourceCoverage => ({
  items: kept,
  kept,
  sampled: kept,
  labelled: kept,
  parseErrors: 0,
  coverage: 1,
  partial: null,
})

/** For tests: labels as the reading of communications gives them. */
export function classifiedOf(part: {
  readonly threads?: readonly Partial<ThreadLabel>[]
  readonly questions?: readonly Partial<QuestionLabel>[]
  readonly mentions?: readonly EntityMention[]
  readonly sources?: Partial<Classified['sources']>
}): Classified {
  const threads = (part.threads ?? []).map(
    (thread, index): ThreadLabel => ({
      source: 'slack',
      threadId: `t${index}`,
      ts: '2026-10-20T12:00:00Z',
      category: 'platform',
      relevance: 'positive',
      theme: 'join_keys_orphans',
      confidence: 0.8,
      weight: 1,
      met: null,
      example: 'Half of the cards in my join have no account.',
      ...thread,
    }),
  )
  const questions = (part.questions ?? []).map(
    (question, index): QuestionLabel => ({
      queryId: `q${index}`,
      ts: '2026-10-20T12:00:00Z',
      theme: 'join_keys_orphans',
      confidence: 0.9,
      weight: 1,
      example: 'How many cards have no account?',
      ...question,
    }),
  )
  const kept = (source: 'slack' | 'email') => threads.filter((thread) => thread.source === source).length
  return {
    runId: 'run',
    folder: 'runs/run',
    engine: 'deterministic',
    threads,
    questions,
    mentions: part.mentions ?? [],
    sources: {
      slack: covered(kept('slack')),
      email: covered(kept('email')),
      nlq: covered(questions.length),
      ...part.sources,
    },
    budget: {
      capUsd: 1,
      estimateUsd: 0,
      actualUsd: 0,
      entitiesCapUsd: 0.1,
      entitiesActualUsd: 0,
      stoppedEarly: false,
      calls: 0,
      cachedCalls: 0,
      buckets: [],
    },
  }
}
