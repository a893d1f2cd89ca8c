import type { Principal } from '@numize/access'
import type { Clock } from '@numize/base'
import type { Slice } from '@numize/semantic'
import { planProblems } from './ask-plans.ts'
import type { Ground } from './ground.ts'

/**
 * Everything that would keep a plan from being asked through a slice, whoever of its audience asks; empty where nothing
 * would. Nothing is run.
 */
export function sliceProblems(plan: unknown, ground: Ground, slice: Slice, clock: Clock): readonly string[] {
  const project = { ...ground.project, slices: [{ ...slice, audience: ['*'] }] }
  return planProblems(plan, { ...ground, project }, anybodyOf(slice), clock)
}

/** Somebody who has a value for every attribute the row filters name. */
function anybodyOf({ rowFilters }: Slice): Principal {
  const names = rowFilters.flatMap(({ where }) =>
    [...where.matchAll(/\buser\(\s*'([^']+)'\s*\)/g)].map(([, name = '']) => name),
  )
  const attributes = Object.fromEntries(names.map((name) => [name, ['0']]))
  return { orgId: '', userId: '', roles: [], attributes }
}
