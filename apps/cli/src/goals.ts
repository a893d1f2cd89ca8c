import type { Principal } from '@numize/access'
import type { Assistant } from '@numize/assistant'
import type { Goal, GoalStatus } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { Goals } from '@numize/store'

export interface GoalsRequest {
  /** A goal in words, kept before anything else. */
  readonly add?: { readonly text: string; readonly name: string | null }
  readonly remove?: string
  /** How each stands; false = only what they are. */
  readonly status: boolean
  readonly now?: string
}

export interface GoalsReply {
  readonly goals: readonly Goal[]
  readonly statuses: readonly GoalStatus[]
  /** Why nothing was added; null where it was, or nothing was to be. */
  readonly problem: string | null
}

interface GoalsTools {
  readonly assistant: Assistant
  readonly project: string
  readonly principal: Principal
  readonly kept: Goals
}

/** Goals of a project: kept, removed, told. */
export async function carryOutGoals(request: GoalsRequest, tools: GoalsTools): Promise<GoalsReply> {
  const { assistant, project, principal, kept } = tools
  const options = { principal, keep: false, ...(request.now === undefined ? {} : { now: request.now }) }
  const { add, remove } = request
  const read = add ? await assistant.readGoal(add.text, add.name, options) : null
  if (read && 'kind' in read) return { goals: [], statuses: [], problem: problemOf(read) }
  if (read) await kept.save(project, read.name, read, principal.userId)
  if (remove !== undefined) await kept.remove(project, remove)
  const goals = (await kept.list(project)) as Goal[]
  return {
    goals,
    statuses: request.status ? await assistant.goalStatuses(goals, options) : [],
    problem: null,
  }
}

const problemOf = (outcome: Outcome): string =>
  outcome.kind === 'refuse'
    ? outcome.reason
    : outcome.kind === 'clarify'
      ? `${outcome.question} (${outcome.options.map(({ label }) => label).join(', ')})`
      : 'That is no goal.'
