import { z } from 'zod'
import { members, record, text, words } from './shapes.ts'

/** What the twelve versions of the manifest say of a node, under any of the names they said it by. */
const columnShape = z.object({
  name: z.string(),
  data_type: text,
  description: text,
  tags: words,
  meta: record,
  config: z.object({ meta: record, tags: words }).nullish().catch(null),
  constraints: z.unknown().optional(),
  granularity: text,
})
export type RawColumn = z.output<typeof columnShape>

const configShape = z
  .object({
    enabled: z.unknown().optional(),
    materialized: text,
    tags: words,
    meta: record,
    group: text,
    access: text,
    severity: text,
  })
  .nullish()
  .catch(null)

const dependsShape = z.object({ nodes: words }).nullish().catch(null)

export const nodeShape = z.object({
  unique_id: z.string(),
  resource_type: z.string(),
  name: z.string(),
  package_name: text,
  path: text,
  original_file_path: text,
  database: text,
  schema: text,
  alias: text,
  identifier: text,
  relation_name: text,
  description: text,
  columns: z
    .unknown()
    .optional()
    .transform((found) => members(found).map(([name, one]) => columnShape.parse({ name, ...one }))),
  tags: words,
  meta: record,
  config: configShape,
  access: text,
  group: text,
  version: z.union([z.string(), z.number()]).nullish().catch(null),
  latest_version: z.union([z.string(), z.number()]).nullish().catch(null),
  is_latest_version: z.boolean().nullish().catch(null),
  primary_key: words,
  constraints: z.unknown().optional(),
  depends_on: dependsShape,
  time_spine: z
    .object({
      standard_granularity_column: z.string(),
      custom_granularities: z
        .array(z.object({ name: z.string(), column_name: text }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
})
export type RawNode = z.output<typeof nodeShape>

export const testShape = z.object({
  unique_id: z.string(),
  name: z.string(),
  column_name: text,
  attached_node: text,
  depends_on: dependsShape,
  config: configShape,
  test_metadata: z.object({ name: z.string(), namespace: text, kwargs: record }).nullish().catch(null),
})
export type RawTest = z.output<typeof testShape>

export const exposureShape = z.object({
  unique_id: z.string(),
  name: z.string(),
  label: text,
  type: text,
  owner: z.object({ name: text, email: text }).nullish().catch(null),
  depends_on: dependsShape,
})

export const manifestShape = z.object({
  metadata: z.object({
    project_name: text,
    project_id: text,
    adapter_type: text,
    dbt_version: text,
    generated_at: text,
  }),
  nodes: z.record(z.string(), z.unknown()),
  sources: z.record(z.string(), z.unknown()).nullish(),
  exposures: z.unknown().optional(),
  metrics: z.unknown().optional(),
  groups: z.unknown().optional(),
  semantic_models: z.unknown().optional(),
  saved_queries: z.unknown().optional(),
  unit_tests: z.unknown().optional(),
})
