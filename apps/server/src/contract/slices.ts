import { sliceSchema } from '@numize/semantic'
import { z } from 'zod'
import { described, inProject, name, question, type RouteGroup } from './shared.ts'
import { turn } from './turn.ts'

/** What a slice says, as `slices/*.yml` would: without where that is written. */
export const sliceContent = sliceSchema.omit({ place: true })
export type SliceContent = z.output<typeof sliceContent>

const ofSlice = z.object({ project: name, slice: name })
const why = z.string().min(1).max(1000)
const texts = z.array(z.string()).readonly()

const version = z.looseObject({
  slice: z.string(),
  version: z.int(),
  by: z.string(),
  at: z.string(),
  why: z.string(),
  forced: z.object({ reason: z.string(), broke: texts }).nullable(),
})
const point = z.object({
  weight: z.enum(['blocker', 'warning', 'hint']),
  place: z.string(),
  text: z.string(),
  mend: z.string(),
})
const readiness = z.object({ score: z.number(), points: z.array(point).readonly(), looked: z.int() })
const request = z.object({
  id: z.string(),
  slice: z.string(),
  dimension: z.string(),
  by: z.string(),
  why: z.string(),
  at: z.string(),
  decision: z.object({ by: z.string(), at: z.string(), until: z.string().nullable() }).nullable(),
})

export const sliceRoutes = {
  'GET /v1/projects/:project/slices': {
    summary: 'The slices of a project as they are in force',
    permission: 'manage:slice',
    params: inProject,
    response: z
      .array(
        z.object({
          name: z.string(),
          label: z.string(),
          description: z.string().nullable(),
          audience: texts,
          version: z.int().nullable(),
        }),
      )
      .readonly(),
    status: 200,
  },
  'GET /v1/projects/:project/slice-parts': {
    summary: 'What slices of a project are made of: every metric, table and dimension by name; no data',
    permission: 'manage:slice',
    params: inProject,
    response: z.object({
      metrics: z.array(z.object(described)).readonly(),
      models: z
        .array(
          z.object({
            ...described,
            /** Named `model.dimension`, as slices do. */
            dimensions: z.array(z.object({ ...described, personal: z.boolean() })).readonly(),
          }),
        )
        .readonly(),
    }),
    status: 200,
  },
  'GET /v1/projects/:project/slices/:slice': {
    summary: 'What a slice in force says, also as the file to keep under slices/',
    permission: 'manage:slice',
    params: ofSlice,
    response: z.object({ content: sliceContent, yaml: z.string() }),
    status: 200,
  },
  'POST /v1/projects/:project/slices/:slice/check': {
    summary: 'Whether a draft holds together, how ready it is, what it would change and break',
    permission: 'manage:slice',
    params: ofSlice,
    body: z.strictObject({ draft: sliceContent }),
    response: z.object({ readiness, diff: texts, broken: texts, yaml: z.string() }),
    status: 200,
  },
  'GET /v1/projects/:project/slices/:slice/readiness': {
    summary: 'What should be mended before a slice is exposed',
    permission: 'manage:slice',
    params: ofSlice,
    response: readiness,
    status: 200,
  },
  'GET /v1/projects/:project/slices/:slice/diff': {
    summary: 'What publishing the draft would change, and what it would break',
    permission: 'manage:slice',
    params: ofSlice,
    response: z.object({ diff: texts, broken: texts }),
    status: 200,
  },
  'GET /v1/projects/:project/slices/:slice/versions': {
    summary: 'Who published what, when and why; oldest first',
    permission: 'manage:slice',
    params: ofSlice,
    response: z.array(version).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/slices/:slice/publish': {
    summary:
      'Put a draft, or what the file says, in force; refused with the list where approved answers would break',
    permission: 'manage:slice',
    params: ofSlice,
    body: z.object({ why, force: why.optional(), draft: sliceContent.optional() }),
    response: version,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/slices/:slice/roll-back': {
    summary: 'Put an earlier version of a slice in force again',
    permission: 'manage:slice',
    params: ofSlice,
    body: z.object({ version: z.int().min(1), why, force: why.optional() }),
    response: version,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/slices/:slice/preview': {
    summary: 'The draft of a slice through somebody’s eyes, with the answer to a question where one is asked',
    permission: 'manage:slice',
    params: ofSlice,
    body: z.object({ as: name, question: question.optional(), draft: sliceContent.optional() }),
    response: z.object({
      slice: z.string(),
      models: z.array(z.object({ name: z.string(), dimensions: texts })).readonly(),
      metrics: texts,
      turn: turn.nullable(),
    }),
    status: 200,
  },
  'GET /v1/projects/:project/raw-requests': {
    summary: 'Wishes to see personal data unmasked: your own, and of everybody for whoever may allow them',
    permission: 'request:raw',
    params: inProject,
    response: z.array(request).readonly(),
    status: 200,
  },
  'POST /v1/projects/:project/raw-requests': {
    summary: 'Ask to see a personal column of your slice unmasked',
    permission: 'request:raw',
    params: inProject,
    body: z.object({ dimension: name, why, slice: name.optional() }),
    response: request,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/raw-requests/:id/decision': {
    summary: 'Allow it for so many days, or refuse it (null)',
    permission: 'approve:raw',
    params: z.object({ project: name, id: name }),
    body: z.object({ days: z.int().min(1).max(365).nullable() }),
    response: request,
    status: 200,
    keyed: true,
  },
} as const satisfies RouteGroup
