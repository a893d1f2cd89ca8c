import { z } from 'zod'
import { name, type RouteGroup } from './shared.ts'

const metric = z.object({
  id: z.string(),
  project: z.string(),
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  type: z.string(),
  /** How it is computed, in words of the model. */
  definition: z.string(),
  synonyms: z.array(z.string()).readonly(),
})
const spec = z.record(z.string(), z.unknown())

export const catalogRoutes = {
  'GET /v1/metrics/definitions': {
    summary: 'The metrics of your slices',
    permission: 'read:catalog',
    query: z.object({ project: name.optional() }),
    response: z.array(metric).readonly(),
    status: 200,
    etag: true,
  },
  'GET /v1/charts/:id': {
    summary: 'The chart of an answer of yours, by the id of its message, in Vega-Lite',
    permission: 'read:session',
    params: z.object({ id: name }),
    response: z.object({ id: z.string(), spec, theme: z.string(), alt: z.string() }),
    status: 200,
    viewed: true,
  },
  'GET /v1/schemas': {
    summary: 'The published JSON Schemas',
    permission: 'anyone',
    response: z.array(z.object({ name: z.string(), url: z.string() })).readonly(),
    status: 200,
  },
  'GET /v1/schemas/:name': {
    summary: 'A published JSON Schema (draft 2020-12)',
    permission: 'anyone',
    params: z.object({ name }),
    response: spec,
    status: 200,
    etag: true,
  },
  'GET /v1/openapi.json': {
    summary: 'This document',
    permission: 'anyone',
    response: spec,
    status: 200,
    etag: true,
  },
} as const satisfies RouteGroup
