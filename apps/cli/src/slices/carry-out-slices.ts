import {
  brokenUses,
  diffSlices,
  grant,
  inForce,
  type Principal,
  publishSlice,
  type Readiness,
  readiness,
  requireScope,
  rollBackSlice,
  type SliceKeeper,
  type SliceUse,
  type SliceVersion,
} from '@numize/access'
import { type Ground, groundMoment, readinessFacts, sliceProblems } from '@numize/ask'
import type { Turn } from '@numize/assistant'
import type { Clock } from '@numize/base'
import {
  checkSlices,
  loadProject,
  type Policies,
  type Project,
  type ProjectFiles,
  type Slice,
} from '@numize/semantic'
import { cliError } from '../errors.ts'
import { brokenProject } from '../projects.ts'

/** What is done with slices. */
export type SliceRequest =
  | OfDraft
  | { readonly kind: 'versions'; readonly slice: string }
  | {
      readonly kind: 'rollBack'
      readonly slice: string
      readonly version: number
      readonly why: string
      readonly force?: string
    }

/** What needs the slice as it is to be: the `draft`, else what its file says now. */
type OfDraft = { readonly slice: string; readonly draft?: Slice } & (
  | { readonly kind: 'check' | 'diff' }
  | { readonly kind: 'publish'; readonly why: string; readonly force?: string }
  /** `as` is whose eyes it is seen through. */
  | { readonly kind: 'preview'; readonly as: string; readonly question?: string }
)

export interface Preview {
  readonly slice: string
  readonly models: readonly { readonly name: string; readonly dimensions: readonly string[] }[]
  readonly metrics: readonly string[]
  /** With the reader's own attributes in the row filters. */
  readonly policies: Policies
  readonly turn: Turn | null
}

export interface SliceReply {
  readonly readiness?: Readiness
  /** What publishing would change, and what it would break. */
  readonly diff?: readonly string[]
  readonly broken?: readonly string[]
  readonly version?: SliceVersion
  readonly versions?: readonly SliceVersion[]
  readonly preview?: Preview
}

export interface SliceTools {
  /** With the slices in force. */
  readonly ground: Ground
  readonly principal: Principal
  readonly keeper: SliceKeeper
  /** What people rely on that is asked through a slice. */
  readonly usesOf: (slice: string) => Promise<readonly SliceUse[]>
  readonly files: ProjectFiles
  readonly clock: Clock
  readonly principalOf: (userId: string) => Promise<Principal>
  /** Answers a question over another ground, and keeps nothing. */
  readonly answerOver: (ground: Ground, question: string, principal: Principal) => Promise<Turn>
}

/** @throws what `@numize/access` throws, `cli/broken-project`, `cli/unknown-slice` */
export async function carryOutSlices(request: SliceRequest, tools: SliceTools): Promise<SliceReply> {
  const { ground, principal, keeper } = tools
  requireScope(principal, 'manage:slice')
  switch (request.kind) {
    case 'versions': {
      const all = await keeper.list(ground.project.name)
      return { versions: all.filter(({ slice }) => slice === request.slice) }
    }
    case 'rollBack': {
      const { slice, version, why, force } = request
      const wanted = { slice, version, why, by: principal, ...(force === undefined ? {} : { force }) }
      return { version: await rollBackSlice(wanted, await publishTools(request.slice, tools)) }
    }
    case 'check':
    case 'diff':
    case 'publish':
    case 'preview':
      return withDraft(request, tools)
  }
}

async function withDraft(request: OfDraft, tools: SliceTools): Promise<SliceReply> {
  const { ground, principal, clock } = tools
  const draft = request.draft ? sound(request.draft, ground.project) : draftOnDisk(request.slice, tools)
  const opened = request.draft ? ground.project.slices.find(({ name }) => name === request.slice) : undefined
  const before = (await usedBefore(draft, tools)) ?? opened ?? null
  switch (request.kind) {
    case 'check':
      return { readiness: readiness(ground.project, draft, await readinessFacts(ground, clock)) }
    case 'diff': {
      const broken = brokenUses(draft, before, await publishTools(request.slice, tools))
      return {
        diff: diffSlices(before, draft),
        broken: broken.map(({ use, problem }) => `${use.kind} "${use.name}": ${problem}`),
      }
    }
    case 'publish': {
      const { why, force } = request
      const wanted = { slice: draft, before, by: principal, why, ...(force === undefined ? {} : { force }) }
      return { version: await publishSlice(wanted, await publishTools(request.slice, tools)) }
    }
    case 'preview':
      return { preview: await previewOf(draft, request, tools) }
  }
}

/** @throws `cli/bad-slice` where it names what the model does not have */
function sound(draft: Slice, { model }: Project): Slice {
  const problems = checkSlices([draft], model).map(({ message }) => message)
  if (problems.length > 0) throw cliError('bad-slice', { problems })
  return draft
}

function draftOnDisk(slice: string, tools: SliceTools): Slice {
  const { slices } = readDisk(tools)
  const draft = slices.find(({ name }) => name === slice)
  if (draft) return draft
  throw cliError('unknown-slice', { slice, known: slices.map(({ name }) => name) })
}

function readDisk({ ground, files }: SliceTools): Project {
  const { project, problems } = loadProject(ground.project.dir, files)
  if (project) return project
  throw brokenProject(
    ground.project.dir,
    problems.filter(({ severity }) => severity === 'error'),
  )
}

/** The version in force; null where none was ever published. */
async function usedBefore({ name }: Slice, { ground, keeper }: SliceTools): Promise<Slice | null> {
  const published = inForce(await keeper.list(ground.project.name)).get(name)
  return published?.content ?? null
}

const publishTools = async (slice: string, { ground, keeper, usesOf, clock }: SliceTools) => ({
  project: ground.project.name,
  keeper,
  uses: await usesOf(slice),
  problemsOf: (plan: unknown, draft: Slice) => sliceProblems(plan, ground, draft, clock),
})

async function previewOf(
  draft: Slice,
  { as, question }: Extract<SliceRequest, { kind: 'preview' }>,
  { ground, clock, principalOf, answerOver }: SliceTools,
): Promise<Preview> {
  const reader = await principalOf(as)
  const over = { ...ground, project: { ...ground.project, slices: [draft] } }
  const { visible, policies } = grant(over.project, reader, {
    today: groundMoment(over, clock.now()).at.slice(0, 10),
    at: clock.now(),
  })
  return {
    slice: draft.name,
    models: visible.semanticModels.map(({ name, dimensions }) => ({
      name,
      dimensions: dimensions.filter(({ extras }) => extras.hidden !== true).map((one) => one.name),
    })),
    metrics: visible.metrics.map(({ name }) => name),
    policies,
    turn: question === undefined ? null : await answerOver(over, question, reader),
  }
}
