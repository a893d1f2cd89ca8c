import type { RawKeeper, RawRequest, SliceKeeper, SliceVersion } from '@numize/access'
import type { Clock, Json } from '@numize/base'
import type { Slice } from '@numize/semantic'
import type { Org, RawRequestRow, SliceVersionRow } from '@numize/store'

type Told = (
  action: string,
  project: string,
  userId: string,
  detail: Readonly<Record<string, Json>>,
) => Promise<unknown>

const toldTo =
  ({ audit }: Org, clock: Clock): Told =>
  (action, project, userId, detail) =>
    audit.append({ at: new Date(clock.now()).toISOString(), action, project, userId, detail })

type Body = Pick<SliceVersion, 'content' | 'why' | 'forced'>

const versionOf = ({ slice, version, userId, body, createdAt }: SliceVersionRow): SliceVersion => {
  const { content, why, forced } = body as Body & { readonly content: Slice }
  return { slice, version, content, why, forced, by: userId, at: createdAt }
}

/** Published slices in the store; each is audited. */
export function sliceKeeperOf(org: Org, clock: Clock): SliceKeeper {
  const told = toldTo(org, clock)
  return {
    list: async (project) => (await org.sliceVersions.list(project)).map(versionOf),
    add: async (project, { slice, by, content, why, forced }) => {
      const body: Body = { content, why, forced }
      const version = versionOf(await org.sliceVersions.add({ project, slice, userId: by, body }))
      const broke = forced ? { forced: { reason: forced.reason, broke: [...forced.broke] } } : {}
      await told('publish-slice', project, by, { slice, version: version.version, why, ...broke })
      return version
    },
  }
}

const requestOf = ({ requestId, userId, createdAt, ...row }: RawRequestRow): RawRequest => ({
  id: requestId,
  project: row.project,
  slice: row.slice,
  dimension: row.dimension,
  by: userId,
  why: row.why,
  at: createdAt,
  decision:
    row.decidedBy === null ? null : { by: row.decidedBy, at: row.decidedAt ?? createdAt, until: row.until },
})

/** Requests for raw values in the store; asking and deciding are audited. */
export function rawKeeperOf(org: Org, clock: Clock): RawKeeper {
  const told = toldTo(org, clock)
  return {
    add: async ({ id, project, slice, dimension, by, why }) => {
      await org.rawRequests.add({ requestId: id, project, slice, dimension, userId: by, why })
      await told('request-raw', project, by, { id, slice, dimension, why })
    },
    list: async (project) => (await org.rawRequests.list(project)).map(requestOf),
    decide: async (project, id, by, until) => {
      const done = await org.rawRequests.decide(project, id, by, until)
      if (done) await told(until === null ? 'refuse-raw' : 'approve-raw', project, by, { id, until })
      return done
    },
  }
}

/** What a person may see unmasked now, in every project. */
export const approvedFor = async (org: Org, userId: string): Promise<readonly RawRequest[]> =>
  (await org.rawRequests.approved(userId)).map(requestOf)
