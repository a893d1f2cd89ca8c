import type { Plan, Slice } from '@numize/semantic'
import { accessError } from '../errors.ts'
import type { Principal } from '../principal.ts'
import { requireScope } from '../roles.ts'
import { diffSlices } from './diff-slices.ts'
import { inForce, type SliceKeeper, type SliceVersion } from './slice-version.ts'

/** Something people rely on that a slice must go on answering. */
export interface SliceUse {
  readonly kind: 'approved question' | 'saved view' | 'board'
  readonly name: string
  /** The slice it is asked through. */
  readonly slice: string
  readonly plan: Plan
}

export interface PublishTools {
  readonly project: string
  readonly keeper: SliceKeeper
  /** Everything of the project that is relied on. */
  readonly uses: readonly SliceUse[]
  /** Why a plan could not be asked through a slice, one sentence each; empty where it could. */
  readonly problemsOf: (plan: Plan, slice: Slice) => readonly string[]
}

interface Published {
  readonly slice: Slice
  /** What is in force until now: the last version or, where there is none, what the file said; null for a new slice. */
  readonly before: Slice | null
  readonly by: Principal
  readonly why: string
  /** Publish although something breaks, for this reason. */
  readonly force?: string
}

/**
 * Puts a slice to use as its next version.
 * @throws `access/forbidden`, `access/no-why`, `access/nothing-new`, `access/slice-breaks` with the list of what no longer works
 */
export async function publishSlice(wanted: Published, tools: PublishTools): Promise<SliceVersion> {
  const { slice, by, why } = wanted
  requireScope(by, 'manage:slice')
  if (why.trim() === '') throw accessError('no-why', { slice: slice.name })
  const last = inForce(await tools.keeper.list(tools.project)).get(slice.name)
  if (last && diffSlices(last.content, slice).length === 0)
    throw accessError('nothing-new', { slice: slice.name, version: last.version })
  const broke = brokenUses(slice, wanted.before, tools).map(
    ({ use, problem }) => `${use.kind} "${use.name}": ${problem}`,
  )
  const reason = wanted.force?.trim() ?? ''
  if (broke.length > 0 && reason === '') throw accessError('slice-breaks', { slice: slice.name, broke })
  return tools.keeper.add(tools.project, {
    slice: slice.name,
    content: { ...slice, place: null },
    by: by.userId,
    why: why.trim(),
    forced: broke.length > 0 ? { reason, broke } : null,
  })
}

/** What works through the slice as it is in force, and would not through the new one. */
export function brokenUses(
  slice: Slice,
  before: Slice | null,
  { uses, problemsOf }: Pick<PublishTools, 'uses' | 'problemsOf'>,
): readonly { readonly use: SliceUse; readonly problem: string }[] {
  // A board is seen through whatever slice its viewer has: it relies on this one only where it works through it.
  const works = ({ plan, kind }: SliceUse): boolean =>
    before === null ? kind === 'approved question' : problemsOf(plan, before).length === 0
  return uses
    .filter((use) => use.slice === slice.name)
    .flatMap((use) => {
      const [problem] = problemsOf(use.plan, slice)
      return problem !== undefined && works(use) ? [{ use, problem }] : []
    })
}

interface RolledBack extends Pick<Published, 'by' | 'why' | 'force'> {
  readonly slice: string
  readonly version: number
}

/** Puts an earlier version to use again, as a new one. @throws as `publishSlice`, `access/unknown-version` */
export async function rollBackSlice(
  { slice, version, why, ...rest }: RolledBack,
  tools: PublishTools,
): Promise<SliceVersion> {
  const versions = await tools.keeper.list(tools.project)
  const wanted = versions.find((one) => one.slice === slice && one.version === version)
  if (!wanted) {
    const known = versions.filter((one) => one.slice === slice).map((one) => one.version)
    throw accessError('unknown-version', { slice, version, known })
  }
  const before = inForce(versions).get(slice)?.content ?? null
  return publishSlice(
    { ...rest, slice: wanted.content, before, why: why === '' ? '' : `back to version ${version}: ${why}` },
    tools,
  )
}
