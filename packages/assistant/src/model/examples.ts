import type { Catalog, Planner } from '@numize/planner'
import type { QuestionPlan } from '@numize/semantic'
import { rank, wordsIn } from './bm25.ts'

const MOST_EXAMPLES = 3
const MOST_TRIED = 8

/**
 * Questions the project's author wrote down, nearest first, with the plans they become: only those the planner reads
 * by itself, so that no model's own words come back to it as an example.
 */
export function nearestExamples(
  question: string,
  { catalog, planner, now }: { readonly catalog: Catalog; readonly planner: Planner; readonly now: string },
): readonly { readonly question: string; readonly plan: QuestionPlan }[] {
  const entries = catalog.examples.map((example) => ({ item: example, words: wordsIn(example) }))
  return rank(entries, wordsIn(question))
    .slice(0, MOST_TRIED)
    .flatMap((example) => {
      const outcome = planner.plan(example, { now, previous: null })
      return outcome.kind === 'reading' ? [{ question: example, plan: outcome.reading.plan }] : []
    })
    .slice(0, MOST_EXAMPLES)
}
