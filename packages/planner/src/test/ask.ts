import type { Plan } from '@numize/semantic'
import type { Outcome, Planner, Reading } from '../index.ts'

export const NOW = '2026-06-15T12:00:00'

/** A plan without its empty parts: what a table of expectations shows. */
export function briefPlan(plan: Plan): Record<string, unknown> {
  const empty = (value: unknown): boolean =>
    value === null || value === false || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(
    Object.entries(plan)
      .filter(([name, value]) => name !== 'version' && !empty(value))
      .map(([name, value]) => [name, brief(name, value)]),
  )
}

function brief(name: string, value: unknown): unknown {
  if (name === 'metrics' || name === 'groupBy' || name === 'columns')
    return (value as Record<string, unknown>[]).map(short)
  if (name === 'where') return (value as Record<string, unknown>[]).map(shortFilter)
  return value
}

const short = (one: Record<string, unknown>): unknown => {
  if ('metric' in one) return one['metric']
  if ('countOf' in one) return `count ${String(one['countOf'])}`
  if ('measure' in one) {
    const { over, aggregation } = one['measure'] as Record<string, string>
    return `${aggregation} ${over}`
  }
  return one['grain'] === undefined ? one['dimension'] : [one['dimension'], 'by', one['grain']].join(' ')
}

function shortFilter(filter: Record<string, unknown>): unknown {
  const field = filter['field'] as Record<string, unknown> | undefined
  const name = typeof field?.['dimension'] === 'string' ? field['dimension'] : ''
  const not = filter['negate'] === true ? 'not ' : ''
  if (filter['kind'] === 'compare') {
    const value = filter['value']
    return typeof value === 'object' && value !== null
      ? [name, filter['op'], briefPlan((value as { plan: Plan }).plan)]
      : `${name} ${String(filter['op'])} ${String(value)}`
  }
  if (filter['kind'] === 'in') return `${name} ${not}in ${(filter['values'] as unknown[]).join(', ')}`
  if (filter['kind'] === 'text') return `${name} ${not}${String(filter['match'])} ${String(filter['value'])}`
  if (filter['kind'] === 'null') return `${name} ${not === '' ? 'is null' : 'is known'}`
  if (filter['kind'] === 'inPlan') return [`${name} ${not}in`, briefPlan(filter['plan'] as Plan)]
  if (filter['kind'] === 'columns')
    return [name, filter['op'], (filter['to'] as Record<string, string>)['dimension']].join(' ')
  if (filter['kind'] === 'not') return ['not', shortFilter(filter['filter'] as Record<string, unknown>)]
  return [filter['kind'], ...(filter['filters'] as Record<string, unknown>[]).map(shortFilter)]
}

/** Asks and gives the reading; throws with the decision trail when there is none. */
export function readingOf(planner: Planner, question: string, previous: Reading | null = null): Reading {
  const outcome = planner.plan(question, { now: NOW, previous })
  if (outcome.kind === 'reading') return outcome.reading
  throw new Error(`"${question}" was not answered: ${told(outcome)}\n${outcome.trail.join('\n')}`)
}

export const told = (outcome: Outcome): string =>
  outcome.kind === 'refuse'
    ? `${outcome.code}: ${outcome.reason}`
    : outcome.kind === 'clarify'
      ? outcome.question
      : 'answered'
