import type { Principal } from '@numize/access'
import type { AskOptions } from '@numize/ask'
import { type Budgets, createBudgets } from './budgets.ts'
import { createLanes, type Lane, type LaneRules, type Lanes } from './lanes.ts'

export type Admit = NonNullable<AskOptions['admit']>

/** How much may be asked a minute; whoever asks for more is told when to come back. */
export interface Rates {
  readonly perUser: number
  readonly perOrg: number
  /** Of one address that is not signed in. */
  readonly perAddress: number
}

export const RATES: Rates = { perUser: 600, perOrg: 60_000, perAddress: 600 }

/** What bounds the work of everybody: requests by the minute, and turns in front of each project's engine. */
export interface Traffic {
  readonly budgets: Budgets
  /** The turns of one principal in front of a project's engine. */
  admitFor(project: string, principal: Principal): Admit
}

export function createTraffic(rules?: LaneRules): Traffic {
  const lanes = new Map<string, Lanes>()
  const lanesOf = (engine: string): Lanes => {
    const known = lanes.get(engine) ?? createLanes(rules)
    lanes.set(engine, known)
    return known
  }
  return {
    budgets: createBudgets(Date.now),
    admitFor: (project, principal) => {
      const engine = `${principal.orgId}/${project}`
      const rider = { user: userOf(principal), lane: laneOf(principal) }
      return (work) => lanesOf(engine).run(rider, work)
    },
  }
}

export const userOf = ({ orgId, userId }: Principal): string => `${orgId}/${userId}`

/** A key or a token is a program's. */
const laneOf = ({ scopes }: Principal): Lane => (scopes === undefined ? 'interactive' : 'batch')
