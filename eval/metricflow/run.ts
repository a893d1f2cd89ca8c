import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeError, NumizeError } from '@numize/base'
import { compile, type Model, noPolicies, semanticModelFromManifest } from '@numize/semantic'
import type { EvalOptions, EvalSet } from '../score.ts'
import { bigqueryTables } from './bigquery.ts'
import { clickhouseTables } from './clickhouse.ts'
import { difference, type Expected } from './compare.ts'
import { type Database, type DuckdbTables, duckdbTables } from './database.ts'
import { postgresTables } from './postgres.ts'
import { type FlowQuery, planOf } from './query.ts'
import { rejectClass } from './reject-class.ts'

interface Case {
  readonly id: string
  readonly manifest: string
  readonly query: FlowQuery
  readonly expected?: Expected
  readonly check_query?: string
  readonly reference_sql?: string
  readonly check_order?: boolean
  readonly suspect?: unknown
  readonly metricflow_error?: string
}

type Verdict = { readonly kind: 'passed' } | { readonly kind: 'failed' | 'skipped'; readonly reason: string }
type Tally = Record<'passed' | 'failed' | 'skipped' | 'suspectFailed', number>

const REJECTS = 'rejects.json'
const ALL = [
  'cases.json',
  'cases.rendering.json',
  'cases.sweep.json',
  'cases.random.json',
  'cases.mf-bugs.json',
  REJECTS,
]
const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 } as const

/**
 * MetricFlow's conformance set. `--files all` (or a list: `cases.sweep.json,rejects.json`), `--case ID` for one,
 * `--sql` to see what was run, `--engine postgres` (or clickhouse, bigquery) to run the same cases there (expected rows still come from DuckDB),
 * with `--parse-only` to parse what BigQuery would be asked and run nothing.
 */
