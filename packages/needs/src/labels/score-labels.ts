import { wilsonInterval } from '@numize/statistics'
import { RELEVANCES, SOURCES, type Source, THEMES } from '../config/dnr-config.ts'
import { type Calibration, calibrate } from './calibration.ts'
import type { Labels } from './read-labels.ts'
import type { Prediction, Predictions } from './read-predictions.ts'
import { type ClassScores, type Estimate, type Resampling, scoreClasses } from './score-classes.ts'

export interface SourceScore {
  /** Items that were in the run's window; where the run does not tell, all that have a true label. */
  readonly items: number
  /** Items with a true label, in the window or not. */
  readonly labels: number
  /** Of those in the window, items that a prediction could be read of: the others count against `coverage` only. */
  readonly labelled: number
  readonly coverage: Estimate
  /** Predictions of ids that no label has: left out. */
  readonly unknownIds: number
  /** Null for questions, which have none. */
  readonly relevance: ClassScores | null
  /**
   * Over the labelled items that are positive, truly or as predicted, both ways: a theme given to an item that is not
   * positive lowers that theme's precision, a positive that was not seen as one lowers its theme's recall.
   */
  readonly theme: ClassScores
  /** Over the labelled items that truly are positive. */
  readonly themeOfPositives: ClassScores
  /** Of the whole label: right where relevance and theme are. */
  readonly calibration: Calibration
}

export interface Gate {
  readonly name: string
  readonly source: Source
  readonly value: number | null
  readonly least: number
  /** What cannot be measured does not pass. */
  readonly passed: boolean
}

export interface LabelScores {
  readonly resampling: Resampling
  readonly sources: Readonly<Record<Source, SourceScore>>
  readonly gates: readonly Gate[]
  readonly passed: boolean
}

/** The spec's gates, held by each source for itself. */
export const LEAST = { theme: 0.72, relevance: 0.75, coverage: 0.95 } as const
const NONE = 'none'

export interface ScoreOptions {
  readonly resampling: Resampling
  /** How many items a run had before it; null where that is not known. */
  readonly inScope: Readonly<Record<Source, number>> | null
}

/** How well predictions agree with the truth, joined by id. Same input, same numbers. */
export function scoreLabels(labels: Labels, predictions: Predictions, options: ScoreOptions): LabelScores {
  const { resampling, inScope } = options
  const truths: Readonly<Record<Source, readonly Truth[]>> = {
    slack: labels.slack.map(({ thread_id: id, relevance, theme }) => ({ id, relevance, theme })),
    email: labels.email.map(({ thread_id: id, relevance, theme }) => ({ id, relevance, theme })),
    nlq: labels.nlq.map(({ query_id: id, theme }) => ({ id, relevance: 'positive', theme })),
  }
  const score = (source: Source): SourceScore =>
    scoreSource(source, {
      truths: truths[source],
      predictions: predictions[source],
      items: inScope?.[source] ?? truths[source].length,
      resampling,
    })
  const sources = { slack: score('slack'), email: score('email'), nlq: score('nlq') }
  const gates = SOURCES.flatMap((source) => gatesOf(source, sources[source]))
  return { resampling, sources, gates, passed: gates.every(({ passed }) => passed) }
}

interface Truth {
  readonly id: string
  readonly relevance: string
  readonly theme: string | null
}

interface Pair {
  readonly truth: Truth
  readonly said: Prediction
}

interface Joined {
  readonly truths: readonly Truth[]
  readonly predictions: ReadonlyMap<string, Prediction>
  readonly items: number
  readonly resampling: Resampling
}

function scoreSource(source: Source, { truths, predictions, items, resampling }: Joined): SourceScore {
  const pairs = truths.flatMap((truth) => {
    const said = predictions.get(truth.id)
    return said && isRead(source, said) ? [{ truth, said }] : []
  })
  const known = new Set(truths.map(({ id }) => id))
  const themes = (kept: readonly Pair[]): ClassScores =>
    scoreClasses(
      kept.map(({ truth, said }) => ({ truth: truth.theme ?? NONE, predicted: themeOf(said) })),
      { classes: THEMES, rest: NONE },
      resampling,
    )
  return {
    items: Math.max(items, pairs.length),
    labels: truths.length,
    labelled: pairs.length,
    coverage: coverageOf(pairs.length, Math.max(items, pairs.length)),
    unknownIds: [...predictions.keys()].filter((id) => !known.has(id)).length,
    relevance: source === 'nlq' ? null : relevanceScores(pairs, resampling),
    theme: themes(pairs.filter(({ truth, said }) => truth.theme !== null || themeOf(said) !== NONE)),
    themeOfPositives: themes(pairs.filter(({ truth }) => truth.theme !== null)),
    calibration: calibrate(pairs.flatMap((pair) => sureness(pair))),
  }
}

/** A question needs a theme, a thread a relevance and, where it is positive, a theme. */
const isRead = (source: Source, { relevance, theme }: Prediction): boolean =>
  source === 'nlq' ? theme !== null : relevance !== null && (relevance !== 'positive' || theme !== null)

const themeOf = ({ relevance, theme }: Prediction): string =>
  relevance === 'positive' ? (theme ?? NONE) : NONE

const relevanceScores = (pairs: readonly Pair[], resampling: Resampling): ClassScores =>
  scoreClasses(
    pairs.map(({ truth, said }) => ({ truth: truth.relevance, predicted: said.relevance ?? NONE })),
    { classes: RELEVANCES, rest: null },
    resampling,
  )

const sureness = ({ truth, said }: Pair): readonly { confidence: number; right: boolean }[] =>
  said.confidence === null
    ? []
    : [
        {
          confidence: said.confidence,
          right: said.relevance === truth.relevance && themeOf(said) === (truth.theme ?? NONE),
        },
      ]

const coverageOf = (labelled: number, items: number): Estimate => ({
  value: items === 0 ? null : labelled / items,
  interval: wilsonInterval([labelled, items]),
})

function gatesOf(source: Source, score: SourceScore): readonly Gate[] {
  const gate = (name: string, value: number | null, least: number): Gate => ({
    name,
    source,
    value,
    least,
    passed: value !== null && value >= least,
  })
  return [
    gate('macro-F1 of themes', score.theme.macroF1.value, LEAST.theme),
    ...(score.relevance
      ? [gate('macro-F1 of relevance', score.relevance.macroF1.value, LEAST.relevance)]
      : []),
    gate('coverage', score.coverage.value, LEAST.coverage),
  ]
}
