import type { Project } from '@numize/semantic'
import { accessError } from '../errors.ts'
import { personalDimensions } from '../masks.ts'
import type { Principal, RawApproval } from '../principal.ts'
import { requireScope } from '../roles.ts'
import { chooseSlice } from '../slice.ts'

/** Somebody's wish to see a personal column unmasked, and what became of it. */
export interface RawRequest {
  readonly id: string
  readonly project: string
  readonly slice: string
  /** `model.dimension`. */
  readonly dimension: string
  readonly by: string
  readonly why: string
  /** ISO, UTC. */
  readonly at: string
  /** Null until somebody decided. */
  readonly decision: {
    readonly by: string
    readonly at: string
    /** ISO, UTC; null = refused. */
    readonly until: string | null
  } | null
}

/** Where requests are kept; bound to one organisation. */
export interface RawKeeper {
  add(request: Omit<RawRequest, 'at' | 'decision'>): Promise<void>
  /** Oldest first. */
  list(project: string): Promise<readonly RawRequest[]>
  decide(project: string, id: string, by: string, until: string | null): Promise<boolean>
}

interface Wanted {
  readonly project: Project
  readonly by: Principal
  readonly dimension: string
  readonly why: string
  readonly slice?: string
  readonly id: string
}

/**
 * Asks an administrator to see a personal column of one's slice as it is.
 * @throws `access/forbidden`, `access/no-slice`, `access/no-why`, `access/not-masked`
 */
export async function requestRaw(wanted: Wanted, keeper: RawKeeper): Promise<RawRequest> {
  const { project, by, dimension, id } = wanted
  requireScope(by, 'request:raw')
  const slice = chooseSlice(project, by, wanted.slice)
  if (wanted.why.trim() === '') throw accessError('no-why', { slice: slice.name })
  const models = new Set(slice.models ?? project.model.semanticModels.map(({ name }) => name))
  const masked = personalDimensions(project.model)
    .filter(({ key, model }) => models.has(model) && maskIn(slice.pii, key) !== 'show')
    .map(({ key }) => key)
  if (!masked.includes(dimension)) throw accessError('not-masked', { dimension, slice: slice.label, masked })
  await keeper.add({
    id,
    project: project.name,
    slice: slice.name,
    dimension,
    by: by.userId,
    why: wanted.why.trim(),
  })
  const kept = (await keeper.list(project.name)).find((one) => one.id === id)
  if (!kept) throw new Error(`request ${id} was not kept`)
  return kept
}

const maskIn = (pii: readonly { readonly dimension: string; readonly mask: string }[], key: string): string =>
  pii.find(({ dimension }) => dimension === key)?.mask ?? 'hide'

const MOST_DAYS = 365
const DAY_MS = 86_400_000

interface Decided {
  readonly project: string
  readonly id: string
  readonly by: Principal
  /** How long it may be seen; null = refused. */
  readonly days: number | null
  /** The moment of deciding, milliseconds since 1970. */
  readonly at: number
}

/**
 * Approves a request for some days, or refuses it; deciding again replaces the decision, so that an approval can be
 * taken back. Nobody approves their own.
 * @throws `access/forbidden`, `access/unknown-request`, `access/own-request`, `access/bad-days`
 */
export async function decideRaw(
  { project, id, by, days, at }: Decided,
  keeper: RawKeeper,
): Promise<RawRequest> {
  requireScope(by, 'approve:raw')
  const wanted = (await keeper.list(project)).filter((one) => one.id === id || one.id.startsWith(id))
  const [request] = wanted
  if (!request || wanted.length > 1) throw accessError('unknown-request', { id })
  if (days !== null && request.by === by.userId) throw accessError('own-request', { id: request.id })
  if (days !== null && !(days > 0 && days <= MOST_DAYS)) throw accessError('bad-days', { most: MOST_DAYS })
  const until = days === null ? null : new Date(at + days * DAY_MS).toISOString()
  await keeper.decide(project, request.id, by.userId, until)
  return { ...request, decision: { by: by.userId, at: new Date(at).toISOString(), until } }
}

/** What was approved for somebody, for their `Principal`; `grant` holds each to its end. */
export const approvalsOf = (
  requests: readonly Pick<RawRequest, 'project' | 'slice' | 'dimension' | 'by' | 'decision'>[],
  userId: string,
): readonly RawApproval[] =>
  requests.flatMap(({ project, slice, dimension, by, decision }) =>
    by === userId && decision?.until ? [{ project, slice, dimension, until: decision.until }] : [],
  )
