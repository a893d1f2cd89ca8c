import type { Principal } from '@numize/access'
import type { Ground } from '@numize/ask'
import type { Forcing, SlicesOf } from '@numize/server'
import type { Effects } from '../effects.ts'
import type { Installation } from '../installation.ts'
import { answerOver } from '../open-subject.ts'
import { carryOutRaw, type RawWork } from './carry-out-raw.ts'
import { carryOutSlices, type SliceReply, type SliceRequest } from './carry-out-slices.ts'
import { sliceToolsOf } from './governing.ts'

/** Work on slices for the server: the same as `numize slice` does, as whoever asks. */
export const servedSlices =
  (
    groundOf: (project: string, by: Principal) => Ground,
    installation: Installation,
    effects: Effects,
  ): SlicesOf =>
  (project, by) => {
    const ground = groundOf(project, by)
    const keeping = installation.of(by.orgId)
    const tools = {
      keeping,
      effects,
      answerOver: (over: Ground, question: string, principal: Principal) =>
        answerOver({ ground: over, question, principal }, keeping, effects),
    }
    const carryOut = (request: SliceRequest): Promise<SliceReply> =>
      carryOutSlices(request, sliceToolsOf({ ground, principal: by }, tools))
    const raw = (work: RawWork) =>
      carryOutRaw(work, {
        project: ground.project,
        principal: by,
        keeper: keeping.rawRequests,
        clock: effects.clock,
        newId: keeping.newId,
      })
    return {
      check: async (draft) => {
        const slice = draft.name
        const readiness = told((await carryOut({ kind: 'check', slice, draft })).readiness)
        const { diff = [], broken = [] } = await carryOut({ kind: 'diff', slice, draft })
        return { readiness, diff, broken }
      },
      readiness: async (slice) => told((await carryOut({ kind: 'check', slice })).readiness),
      diff: async (slice) => {
        const { diff = [], broken = [] } = await carryOut({ kind: 'diff', slice })
        return { diff, broken }
      },
      versions: async (slice) => told((await carryOut({ kind: 'versions', slice })).versions),
      publish: async (slice, forcing) =>
        told((await carryOut({ kind: 'publish', slice, ...said(forcing) })).version),
      rollBack: async (slice, version, forcing) =>
        told((await carryOut({ kind: 'rollBack', slice, version, ...said(forcing) })).version),
      preview: async (slice, { as, question, draft }) => {
        const more = { ...(question === undefined ? {} : { question }), ...(draft ? { draft } : {}) }
        return told((await carryOut({ kind: 'preview', slice, as, ...more })).preview)
      },
      rawRequests: () => raw({ kind: 'list' }),
      requestRaw: async ({ dimension, why, slice }) =>
        told((await raw({ kind: 'ask', dimension, why, ...(slice === undefined ? {} : { slice }) }))[0]),
      decideRaw: async (id, days) => told((await raw({ kind: 'decide', id, days }))[0]),
    }
  }

const said = ({ why, force, draft }: Forcing) => ({
  why,
  ...(force === undefined ? {} : { force }),
  ...(draft ? { draft } : {}),
})

function told<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('work on a slice came back without what was asked for')
  return part
}
