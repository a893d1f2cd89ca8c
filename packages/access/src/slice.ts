import { hashJson } from '@numize/base'
import type { Model, Policies, Project, Slice } from '@numize/semantic'
import { bindAttributes } from './bind-attributes.ts'
import { accessError } from './errors.ts'
import { masksOf, personalDimensions } from './masks.ts'
import { narrowModel } from './narrow-model.ts'
import type { Principal } from './principal.ts'
import { windowsOf } from './windows.ts'

/** What one principal may ask of one project: the model cut to a slice, and the policies to compile with. */
export interface Grant {
  readonly slice: Slice
  /** Names outside it do not exist for the asker. */
  readonly visible: Model
  readonly policies: Policies
  /** Part of every cache key and run hash: equal only where equal rows may be seen. */
  readonly fingerprint: string
}

/** What is known at the moment of asking, besides who asks. */
export interface Asking {
  /** The slice asked through; the first that is open to the principal, unless said. */
  readonly slice?: string
  /** The day "now" stands for in the project (YYYY-MM-DD); trailing windows end with it. */
  readonly today?: string
  /** Milliseconds since 1970; an approval of raw values counts only until its end, and not at all without this. */
  readonly at?: number
}

/** Groups of fewer are not told of, where a slice does not say otherwise. */
export const MIN_GROUP_SIZE = 5

/**
 * The slice a principal asks through: the named one, or the first that counts them in its audience.
 * A project without slices is its owner's own data (a file pointed at): all of it is open.
 * @throws `access/no-slice`, `access/unknown-slice`, `access/missing-attribute`
 */
export function grant(project: Project, principal: Principal, asking: Asking = {}): Grant {
  const slice = chooseSlice(project, principal, asking.slice ?? principal.slice)
  const policies: Policies = {
    rowFilters: slice.rowFilters.map((filter) => ({
      model: filter.model,
      where: bindAttributes(filter.where, principal, slice.name),
      text: filter.description ?? filter.where,
    })),
    masks: masksOf(project, slice, principal, asking.at),
    inlineMeasures: slice.inlineMeasures,
    minGroup: { size: slice.minGroupSize ?? MIN_GROUP_SIZE, entity: slice.groupEntity ?? null },
    windows: windowsOf(project, slice, asking.today),
    rawRows: slice.rawRows ?? true,
  }
  return { slice, policies, ...knownOnce(project, slice, policies) }
}

type Derived = Pick<Grant, 'visible' | 'fingerprint'>

const MOST_KNOWN = 500
const known = new WeakMap<Project, Map<string, Derived>>()

/** What follows from a slice and its policies, worked out once for each: many people ask through the same. */
function knownOnce(project: Project, slice: Slice, policies: Policies): Derived {
  const ofProject = known.get(project) ?? new Map<string, Derived>()
  known.set(project, ofProject)
  const key = JSON.stringify([slice.name, policies])
  const found = ofProject.get(key)
  if (found) return found
  const derived = {
    visible: narrowModel(project.model, slice, policies.masks),
    fingerprint: hashJson({ slice: { ...slice, place: null }, policies }),
  }
  if (ofProject.size >= MOST_KNOWN) ofProject.clear()
  ofProject.set(key, derived)
  return derived
}

/** Slices whose audience counts the principal in. */
export const slicesOf = (project: Project, principal: Principal): readonly Slice[] =>
  project.slices.length === 0
    ? [wholeProject(project)]
    : project.slices.filter((slice) => admits(slice, principal))

/** @throws `access/no-slice`, `access/unknown-slice` */
export function chooseSlice(project: Project, principal: Principal, name: string | undefined): Slice {
  const open = slicesOf(project, principal)
  const slice = name === undefined ? open[0] : open.find((candidate) => candidate.name === name)
  if (slice) return slice
  if (name !== undefined && open.length > 0)
    throw accessError('unknown-slice', { slice: name, slices: open.map((candidate) => candidate.name) })
  throw accessError('no-slice', { project: project.label })
}

const admits = (slice: Slice, { roles, userId }: Principal): boolean =>
  slice.audience.some((who) => who === '*' || who === userId || roles.includes(who))

const wholeProject = (project: Project): Slice => ({
  name: 'everything',
  label: 'Everything',
  description: 'Your own data: all of it is open to you.',
  audience: ['*'],
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: personalDimensions(project.model).map(({ key }) => ({ dimension: key, mask: 'show' as const })),
  inlineMeasures: true,
  minGroupSize: 1,
  place: null,
})
