import type { Catalog, Outcome, Planner, Reading } from '@numize/planner'
import type { Lexicon, QuestionPlan } from '@numize/semantic'
import { type DefaultFilter, withDefaults } from './default-filters.ts'
import { planShape } from './plan-shape.ts'
import type { Remembered } from './remembered.ts'
import { fill, type Template, templateOf } from './template.ts'

/** Who approved an answer like this one, and when. */
export interface Verified {
  readonly by: string
  /** ISO, UTC. */
  readonly at: string
}

/** What a slice has learnt, ready for use. */
export interface Learnt {
  readonly templates: readonly Template[]
  readonly filters: readonly DefaultFilter[]
  /** Questions that may be shown to whoever asks. */
  readonly questions: readonly string[]
  readonly verified: (plan: QuestionPlan) => Verified | null
}

/** `fingerprint` is the asker's: questions of others who may see other rows are used, but not shown. */
export function learn(remembered: readonly Remembered[], catalog: Catalog, fingerprint: string): Learnt {
  const answers = remembered
    .flatMap(({ lesson, by, at }) => (lesson.kind === 'answer' ? [{ lesson, by, at }] : []))
    .toReversed()
  const shapes = new Map(answers.map(({ lesson, by, at }) => [planShape(lesson.reading.plan), { by, at }]))
  return {
    templates: answers.flatMap(({ lesson }) => templateOf(lesson, catalog) ?? []),
    filters: remembered.flatMap(({ lesson }) => (lesson.kind === 'filter' ? [lesson] : [])),
    questions: answers
      .filter(({ lesson }) => lesson.standsAlone && lesson.fingerprint === fingerprint)
      .map(({ lesson }) => lesson.question),
    verified: (plan) => shapes.get(planShape(plan)) ?? null,
  }
}

/** The project's words with those that were learnt; a phrase that was settled is no longer asked about. */
export function withPhrases(lexicon: Lexicon, remembered: readonly Remembered[]): Lexicon {
  const learnt = new Map(
    remembered.flatMap(({ lesson }) =>
      lesson.kind === 'synonym' ? [[lesson.phrase.toLowerCase(), lesson] as const] : [],
    ),
  )
  if (learnt.size === 0) return lexicon
  const isSettled = ({ phrase }: { readonly phrase: string }): boolean => learnt.has(phrase.toLowerCase())
  return {
    synonyms: [
      ...lexicon.synonyms.filter((one) => !isSettled(one)),
      ...[...learnt.values()].map(({ phrase, means }) => ({ phrase, means })),
    ],
    ambiguous: lexicon.ambiguous.filter((one) => !isSettled(one)),
  }
}

const APPROVED = 'the same question was answered so before, and that was approved'

/**
 * A planner that answers what was approved as it was approved. In the midst of a thread its words may continue the
 * answer before, so there the planner's own reading goes first.
 */
export function withMemory(planner: Planner, catalog: Catalog, { templates, filters }: Learnt): Planner {
  const recall = (question: string, now: string): Outcome | null => {
    for (const template of templates) {
      const reading = fill(template, question, { catalog, now })
      if (reading) return { kind: 'reading', reading: sure(reading), trail: ['an approved question'] }
    }
    return null
  }
  return {
    ...planner,
    plan: (question, situation) => {
      const first = situation.previous === null ? recall(question, situation.now) : null
      if (first) return withDefaults(first, filters)
      const outcome = planner.plan(question, situation)
      const later =
        situation.previous !== null && outcome.kind !== 'reading' ? recall(question, situation.now) : null
      return withDefaults(later ?? outcome, filters)
    },
  }
}

const SURE = 0.97

const sure = (reading: Reading): Reading => ({
  ...reading,
  confidence: { ...reading.confidence, score: Math.max(SURE, reading.confidence.score), reasons: [APPROVED] },
})
