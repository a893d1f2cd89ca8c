import type { Filter, Plan, TimeRange } from '@numize/semantic'

/** What a board asks of all its blocks. */
export interface Shared {
  readonly time: TimeRange | null
  readonly where: readonly Filter[]
}

export interface Narrowed {
  readonly plan: Plan
  /** What the block cannot be narrowed by, in words of the model: `time`, or a dimension's path. */
  readonly notApplied: readonly string[]
}

/**
 * A block's plan within a board's range and filters. `problemsOf` tells what keeps a plan from being run for whoever
 * looks; a narrowing that would is left out and told.
 */
export function withShared(
  plan: Plan,
  { time, where }: Shared,
  problemsOf: (plan: Plan) => readonly string[],
): Narrowed {
  let narrowed = plan
  const notApplied: string[] = []
  const take = (next: Plan, name: string): void => {
    if (problemsOf(next).length === 0) narrowed = next
    else notApplied.push(name)
  }
  if (time !== null) take({ ...narrowed, time }, 'time')
  for (const filter of where) take({ ...narrowed, where: [...narrowed.where, filter] }, nameOf(filter))
  return { plan: narrowed, notApplied }
}

const nameOf = (filter: Filter): string =>
  'field' in filter && 'dimension' in filter.field ? filter.field.dimension : filter.kind
