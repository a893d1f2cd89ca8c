import { z } from 'zod'
import type { DbtFreshness, DbtTestState } from './dbt-project.ts'
import { isRecord, text } from './shapes.ts'

/** `run_results.json`: what the last command did, by node. */
export interface RunResultsFile {
  readonly kind: 'run-results'
  readonly version: number
  readonly counts: Readonly<Record<string, number>>
  readonly results: ReadonlyMap<string, RunResult>
}

export interface RunResult {
  /** As dbt wrote it: `success`, `pass`, `fail`, `warn`, `error`, `skipped`, … */
  readonly status: string
  readonly failures: number | null
  readonly at: string | null
}

/** `sources.json`: what `dbt source freshness` found, by source. */
export interface FreshnessFile {
  readonly kind: 'sources'
  readonly version: number
  readonly counts: Readonly<Record<string, number>>
  readonly results: ReadonlyMap<string, DbtFreshness>
}

const resultsShape = z.object({
  metadata: z.object({ generated_at: text }),
  results: z.array(z.unknown()),
})

const runShape = z.object({
  unique_id: z.string(),
  status: z.string(),
  failures: z.number().nullish().catch(null),
  timing: z
    .array(z.object({ completed_at: text }))
    .nullish()
    .catch(null),
})

export function readRunResults(json: Readonly<Record<string, unknown>>, version: number): RunResultsFile {
  const { metadata, results } = resultsShape.parse(json)
  const read = results.map((one) => runShape.parse(one))
  return {
    kind: 'run-results',
    version,
    counts: { result: read.length },
    results: new Map(
      read.map(({ unique_id: id, status, failures, timing }) => [
        id,
        {
          status: status.toLowerCase(),
          failures: failures ?? null,
          at: timing?.at(-1)?.completed_at ?? metadata.generated_at,
        },
      ]),
    ),
  }
}

/** dbt calls a test that passed `success` or `pass`; what it could not run, `error` or `runtime error`. */
export function testState({ status, failures, at }: RunResult): DbtTestState | null {
  const found = TEST_STATUS[status]
  return found ? { status: found, failures, at } : null
}

const TEST_STATUS: Readonly<Record<string, DbtTestState['status']>> = {
  pass: 'pass',
  success: 'pass',
  fail: 'fail',
  warn: 'warn',
  error: 'error',
  'runtime error': 'error',
  skipped: 'skipped',
}

const freshnessShape = z.object({
  unique_id: z.string(),
  status: z.string(),
  max_loaded_at: text,
  snapshotted_at: text,
})

/** v1 called the status `state`. */
export function readFreshness(json: Readonly<Record<string, unknown>>, version: number): FreshnessFile {
  const { results } = resultsShape.parse(json)
  const read = results.map((one) =>
    freshnessShape.parse(
      isRecord(one) && one['status'] === undefined ? { ...one, status: one['state'] } : one,
    ),
  )
  return {
    kind: 'sources',
    version,
    counts: { result: read.length },
    results: new Map(read.map((one) => [one.unique_id, freshnessOf(one)])),
  }
}

const freshnessOf = (one: z.output<typeof freshnessShape>): DbtFreshness => ({
  status: one.status === 'pass' || one.status === 'warn' ? one.status : 'error',
  loadedAt: one.max_loaded_at,
  checkedAt: one.snapshotted_at,
})
