import { fileURLToPath } from 'node:url'
import { expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type { Metric, Model, SemanticModel } from '../model.ts'
import type { Slice } from '../project.ts'
import type { Result } from '../result.ts'
import { jsonSchemas } from './json-schemas.ts'
import type { metricSchema, modelSchema, semanticModelSchema } from './model-schema.ts'
import { planSchema } from './plan-schema.ts'
import type { resultSchema } from './result-schema.ts'
import type { sliceSchema } from './slice-schema.ts'
import type { DeepReadonly } from './strict.ts'

const folder = fileURLToPath(new URL('../../../../schemas/', import.meta.url))

/** After a change on purpose: `npx vitest run packages/semantic/src/schema -u`. */
it.each([...jsonSchemas()])('publishes %s as it is', async (file, text) => {
  await expect(text).toMatchFileSnapshot(`${folder}${file}`)
})

it('publishes a request that needs no more than its kind and root', () => {
  const request = JSON.parse(jsonSchemas().get('query-request.schema.json') ?? '{}') as {
    $defs: Record<string, { required: string[] }>
  }
  expect(request.$defs['ListPlan']?.required).toEqual(['kind', 'root'])
  expect(planSchema.safeParse({ kind: 'list', root: 'orders' }).success).toBe(true)
})

it('has schemas that say exactly what the types say', () => {
  expectTypeOf<DeepReadonly<z.output<typeof modelSchema>>>().toEqualTypeOf<DeepReadonly<Model>>()
  expectTypeOf<DeepReadonly<z.output<typeof semanticModelSchema>>>().toEqualTypeOf<
    DeepReadonly<SemanticModel>
  >()
  expectTypeOf<DeepReadonly<z.output<typeof metricSchema>>>().toEqualTypeOf<DeepReadonly<Metric>>()
  expectTypeOf<DeepReadonly<z.output<typeof sliceSchema>>>().toEqualTypeOf<DeepReadonly<Slice>>()
  expectTypeOf<DeepReadonly<Omit<z.output<typeof resultSchema>, 'plan'>>>().toEqualTypeOf<
    DeepReadonly<Omit<Result, 'plan'>>
  >()
})
