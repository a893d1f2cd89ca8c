import type { ModelObject } from './model-objects.ts'

/** What becomes of the objects of a project when dbt gives new ones: a merge against what dbt gave before. */
export interface Merge {
  readonly updates: readonly Update[]
  /** Edited by hand and unchanged in dbt: they stay. */
  readonly kept: readonly ModelObject[]
  /** Changed on both sides: yours stays. */
  readonly conflicts: readonly Conflict[]
}

export interface Update {
  readonly action: 'added' | 'changed' | 'removed'
  readonly object: ModelObject
  /** The object as it stands in the project, of a change or removal. */
  readonly current: ModelObject | null
}

export interface Conflict {
  readonly object: ModelObject
  readonly why: 'changed' | 'removed' | 'deleted' | 'taken'
}

type Objects = ReadonlyMap<string, ModelObject>

/** `base` has the fingerprints of what the last import gave. */
export function mergeObjects(base: Readonly<Record<string, string>>, current: Objects, next: Objects): Merge {
  const before = new Map(Object.entries(base))
  const fates = [
    ...[...next].map(([key, object]) => fateOfGiven(object, current.get(key), before.get(key))),
    ...[...before].flatMap(([key, known]) => (next.has(key) ? [] : fateOfGone(current.get(key), known))),
  ]
  return {
    updates: fates.flatMap(({ update }) => update ?? []),
    kept: fates.flatMap(({ kept }) => kept ?? []),
    conflicts: fates.flatMap(({ conflict }) => conflict ?? []),
  }
}

interface Fate {
  readonly update?: Update
  readonly kept?: ModelObject
  readonly conflict?: Conflict
}

/** Of an object that dbt gives: `mine` is the one in the project, `known` what dbt gave before. */
function fateOfGiven(object: ModelObject, mine: ModelObject | undefined, known: string | undefined): Fate {
  if (!mine) {
    if (known === undefined) return { update: { action: 'added', object, current: null } }
    return known === object.hash ? {} : { conflict: { object, why: 'deleted' } }
  }
  if (mine.hash === object.hash) return {}
  if (mine.hash === known) return { update: { action: 'changed', object, current: mine } }
  if (known === object.hash) return { kept: mine }
  return { conflict: { object: mine, why: known === undefined ? 'taken' : 'changed' } }
}

function fateOfGone(mine: ModelObject | undefined, known: string): Fate {
  if (!mine) return {}
  return mine.hash === known
    ? { update: { action: 'removed', object: mine, current: mine } }
    : { conflict: { object: mine, why: 'removed' } }
}
