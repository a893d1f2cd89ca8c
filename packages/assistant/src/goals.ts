import { asksForGoals, forecastQuestion, type Goal, type GoalStatus, goalStatus } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { Reply } from './conversation.ts'
import { type AheadTools, readOneMetric } from './one-metric.ts'

export type GoalTools = AheadTools & { readonly goals: () => Promise<readonly Goal[]> }

/** How the goals stand that are kept, where that is asked; null of other questions. */
export async function tellGoals(question: string, tools: GoalTools): Promise<Reply | null> {
  if (!asksForGoals(question)) return null
  const statuses = await statusesOf(await tools.goals(), tools)
  return {
    status: 'told',
    title:
      statuses.length === 0
        ? 'No goal is kept yet: `numize goal add "2 M revenue this quarter"` adds one.'
        : 'How the goals stand',
    items: statuses.map(({ goal, text }) => `${goal.name}: ${text}`),
    sql: null,
    goals: statuses,
  }
}

/** One after the other: each is a query or two. */
export async function statusesOf(
  goals: readonly Goal[],
  { catalog, fetch, situation }: AheadTools,
): Promise<GoalStatus[]> {
  const statuses: GoalStatus[] = []
  for (const goal of goals) statuses.push(await goalStatus(goal, { catalog, fetch, now: situation.now }))
  return statuses
}

/** "2 M revenue this quarter" as a goal; the planner's question back or refusal, or ours, where it is none. */
export function readGoal(text: string, name: string | null, tools: AheadTools): Goal | Outcome {
  const { situation, catalog } = tools
  const asked = forecastQuestion(`will we reach ${text}`, { now: situation.now, calendar: catalog.calendar })
  if (!asked || asked.target === null || asked.stated === '')
    return {
      kind: 'refuse',
      code: 'not-supported',
      reason:
        'Say a figure, a metric and a period that is not over, for instance "2 M revenue this quarter".',
      nearest: [],
      trail: [],
    }
  const read = readOneMetric(asked.about, tools, 'revenue')
  if (!('plan' in read)) return read
  return {
    name: name ?? text,
    plan: { ...read.plan, time: null },
    target: asked.target,
    period: asked.period,
  }
}
