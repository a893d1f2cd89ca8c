import { grant, slicesOf } from '@numize/access'
import { jsonSchemas, metricDefinition } from '@numize/semantic'
import type { catalogRoutes } from '../contract/catalog.ts'
import { serverError } from '../errors.ts'
import { projectOf, projectsOf } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

export const catalogHandlers = (deps: ServerDeps, live: Live): HandlersOf<keyof typeof catalogRoutes> => ({
  'GET /v1/metrics/definitions': async ({ query, principal }) => {
    const named = query.project === undefined ? null : projectOf(deps, query.project, principal)
    const served = named ? [named] : projectsOf(deps, principal)
    return served.flatMap(({ ground: { project } }) => {
      if (!named && slicesOf(project, principal).length === 0) return []
      return grant(project, principal).visible.metrics.map((metric) => ({
        id: `${project.name}/${metric.name}`,
        project: project.name,
        name: metric.name,
        label: metric.label ?? metric.name,
        description: metric.description,
        type: metric.kind,
        definition: metricDefinition(project.model, metric.name),
        synonyms: metric.extras.synonyms ?? [],
      }))
    })
  },
  'GET /v1/charts/:id': async ({ params, principal }) => {
    const turn = await deps.keepersOf(principal.orgId).sessions.turn(params.id, principal.userId)
    const chart = turn?.reply.status === 'answered' ? turn.reply.answer.chart : null
    if (!chart) throw serverError('no-chart', { chart: params.id })
    return { id: params.id, spec: { ...chart.spec }, theme: 'default', alt: chart.alt }
  },
  'GET /v1/schemas': async () =>
    [...jsonSchemas().keys()].map((name) => ({ name, url: `/v1/schemas/${name}` })),
  'GET /v1/schemas/:name': async ({ params }) => {
    const schemas = jsonSchemas()
    const text = schemas.get(params.name)
    if (text === undefined)
      throw serverError('no-schema', { schema: params.name, schemas: [...schemas.keys()] })
    return JSON.parse(text) as Record<string, unknown>
  },
  'GET /v1/openapi.json': async () => ({ ...live.document() }),
})
