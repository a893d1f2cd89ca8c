import type { Principal } from '@numize/access'
import type {
  AnomalyRules,
  DiveBudget,
  DiveProgress,
  Goal,
  GoalStatus,
  KnownEvent,
  MetricScan,
  Snooze,
  TableProfile,
  TableScan,
} from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { Cell, MetricsPlan, TimeRange } from '@numize/semantic'
import type { AnswerOptions } from './answer-options.ts'
import type { ThreadSummary, Turn } from './conversation.ts'
import type { DiveOutput } from './dives/dive.ts'
import type { ExperimentAsked } from './experiment.ts'
import type { CatalogView } from './explore/catalog-view.ts'
import type { Replayed } from './explore/replay.ts'
import type { Shown, ValuesWanted } from './explore/shown.ts'
import type { AnswerRef, Correction, Feedback } from './memory/feedback.ts'
import type { OpenReview, Remembered } from './memory/remembered.ts'

/** One project's conversations. Threads belong to their asker; every row comes through `ask`. */
export interface Assistant extends AsyncDisposable {
  /** What a newcomer may ask here: example questions that are known to work, and what the slice holds. */
  welcome(principal: Principal): Promise<Welcome>
  /** Asks in a thread (a new one without `threadId`). Never throws for a question: the turn says what went wrong. */
  answer(question: string, options: AnswerOptions): Promise<Turn>
  /** Takes one of the choices of a clarifying turn. */
  choose(turnId: string, option: number, options: AnswerOptions): Promise<Turn>
  /** Asks a Plan in a thread, as somebody put it together from an answer. @throws `semantic/bad-plan`, `assistant/no-turn`, `assistant/not-asked-in-words` */
  revise(revision: Revision, options: AnswerOptions): Promise<Turn>
  /** What stands out in the tables of the slice, `most` tables at most. @throws what `ask` throws */
  insights(options: AnswerOptions & { readonly most: number }): Promise<readonly TableScan[]>
  /** What the columns of a table hold. @throws `assistant/no-table`, what `ask` throws */
  profile(table: string, options: AnswerOptions & { readonly time: TimeRange | null }): Promise<TableProfile>
  /** Days of the slice's metrics unlike the days they should be like. @throws what `ask` throws */
  anomalies(options: AnswerOptions & AnomalyChoices): Promise<MetricScan>
  /** Says whether an answer is right; of a person with the right, approves it. @throws `assistant/no-run`, `assistant/no-turn` */
  feedback(of: AnswerRef, said: Feedback, principal: Principal): Promise<'approved' | 'queued'>
  /** Puts an answer right for everyone of its slice. @throws `assistant/may-not-review` and what names the fault */
  correct(of: AnswerRef, correction: Correction, principal: Principal): Promise<void>
  /** What people said and nobody settled. @throws `assistant/may-not-review` */
  reviews(principal: Principal): Promise<readonly OpenReview[]>
  /** What was approved and put right. @throws `assistant/may-not-review` */
  lessons(principal: Principal): Promise<readonly Remembered[]>
  /** Settles a review or forgets a lesson. @throws `assistant/may-not-review`, `assistant/no-memory-entry` */
  dismiss(id: string, principal: Principal): Promise<void>
  /** The project's `lexicon.yml` with the phrases that were learnt; empty where there are none. */
  lexicon(principal: Principal): Promise<string>
  /** Everything that can be looked at for the cause of a change. @throws what `ask` throws */
  dive(
    plan: MetricsPlan,
    events: readonly KnownEvent[],
    options: AnswerOptions & DiveOptions,
  ): Promise<DiveOutput>
  /**
   * Starts a deep dive (`startDive`) on what an answer shows, or on one finding of its cause, in its thread.
   * @throws `assistant/no-turn`, `assistant/no-finding`
   */
  diveOn(turnId: string, finding: number | null, options: AnswerOptions): Promise<Turn>
  /** Whether somebody may ask in a slice. */
  mayUse(slice: string, principal: Principal): boolean
  /** A goal read from words ("2 M revenue this quarter"); the planner's question back or refusal where it is none. */
  readGoal(text: string, name: string | null, options: AnswerOptions): Promise<Goal | Outcome>
  /** How goals stand. @throws what `ask` throws */
  goalStatuses(goals: readonly Goal[], options: AnswerOptions): Promise<readonly GoalStatus[]>
  /** Variants compared; like a question, it never throws. */
  experiment(asked: ExperimentAsked, options: AnswerOptions): Promise<Turn>
  /** Everything of the asker's slice that may be asked for. */
  catalog(principal: Principal): Promise<CatalogView>
  /** A plan made by hand, run and told like an answer. @throws `semantic/bad-plan`, what `ask` throws */
  run(plan: unknown, options: AnswerOptions): Promise<Shown>
  /** Values of a dimension to choose from. @throws `assistant/unknown-name`, what `ask` throws */
  values(wanted: ValuesWanted & Pick<AnswerOptions, 'principal' | 'signal'>): Promise<readonly Cell[]>
  /**
   * What somebody else's turn shows to the one who looks at it: the very rows where they were read with the same rights,
   * else the same Plan asked now with their own. @throws `assistant/no-rows`, what `ask` throws
   */
  replay(turn: Turn, options: AnswerOptions): Promise<Replayed>
  threads(principal: Principal): Promise<readonly ThreadSummary[]>
  /** Turns in order. @throws `assistant/no-thread` where it is not the asker's or does not exist. */
  thread(threadId: string, principal: Principal): Promise<readonly Turn[]>
}

/** A Plan to be asked in a thread. */
export interface Revision {
  /** A Plan of metrics or of a list; its names are checked as in any other. */
  readonly plan: unknown
  /** What the turn is called: what was changed, in a few words. */
  readonly question: string
  /** The turn whose answer was changed: its thread is gone on with. Absent = `threadId` of the options, or a new thread. */
  readonly turnId?: string
}

/** What to judge, and what to leave out; see `scanMetrics`. */
export interface AnomalyChoices {
  readonly days?: number
  readonly settleDays?: number
  readonly rules?: AnomalyRules
  readonly snoozes?: readonly Snooze[]
}

/** How a dive is run: what it may take, how its steps are kept, who hears of them. */
export interface DiveOptions {
  readonly budget: DiveBudget
  readonly step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  readonly tell: (progress: DiveProgress) => Promise<void>
}

export interface Welcome {
  readonly project: { readonly name: string; readonly label: string }
  readonly slice: { readonly name: string; readonly label: string }
  readonly examples: readonly string[]
  readonly metrics: readonly {
    readonly name: string
    readonly label: string
    readonly description: string | null
  }[]
  readonly dimensions: readonly { readonly name: string; readonly label: string; readonly model: string }[]
  /** The moment questions are read at and why. */
  readonly now: { readonly at: string; readonly because: string }
}
