import type { ModelObject } from './model-objects.ts'
import { objectKey } from './model-objects.ts'

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
  const updates: Update[] = []
  const kept: ModelObject[] = []
  const conflicts: Conflict[] = []
  const before = new Map(Object.entries(base))
  for (const object of next.values()) {
    const key = objectKey(object)
    const known = before.get(key)
    const mine = current.get(key)
    if (mine?.hash === object.hash) continue
    if (known === undefined && !mine) updates.push({ action: 'added', object, current: null })
    else if (!mine) {
      if (known !== object.hash) conflicts.push({ object, why: 'deleted' })
    } else if (mine.hash === known) updates.push({ action: 'changed', object, current: mine })
    else if (known === object.hash) kept.push(mine)
    else conflicts.push({ object: mine, why: known === undefined ? 'taken' : 'changed' })
  }
  for (const [key, known] of before) {
    const mine = current.get(key)
    if (next.has(key) || !mine) continue
    if (mine.hash === known) updates.push({ action: 'removed', object: mine, current: mine })
    else conflicts.push({ object: mine, why: 'removed' })
  }
  return { updates, kept, conflicts }
}
