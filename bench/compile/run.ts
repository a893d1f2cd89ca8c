import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CompileOptions,
  compile,
  type MetricsPlan,
  type Model,
  noPolicies,
  semanticModelFromManifest,
} from '@numize/semantic'
import { type FlowQuery, planOf } from '../../eval/metricflow/query.ts'
import { type Bench, type BenchOptions, quantile, timed } from '../bench.ts'
import { cubeTimes } from './cube.ts'
import { fiveModels, shapes } from './five-models.ts'

const ROUNDS = 20
const SHAPE_ROUNDS = 300
const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const
const options: CompileOptions = { dialect: 'duckdb', calendar, policies: noPolicies }

/** Times of the compiler alone; no statement is run. */
export const run: Bench = async (bench) => {
  manifestTimes(bench)
  await shapeTimes(bench)
}

interface Case {
  readonly manifest: string
  readonly query: FlowQuery
}

function manifestTimes({ data, print }: BenchOptions): void {
  const folder = join(data, 'metricflow')
  const file = join(folder, 'manifests/simple_manifest/semantic_manifest.transformed.json')
  if (!existsSync(file)) return print(`skipped: no evaluation data at ${folder}`)
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const load = Array.from({ length: 15 }, () => timed(() => semanticModelFromManifest(json)))
  const model = semanticModelFromManifest(json)
  const queries = queriesOf(folder, model)
  const distinct = distinctTimes(queries, model)
  const repeated = queries.flatMap(({ plan, where }) => {
    const asked = { ...options, authoredWhere: where }
    compile(plan, model, asked)
    return Array.from({ length: ROUNDS }, () => timed(() => compile(plan, model, asked)))
  })
  print(`simple_manifest: ${model.metrics.length} metrics, ${queries.length} queries × ${ROUNDS}`)
  const figure = (what: string, value: number, floor: number): void =>
    print(
      `${what.padEnd(28)}${value.toFixed(3)} ms   floor ${floor} ms ${value <= floor ? 'held' : 'MISSED'}`,
    )
  figure('model load (first)', load[0] ?? Number.NaN, 50)
  figure('model load (p50)', quantile(load, 0.5), 50)
  figure('distinct query (p50)', quantile(distinct, 0.5), 0.3)
  figure('distinct query (p95)', quantile(distinct, 0.95), 1)
  figure('repeated query (p50)', quantile(repeated, 0.5), 0.02)
  figure('repeated query (p95)', quantile(repeated, 0.95), 0.02)
}

/** The middle time of each query over the rounds, so that another process on the machine does not tell; warm. */
function distinctTimes(queries: ReturnType<typeof queriesOf>, model: Model): readonly number[] {
  const times = queries.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++)
    for (const [at, { plan, where }] of queries.entries()) {
      const fresh = { ...plan, limit: 1000 + round * queries.length + at }
      const time = timed(() => compile(fresh, model, { ...options, authoredWhere: where }))
      if (round > 0) times[at]?.push(time)
    }
  return times.map((one) => quantile(one, 0.5))
}

/** The set's queries on this manifest that compile. */
function queriesOf(folder: string, model: Model) {
  const files = ['cases.json', 'cases.rendering.json', 'cases.sweep.json']
  const cases = files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[])
  const asked = new Map<string, { readonly plan: MetricsPlan; readonly where: readonly string[] }>()
  for (const { query } of cases.filter(({ manifest }) => manifest === 'simple_manifest'))
    try {
      const one = planOf(query, model)
      compile(one.plan, model, { ...options, authoredWhere: one.where })
      asked.set(JSON.stringify(one), one)
    } catch {
      continue
    }
  return [...asked.values()]
}

async function shapeTimes({ data, flags, print }: BenchOptions): Promise<void> {
  const model = fiveModels()
  const cube = await cubeTimes(join(data, 'peers'), flags, SHAPE_ROUNDS)
  if (typeof cube === 'string') print(cube)
  print(`five models, distinct queries, p50 of ${SHAPE_ROUNDS}`)
  for (const [name, plan] of Object.entries(shapes)) {
    const times = Array.from({ length: SHAPE_ROUNDS + 30 }, (_, at) => {
      const fresh = { ...plan, where: [...plan.where, notRegion(`v${at}`)] }
      return timed(() => compile(fresh, model, { ...options, dialect: 'postgres' }))
    }).slice(30)
    const ours = quantile(times, 0.5)
    const theirs = typeof cube === 'string' ? undefined : cube.get(name)
    const beside =
      theirs === undefined
        ? ''
        : `   Cube ${theirs.toFixed(3)} ms   ratio ${(ours / theirs).toFixed(3)} (floor 0.5)`
    print(`${name.padEnd(18)}${ours.toFixed(3)} ms${beside}`)
  }
}

const notRegion = (value: string) =>
  ({ kind: 'compare', field: { dimension: 'customer__region' }, op: '!=', value }) as const
