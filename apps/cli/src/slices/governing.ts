import type { Principal, RawRequest, SliceUse } from '@numize/access'
import { approvedUses } from '@numize/assistant'
import { boardUses } from '@numize/boards'
import type { Effects } from '../effects.ts'
import type { OrgKeeping } from '../org-keeping.ts'
import type { OpenSubject, Subject } from '../subject.ts'
import { carryOutRaw, type RawWork } from './carry-out-raw.ts'
import { carryOutSlices, type SliceReply, type SliceRequest, type SliceTools } from './carry-out-slices.ts'

interface SlicesRequest {
  readonly subject: Subject
  readonly request: SliceRequest
  readonly as?: string
}

interface RawRequestOf {
  readonly subject: Subject
  readonly work: RawWork
  readonly as?: string
}

/** The part of the desk that says what a team may ask. */
export interface GovernedDesk {
  /** Checks, publishes and previews slices. */
  slices(request: SlicesRequest): Promise<SliceReply>
  /** Asks for personal data to be shown unmasked, and decides on it. */
  raw(request: RawRequestOf): Promise<readonly RawRequest[]>
}

interface Governing extends Pick<SliceTools, 'answerOver'> {
  readonly keeping: OrgKeeping
  readonly effects: Effects
  readonly subjectOf: (subject: Subject) => Promise<OpenSubject>
  /** Whoever asks; the owner unless said. */
  readonly principalOf: (as: string | undefined) => Promise<Principal>
}

/** What a team may ask, and what of persons it may see. */
export const governing = (tools: Governing): GovernedDesk => ({
  slices: async ({ subject, request, as }) => {
    const { ground } = await tools.subjectOf(subject)
    return carryOutSlices(request, sliceToolsOf({ ground, principal: await tools.principalOf(as) }, tools))
  },
  raw: async ({ subject, work, as }) => {
    const { newId, rawRequests: keeper } = tools.keeping
    const { ground } = await tools.subjectOf(subject)
    const principal = await tools.principalOf(as)
    return carryOutRaw(work, {
      project: ground.project,
      principal,
      keeper,
      clock: tools.effects.clock,
      newId,
    })
  },
})

/** What work on the slices of a ground needs, as somebody. */
export const sliceToolsOf = (
  { ground, principal }: Pick<SliceTools, 'ground' | 'principal'>,
  { keeping, effects, answerOver }: Pick<Governing, 'keeping' | 'effects' | 'answerOver'>,
): SliceTools => ({
  ground,
  principal,
  keeper: keeping.slices.keeper,
  usesOf: (slice) => usesOf(ground.project.name, slice, keeping),
  files: effects.files,
  clock: effects.clock,
  principalOf: (userId) => keeping.principal(userId),
  answerOver,
})

/** Approved questions and boards that a slice should go on answering. */
async function usesOf(
  project: string,
  slice: string,
  { memory, keepers }: OrgKeeping,
): Promise<readonly SliceUse[]> {
  const remembered = await memory.remembered(project)
  const boards = await keepers.boards.list(project)
  return [...approvedUses(remembered), ...boardUses(boards, slice)]
}
