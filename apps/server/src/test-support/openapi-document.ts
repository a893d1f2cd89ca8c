import { z } from 'zod'

const parameter = z
  .object({
    name: z.string().min(1),
    in: z.enum(['query', 'header', 'path', 'cookie']),
    required: z.boolean().optional(),
    schema: z.looseObject({}),
  })
  .refine((one) => one.in !== 'path' || one.required === true, 'a parameter of the path is required')
const content = z.record(z.string().regex(/^[\w.+*-]+\/[\w.+*-]+$/), z.object({ schema: z.looseObject({}) }))
const response = z.looseObject({ description: z.string(), content: content.optional() })
const operation = z.looseObject({
  parameters: z.array(parameter).optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|[1-5]XX|default)$/), response),
})
const methods = z.enum(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** What OpenAPI 3.1 asks of a document, as far as ours uses it: a path names exactly its own parameters. */
export const openapiDocument = z.looseObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z
    .record(z.string().startsWith('/'), z.partialRecord(methods, operation))
    .superRefine((paths, check) => {
      for (const [path, operations] of Object.entries(paths))
        for (const { parameters = [] } of Object.values(operations)) {
          const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
          const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]))
          if (named.toSorted().join() !== wanted.toSorted().join())
            check.addIssue({ code: 'custom', message: `${path} names the parameters ${named.join()}` })
        }
    }),
})
