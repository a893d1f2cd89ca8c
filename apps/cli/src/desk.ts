import type { Principal } from '@numize/access'
import { type Ask, explainPlan, type SqlResult } from '@numize/ask'
import type { AnomalyChoices, ExperimentAsked, Turn } from '@numize/assistant'
import type { MetricScan, TableProfile, TableScan } from '@numize/insights'
import type { Plan, Result, TimeRange } from '@numize/semantic'
import type { Carried, KnownEvent, RunRecord, SnoozeRow } from '@numize/store'
import { type AuditReply, type AuditRequest, carryOutAudit } from './desk-audit.ts'
import { carryOut, type MemoryReply, type MemoryRequest } from './desk-memory.ts'
import { carryOutSecrets, type SecretsReply, type SecretsRequest } from './desk-secrets.ts'
import { type DiveDesk, type DiveDone, type DiveRequest, listDives, openDives } from './dives.ts'
import { type DryRun, dryRun, type Explained } from './dry-run.ts'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import { carryOutGoals, type GoalsReply, type GoalsRequest } from './goals.ts'
import type { Installation } from './installation.ts'
import { type ManageRequest, manage } from './managing.ts'
import { answerOver, assistantOver } from './open-subject.ts'
import type { OrgKeeping } from './org-keeping.ts'
import { type GovernedDesk, governing } from './slices/governing.ts'
import type { OpenSubject, Subject } from './subject.ts'
import { openSubjects, type SubjectShelf } from './subject-shelf.ts'

export interface Request {
  readonly subject: Subject
  readonly question: string
  readonly now?: string
  readonly as?: string
}

export interface PlanRequest {
  readonly subject: Subject
  readonly plan: Plan
  readonly now?: string
  readonly as?: string
}

export interface SqlRequest {
  readonly subject: Subject
  readonly sql: string
  readonly as?: string
}

export interface AnomaliesRequest extends Pick<AnomalyChoices, 'days' | 'settleDays' | 'rules'> {
  readonly subject: Subject
  /** Told again from its day on. */
  readonly snooze?: SnoozeRow
  readonly now?: string
  readonly as?: string
}

export interface ProfileRequest {
  readonly subject: Subject
  readonly table: string
  readonly time: TimeRange | null
  readonly as?: string
}

export interface InsightsRequest {
  readonly subject: Subject
  readonly most: number
  readonly now?: string
  readonly as?: string
}

export interface EventsRequest {
  readonly subject: Subject
  readonly add?: KnownEvent
  readonly remove?: string
}

export interface ExperimentRequest {
  readonly subject: Subject
  readonly asked: ExperimentAsked
  readonly now?: string
  readonly as?: string
}

/** Answers for a shell: opens each subject once and keeps the latest few open. */
export interface Desk extends GovernedDesk, AsyncDisposable {
  ask(request: Request): Promise<Turn>
  query(request: PlanRequest): Promise<Result>
  /** One SELECT over the tables of the asker's slice. */
  sql(request: SqlRequest): Promise<SqlResult>
  /** What a question would ask and take, without running it; the turn where it is asked back or refused. */
  dryRun(request: Request): Promise<DryRun>
  /** What stands out in the tables of a subject. */
  insights(request: InsightsRequest): Promise<readonly TableScan[]>
  /** What the columns of a table hold. */
  profile(request: ProfileRequest): Promise<TableProfile>
  /** Days of a project's metrics unlike the days they should be like. */
  anomalies(request: AnomaliesRequest): Promise<MetricScan>
  /** Keeps, removes and tells goals. */
  goals(request: GoalsRequest & Pick<Request, 'subject' | 'as'>): Promise<GoalsReply>
  /** Variants compared on a metric. */
  experiment(request: ExperimentRequest): Promise<Turn>
  /** SQL and where it comes from, without running it. */
  explain(request: PlanRequest): Promise<Explained>
  /** Approves, corrects and lists what was made of answers. */
  memory(request: MemoryRequest): Promise<MemoryReply>
  /** Everything that can be looked at for the cause of a change. */
  dive(request: DiveRequest): Promise<DiveDone>
  /** Deep dives so far, newest first, after stopping one where asked. */
  dives(request: { readonly stop?: string }): Promise<readonly RunRecord[]>
  /** The timeline of a project, after adding or removing where asked. */
  events(request: EventsRequest): Promise<readonly KnownEvent[]>
  /** Verifies, searches and cuts the audit; forgets people. */
  audit(request: AuditRequest): Promise<AuditReply>
  /** Keeps, lists and removes secrets; a new master key. */
  secrets(request: SecretsRequest): Promise<SecretsReply>
  /** Writes all metadata of the installation to a file. */
  backup(request: { readonly file: string }): Promise<Carried>
  /** A one-time address that signs the owner in. @throws `cli/not-serving` */
  link(request: Readonly<Record<string, never>>): Promise<string>
  /** Organisations, people and keys; gives the lines to print. */
  manage(request: ManageRequest): Promise<readonly string[]>
}

/** What a desk beside a server shares with it. */
export interface Sharing {
  /** Subjects that are open already; not the desk's to close. */
  readonly subjects: SubjectShelf
  readonly dives: DiveDesk
  /** Makes sign-in addresses. */
  readonly signInAddress: () => Promise<string>
}

