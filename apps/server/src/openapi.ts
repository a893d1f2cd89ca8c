import { z } from 'zod'
import { problem } from './contract/index.ts'

type Document = { readonly paths?: Readonly<Record<string, object | undefined>> }

/** Says once per operation how errors are told: one shape for all of them. */
export function documentProblems<T>(given: { openapiObject: T } | { swaggerObject: unknown }): T {
  if (!('openapiObject' in given)) throw new Error('this server publishes OpenAPI 3')
  const content = { 'application/problem+json': { schema: z.toJSONSchema(problem) } }
  const { paths = {} } = given.openapiObject as Document
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path ?? {})))
    (operation as { responses: Record<string, unknown> }).responses['default'] = {
      description: 'What went wrong',
      content,
    }
  return given.openapiObject
}
