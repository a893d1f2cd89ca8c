import type { Principal } from '@numize/access'
import type { Runs } from '@numize/runs'
import type { RunRecord } from '@numize/store'
import { assistantError } from '../errors.ts'
import { type Dive, diveOf } from './dive.ts'
import type { DiveAsked, DiveInput } from './dive-input.ts'
import { DIVE_KIND } from './dive-kind.ts'

/** Who looks at a dive, and in which project: nobody else sees it. */
export interface Asker {
  readonly principal: Principal
  readonly project: string
  /** Whether they may (still) ask in a slice. */
  readonly mayUse: (slice: string) => boolean
}

/** Deep dives of people. Those of others, and of slices that are no longer theirs, do not exist: `assistant/no-dive`. */
export interface Dives {
  /** The id of the dive that was started. @throws `assistant/too-many-dives` */
  start(asked: DiveAsked, principal: Principal): Promise<string>
  /** Newest first. */
  list(asker: Asker): Promise<readonly Dive[]>
  /** @throws `assistant/no-dive` */
  find(id: string, asker: Asker): Promise<Dive>
  /** Stops it at its next step; what was found is kept. @throws `assistant/no-dive` */
  stop(id: string, asker: Asker): Promise<Dive>
  /** Goes on with one that was stopped or failed. @throws `assistant/no-dive` */
  resume(id: string, asker: Asker): Promise<Dive>
  /** The dive now, and each time it has come further, until it is done or nobody listens. @throws `assistant/no-dive` */
  watch(id: string, asker: Asker, signal: AbortSignal): AsyncIterable<Dive>
}

const MOST_AT_ONCE = 3
const MOST_LISTED = 50
/** Another process may work on it, of whose changes nothing is heard here. */
const UNDER_WAY_POLL_MS = 1000
const ENDED_POLL_MS = 5000

/** `placeOf` says where a project of an organisation is, for a run that opens it in another process. */
export function divesOver(runs: Runs, placeOf: (project: string, orgId: string) => unknown): Dives {
  const own = async (id: string, asker: Asker): Promise<RunRecord> => {
    const run = await runs.find(asker.principal.orgId, id)
    if (!run || !isOf(run, asker)) throw assistantError('no-dive', { dive: id })
    return run
  }
  const find: Dives['find'] = async (id, asker) => {
    const run = await own(id, asker)
    return diveOf(run, await runs.events(asker.principal.orgId, id))
  }
  return {
    find,
    start: async (asked, { orgId, userId }) => {
      const under = (await runs.list(orgId, { kind: DIVE_KIND, userId })).filter(isUnderWay)
      if (under.length >= MOST_AT_ONCE) throw assistantError('too-many-dives', { most: MOST_AT_ONCE })
      const input: DiveInput = { ...asked, place: placeOf(asked.project, orgId) }
      return (await runs.start(orgId, { kind: DIVE_KIND, input, userId })).runId
    },
    list: async (asker) => {
      const { orgId, userId } = asker.principal
      const all = await runs.list(orgId, { kind: DIVE_KIND, userId, limit: MOST_LISTED })
      return all.filter((run) => isOf(run, asker)).map((run) => diveOf(run, []))
    },
    stop: async (id, asker) => {
      await own(id, asker)
      await runs.stop(asker.principal.orgId, id)
      return find(id, asker)
    },
    resume: async (id, asker) => {
      await own(id, asker)
      await runs.resume(asker.principal.orgId, id)
      return find(id, asker)
    },
    watch: (id, asker, signal) => watch(id, asker, { runs, find, signal }),
  }
}

const isUnderWay = ({ endedAt }: RunRecord): boolean => endedAt === null

function isOf({ kind, userId, input }: RunRecord, { principal, project, mayUse }: Asker): boolean {
  const dive = input as DiveInput
  return kind === DIVE_KIND && userId === principal.userId && dive.project === project && mayUse(dive.slice)
}

interface Watching extends Pick<Dives, 'find'> {
  readonly runs: Runs
  readonly signal: AbortSignal
}

/**
 * One that was stopped or failed is watched on: it may be resumed from elsewhere.
 * @yields the dive, when it is not as it was
 */
async function* watch(id: string, asker: Asker, { runs, find, signal }: Watching): AsyncIterable<Dive> {
  for (let told = ''; !signal.aborted; ) {
    const dive = await find(id, asker)
    const words = JSON.stringify(dive)
    if (words !== told) yield dive
    told = words
    if (dive.state === 'done') return
    await runs.nextChange(signal, dive.endedAt === null ? UNDER_WAY_POLL_MS : ENDED_POLL_MS)
  }
}
