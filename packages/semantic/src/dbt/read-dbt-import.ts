import { z } from 'zod'
import type { Problem } from '../project.ts'
import type { DbtImport } from './dbt-import.ts'

export const DBT_FILE = 'dbt.json'

const text = z.string().nullable()
const run = z.object({ status: z.string(), at: text }).nullable()
const relation = z.object({ database: text, schema: text, name: z.string() })

const test = z.object({
  id: z.string(),
  kind: z.string(),
  column: text,
  severity: z.enum(['error', 'warn']),
  state: z
    .object({
      status: z.enum(['pass', 'fail', 'warn', 'error', 'skipped']),
      failures: z.number().nullable(),
      at: text,
    })
    .nullable(),
})

const model = z.object({
  id: z.string(),
  label: z.string(),
  relation,
  reason: z.string(),
  description: text,
  owner: text,
  columns: z.array(z.object({ name: z.string(), type: text, description: text })),
  tests: z.array(test),
  parents: z.array(z.string()),
  lastRun: run,
})

const upstream = z.object({
  label: z.string(),
  kind: z.enum(['model', 'source', 'seed', 'snapshot']),
  parents: z.array(z.string()),
  freshness: z
    .object({ status: z.enum(['pass', 'warn', 'error']), loadedAt: text, checkedAt: text })
    .nullable(),
})

const shape: z.ZodType<DbtImport> = z.object({
  version: z.literal(1),
  from: z.string(),
  select: z.array(z.string()).nullable(),
  isMeasured: z.boolean(),
  dbtVersion: text,
  generatedAt: text,
  models: z.array(model),
  upstream: z.record(z.string(), upstream),
  objects: z.record(z.string(), z.string()),
})

/** `dbt.json` of a project; null (and a problem) where it is not what an import wrote. */
export function readDbtImport(source: string, problems: Problem[]): DbtImport | null {
  try {
    return shape.parse(JSON.parse(source))
  } catch {
    problems.push({
      severity: 'error',
      file: DBT_FILE,
      line: 0,
      message:
        'dbt.json is not what an import wrote. Restore it, or remove it to go on without lineage and tests of dbt.',
    })
    return null
  }
}
