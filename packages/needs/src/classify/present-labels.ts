import type { Filtered } from '../threads/prefilter.ts'
import { sampleKey } from '../threads/sample-to-fit.ts'
import type { Question } from '../threads/thread.ts'
import { chooseExample, presentable } from './choose-example.ts'
import type { QuestionLabel, ThreadLabel } from './classified.ts'
import { judgeMet } from './judge-met.ts'
import type { Labelled } from './labels.ts'

type WeightsByKey = ReadonlyMap<string, number>

/** Labelled threads in order of time, as a report takes them. */
export const threadLabels = (
  threads: readonly Filtered[],
  labelled: Labelled,
  weights: WeightsByKey,
): readonly ThreadLabel[] =>
  threads.flatMap(({ thread, roleWeight }) => {
    const verdict = labelled[thread.source].get(thread.id)
    if (!verdict) return []
    return [
      {
        source: thread.source,
        threadId: thread.id,
        ts: new Date(thread.root.ts).toISOString(),
        category: thread.category,
        relevance: verdict.relevance,
        theme: verdict.theme,
        confidence: rounded(verdict.confidence),
        weight: rounded((weights.get(sampleKey(thread)) ?? 1) * roleWeight),
        met: verdict.relevance === 'positive' ? judgeMet(thread) : null,
        example: chooseExample(thread, verdict.theme),
      },
    ]
  })

/** Labelled questions in order of time. */
export const questionLabels = (
  questions: readonly Question[],
  labelled: Labelled,
  weights: WeightsByKey,
): readonly QuestionLabel[] =>
  questions.flatMap(({ id, ts, text }) => {
    const verdict = labelled.nlq.get(id)
    if (!verdict) return []
    return [
      {
        queryId: id,
        ts: new Date(ts).toISOString(),
        theme: verdict.theme,
        confidence: rounded(verdict.confidence),
        weight: rounded(weights.get(sampleKey({ source: 'nlq', id })) ?? 1),
        example: presentable(text),
      },
    ]
  })

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