export const run: EvalSet = async (options) => {
  await using reference = await duckdbTables(options.data)
  await using other = (await engines[String(options.flags['engine'])]?.(reference, options)) ?? null
  const bench = {
    options,
    reference,
    database: other ?? reference,
    models: new Map<string, Promise<Model>>(),
  }
  const parts: Record<string, Tally> = {}
  for (const file of filesOf(options))
    parts[file.replace(/^cases\.(?=.*\.)|\.json$/g, '')] = await runFile(bench, file)
  const sum = (key: keyof Tally): number => Object.values(parts).reduce((total, part) => total + part[key], 0)
  for (const [name, part] of Object.entries(parts)) options.print(`${name}: ${JSON.stringify(part)}`)
  return {
    set: 'metricflow',
    counts: { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    scores: { parts },
  }
}

/** Where ours run instead of on DuckDB. */
const engines: Readonly<
  Record<string, (reference: DuckdbTables, options: EvalOptions) => Promise<Database>>
> = {
  bigquery: bigqueryTables,
  clickhouse: clickhouseTables,
  postgres: postgresTables,
}

interface Bench {
  readonly options: EvalOptions
  /** Where the set's own queries run. */
  readonly reference: Database
  /** Where ours run. */
  readonly database: Database
  readonly models: Map<string, Promise<Model>>
}

function filesOf({ flags, data }: EvalOptions): readonly string[] {
  const asked = flags['files']
  const files = asked === 'all' ? ALL : typeof asked === 'string' ? asked.split(',') : ['cases.json']
  return files.filter((file) => existsSync(join(data, file)))
}

async function runFile(bench: Bench, file: string): Promise<Tally> {
  const cases = JSON.parse(await readFile(join(bench.options.data, file), 'utf8')) as Case[]
  const wanted = bench.options.flags['case']
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, suspectFailed: 0 }
  const reasons = new Map<string, number>()
  for (const one of cases.filter(({ id }) => wanted === undefined || id === wanted)) {
    const verdict = file === REJECTS ? await refuse(bench, one) : await judge(bench, one)
    tally[verdict.kind]++
    if (verdict.kind === 'passed') continue
    if (verdict.kind === 'failed' && one.suspect) tally.suspectFailed++
    bench.options.print(`${verdict.kind}${one.suspect ? ' (suspect)' : ''}  ${one.id}: ${verdict.reason}`)
    const reason = classOf(verdict.reason)
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  for (const [reason, count] of [...reasons].toSorted((a, b) => b[1] - a[1]))
    bench.options.print(`  ${count} × ${reason}`)
  return tally
}

const classOf = (reason: string): string => reason.replaceAll(/\d+(\.\d+)?/g, 'n').slice(0, 60)

function modelOf(bench: Bench, manifest: string): Promise<Model> {
  const known = bench.models.get(manifest)
  if (known) return known
  const file = join(bench.options.data, 'manifests', manifest, 'semantic_manifest.transformed.json')
  const read = readFile(file, 'utf8').then((text) => semanticModelFromManifest(JSON.parse(text)))
  bench.models.set(manifest, read)
  return read
}

function sqlOf({ database }: Bench, query: FlowQuery, model: Model): string {
  const { plan, where } = planOf(query, model)
  const compiled = compile(plan, model, {
    dialect: database.dialect,
    calendar,
    policies: noPolicies,
    names: 'exact',
    authoredWhere: where,
  })
  return compiled.stages.at(-1)?.sql ?? ''
}

async function judge(bench: Bench, one: Case): Promise<Verdict> {
  if (!one.expected) return { kind: 'skipped', reason: 'no expected rows' }
  const model = await modelOf(bench, one.manifest)
  let sql: string
  try {
    sql = sqlOf(bench, one.query, model)
  } catch (error) {
    return {
      kind: 'failed',
      reason:
        error instanceof NumizeError
          ? `${error.code}: ${error.message}`
          : String((error as Error).stack).slice(0, 400),
    }
  }
  if (bench.options.flags['sql']) bench.options.print(sql)
  try {
    const { columns, rows } = await bench.database.rowsOf(sql)
    if (bench.options.flags['parse-only']) return { kind: 'passed' }
    const expected = one.expected.rows
      ? one.expected
      : { ...one.expected, rows: await referenceRows(bench, one) }
    const estimated = bench.database === bench.reference ? [] : estimatedColumns(one.query, model)
    const found = difference(expected, columns, rows, { ordered: one.check_order === true, estimated })
    return found === null ? { kind: 'passed' } : { kind: 'failed', reason: found }
  } catch (error) {
    const reason = `engine: ${String(error).slice(0, 300)}`
    return { kind: reason.includes(UNIMPLEMENTED) ? 'skipped' : 'failed', reason }
  }
}

/** Metrics of approximate percentiles: each engine estimates in its own way, and ours is exact where one cannot. */
const estimatedColumns = ({ metrics = [] }: FlowQuery, model: Model): readonly string[] =>
  metrics.filter((name) => {
    const metric = model.metrics.find((one) => one.name === name)
    const measures = model.semanticModels.flatMap((one) => one.measures)
    return (
      metric?.kind === 'simple' &&
      measures.some((one) => one.name === metric.input.measure && one.approximatePercentile)
    )
  })

/** The reference implementation of GoogleSQL has no estimates (APPROX_QUANTILES): such a case is analysed, not run. */
const UNIMPLEMENTED = '12 UNIMPLEMENTED'

/** Long answers are compared with the reference query, run here. */
async function referenceRows(bench: Bench, one: Case) {
  const { columns, rows } = await bench.reference.rowsOf(one.check_query ?? one.reference_sql ?? '')
  const places = (one.expected?.columns ?? []).map((name) => columns.indexOf(name))
  return rows.map((row) => places.map((place) => row[place] ?? null))
}

/** Refused is right when it is refused for the reason MetricFlow has, in one line of plain text. */
async function refuse(bench: Bench, one: Case): Promise<Verdict> {
  const model = await modelOf(bench, one.manifest)
  const wanted = rejectClass(one.metricflow_error ?? '', model)
  try {
    sqlOf(bench, one.query, model)
    return { kind: 'failed', reason: `not refused (${wanted?.name ?? 'for no known reason'})` }
  } catch (error) {
    if (!(error instanceof NumizeError))
      return { kind: 'failed', reason: String((error as Error).stack).slice(0, 300) }
    const { code, message } = describeError(error)
    if (bench.options.flags['codes']) bench.options.print(`refused ${one.id}: ${code} ${message}`)
    if (!wanted) return { kind: 'failed', reason: `refused for a reason this set has no class for: ${code}` }
    if (!wanted.codes.includes(code))
      return { kind: 'failed', reason: `${code} where ${wanted.codes.join(' or ')} is right: ${wanted.name}` }
    return /[.?)]$/.test(message) && !message.includes('\n')
      ? { kind: 'passed' }
      : { kind: 'failed', reason: `not a sentence: ${message}` }
  }
}
