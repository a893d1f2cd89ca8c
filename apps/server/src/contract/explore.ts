import type { CatalogView } from '@numize/assistant'
import type { Answer } from '@numize/blocks'
import type { Result } from '@numize/semantic'
import { z } from 'zod'
import { inProject, moment, name, type RouteGroup } from './shared.ts'
import { answer, cell, result } from './turn.ts'

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
const texts = list(z.string())
const named = {
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  synonyms: texts,
}

/** Everything of a slice that may be asked for; see `CatalogView` of the assistant. */
const catalog = z.object({
  slice: z.object({ name: z.string(), label: z.string(), description: z.string().nullable() }),
  metrics: list(
    z.looseObject({
      ...named,
      kind: z.string(),
      definition: z.string(),
      upIsGood: z.boolean().nullable(),
      models: texts,
      dimensions: texts.describe('paths it can be grouped and filtered by'),
      place: z.string().nullable(),
    }),
  ),
  models: list(
    z.looseObject({
      ...named,
      relation: z.string(),
      dimensions: texts,
      metrics: texts,
      joins: texts.describe('models its rows lead to'),
    }),
  ),
  dimensions: list(
    z.looseObject({
      ...named,
      path: z.string().describe('what a Plan names it by'),
      model: z.string(),
      kind: z.enum(['categorical', 'time', 'entity']),
      dataType: z.string().nullable(),
      mask: z.string().nullable(),
    }),
  ),
  loaded: z.object({ start: z.string(), end: z.string() }).nullable(),
}) as unknown as z.ZodType<CatalogView>

const shown = z.object({ result, answer }) as unknown as z.ZodType<{
  readonly result: Result
  readonly answer: Answer
}>

export const exploreRoutes = {
  'GET /v1/projects/:project/catalog': {
    summary: 'Metrics, dimensions and tables that may be asked for',
    permission: 'read:catalog',
    params: inProject,
    response: catalog,
    status: 200,
  },
  'GET /v1/projects/:project/values': {
    summary: 'Values of a dimension to choose from',
    permission: 'read:catalog',
    params: inProject,
    query: z.object({
      path: name,
      search: z.string().max(200).optional(),
      most: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: list(cell),
    status: 200,
  },
  'POST /v1/projects/:project/run': {
    summary: 'Run a Plan: rows, how they came to be, and what they say',
    permission: 'run:query',
    params: inProject,
    body: z.object({ plan: z.unknown().describe('a Plan; see /schemas'), now: moment.optional() }),
    response: shown,
    status: 200,
  },
} as const satisfies RouteGroup
