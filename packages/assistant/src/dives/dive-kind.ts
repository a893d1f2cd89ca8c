import type { Principal } from '@numize/access'
import type { KnownEvent } from '@numize/insights'
import type { RunKind } from '@numize/runs'
import type { Assistant } from '../assistant.ts'
import { DIVE_BUDGET, type DiveInput } from './dive-input.ts'

export const DIVE_KIND = 'deep-dive'

/** What a dive works with where it goes on: the project opened anew, and its asker as they are today. */
export interface DiveGround {
  readonly assistant: Pick<Assistant, 'dive'>
  readonly principal: Principal
  readonly events: readonly KnownEvent[]
}

/** Deep dives as runs: each look is a durable step, so that one that was interrupted goes on where it was. */
export const diveKind = (
  open: (input: DiveInput, asker: { readonly orgId: string; readonly userId: string }) => Promise<DiveGround>,
): RunKind => ({
  kind: DIVE_KIND,
  tries: 2,
  work: async ({ input, orgId, userId, signal, step, tell }) => {
    const dive = input as DiveInput
    const { assistant, principal, events } = await open(dive, { orgId, userId: userId ?? '' })
    return assistant.dive(dive.plan, events, {
      principal: { ...principal, slice: dive.slice },
      signal,
      budget: DIVE_BUDGET,
      step: (name, work) => step(name, work),
      tell,
      ...(dive.now === null ? {} : { now: dive.now }),
    })
  },
})