export function localDesk(installation: Installation, effects: Effects, shared: Partial<Sharing> = {}): Desk {
  const subjects = shared.subjects ?? openSubjects(installation, effects)
  const subjectOf = subjects.open
  const dives = shared.dives ?? lazyDives(installation, subjectOf)
  return {
    ask: async ({ subject, question, now, as }) => {
      const { assistant } = await subjectOf(subject)
      const principal = await principalFor(as, installation)
      return assistant.answer(question, { principal, keep: false, ...(now === undefined ? {} : { now }) })
    },
    query: async ({ subject, plan, now, as }) => {
      const { ask } = await subjectOf(subject)
      const [result] = await ask(
        [plan],
        await principalFor(as, installation),
        now === undefined ? {} : { now },
      )
      if (!result) throw new Error('ask gave no result for one plan')
      return result
    },
    ...beyondAnswers(subjectOf, installation),
    ...governing({
      keeping: installation,
      effects,
      subjectOf,
      principalOf: (as) => principalFor(as, installation),
      answerOver: (ground, question, principal) =>
        answerOver({ ground, question, principal }, installation, effects),
    }),
    dive: dives.dive,
    dives: ({ stop }) => listDives(installation, stop),
    sql: async ({ subject, sql, as }) => {
      const { askSql } = await subjectOf(subject)
      return askSql(sql, await principalFor(as, installation))
    },
    dryRun: async ({ subject, ...request }) => {
      const { ground } = await subjectOf(subject)
      const principal = await principalFor(request.as, installation)
      const over = (ask: Ask) => assistantOver(ground, ask, installation, effects)
      return dryRun(request, { ground, principal, over })
    },
    explain: async ({ subject, plan, as }) => {
      const { ground } = await subjectOf(subject)
      return explainPlan(plan, ground, await principalFor(as, installation), effects.clock)
    },
    events: (request) => timeline(request, subjectOf, installation),
    audit: (request) => carryOutAudit(request, installation),
    secrets: (request) => carryOutSecrets(request, installation),
    backup: ({ file }) => installation.backup(file),
    manage: (request) => manage(request, installation),
    link: async () => {
      if (!shared.signInAddress) throw cliError('not-serving')
      return shared.signInAddress()
    },
    [Symbol.asyncDispose]: async () => {
      if (!shared.dives) await dives[Symbol.asyncDispose]()
      if (!shared.subjects) await subjects[Symbol.asyncDispose]()
    },
  }
}

/** Runs are opened with the first dive: most commands need none. */
function lazyDives(
  installation: Installation,
  subjectOf: SubjectShelf['open'],
): Pick<DiveDesk, 'dive'> & AsyncDisposable {
  let opening: Promise<DiveDesk> | null = null
  return {
    dive: async (request) => {
      opening ??= openDives({ installation, subjectOf, principalFor: (as) => principalFor(as, installation) })
      return (await opening).dive(request)
    },
    [Symbol.asyncDispose]: async () => (await opening)?.[Symbol.asyncDispose](),
  }
}

async function timeline(
  { subject, add, remove }: EventsRequest,
  subjectOf: (subject: Subject) => Promise<OpenSubject>,
  { events, owner }: Installation,
): Promise<readonly KnownEvent[]> {
  const { ground } = await subjectOf(subject)
  const { name } = ground.project
  if (add) await events.save(name, add, owner.userId)
  if (remove !== undefined) await events.remove(name, remove)
  return events.list(name)
}

/** What stands out without being asked for, and what is made of answers once they were told. */
const beyondAnswers = (
  subjectOf: (subject: Subject) => Promise<OpenSubject>,
  installation: Installation,
): Pick<Desk, 'profile' | 'insights' | 'anomalies' | 'memory' | 'experiment' | 'goals'> => ({
  goals: async ({ subject, as, ...request }) => {
    const { assistant, ground } = await subjectOf(subject)
    const principal = await principalFor(as, installation)
    return carryOutGoals(request, {
      assistant,
      project: ground.project.name,
      principal,
      kept: installation.goals,
    })
  },

  memory: async (request) => {
    const { assistant } = await subjectOf(request.subject)
    return carryOut(request, assistant, await principalFor(request.as, installation))
  },
  insights: async ({ subject, most, now, as }) => {
    const { assistant } = await subjectOf(subject)
    const principal = await principalFor(as, installation)
    return assistant.insights({ principal, most, ...(now === undefined ? {} : { now }) })
  },
  experiment: async ({ subject, asked, now, as }) => {
    const { assistant } = await subjectOf(subject)
    const principal = await principalFor(as, installation)
    return assistant.experiment(asked, { principal, keep: false, ...(now === undefined ? {} : { now }) })
  },
  profile: async ({ subject, table, time, as }) => {
    const { assistant } = await subjectOf(subject)
    return assistant.profile(table, { principal: await principalFor(as, installation), time })
  },
  anomalies: async ({ subject, snooze, now, as, ...choices }) => {
    const { assistant, ground } = await subjectOf(subject)
    const principal = await principalFor(as, installation)
    const { name } = ground.project
    if (snooze) await installation.snoozes.save(name, snooze, principal.userId)
    const snoozes = await installation.snoozes.list(name)
    return assistant.anomalies({ principal, ...choices, snoozes, ...(now === undefined ? {} : { now }) })
  },
})

export const principalFor = async (
  as: string | undefined,
  { owner, principal }: Pick<OrgKeeping, 'owner' | 'principal'>,
): Promise<Principal> => (as === undefined ? owner : principal(as))
