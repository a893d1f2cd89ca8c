import { type Benchmarks, benchmarkQuestion, compareWithBenchmarks } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import { assumedPeriod, statedPeriod } from './assumed-period.ts'
import type { Reply } from './conversation.ts'
import { type AheadTools, readOneMetric } from './one-metric.ts'

export type BenchmarkTools = AheadTools & { readonly benchmarks: () => Benchmarks }

/** A metric beside what others measured of it, where that is asked; null of other questions. */
export async function tellBenchmarks(
  question: string,
  tools: BenchmarkTools,
): Promise<Reply | Outcome | null> {
  const asked = benchmarkQuestion(question)
  const { catalog, fetch } = tools
  if (!asked || ownsWords(question, tools)) return null
  const read = readOneMetric(asked.about, tools, 'how do we compare with the benchmark for churn rate')
  if (!('plan' in read)) return read
  const period = statedPeriod(read.plan) ?? assumedPeriod(tools)
  const plan = { ...read.plan, groupBy: [], having: [], orderBy: [], limit: null, top: null, compare: null }
  const [result] = await fetch([{ ...plan, time: period }])
  const at = result?.columns.findIndex(({ role }) => role === 'metric') ?? -1
  const column = result?.columns[at]
  const metric = catalog.model.metrics.find(({ name }) => name === read.metric)
  const value = result?.rows[0]?.[at] ?? null
  const report = compareWithBenchmarks(
    {
      metric: read.metric,
      label: column?.label ?? read.metric,
      definition: metric?.description ?? null,
      unit: column?.unit ?? null,
      upIsGood: metric?.extras.upIsGood ?? null,
      value: value === null ? Number.NaN : Number(value),
      period,
    },
    tools.benchmarks(),
  )
  if (report.kind === 'none')
    return { status: 'refused', code: 'insights/no-benchmark', reason: report.reason, nearest: [] }
  return {
    status: 'told',
    title: report.headline,
    items: [...report.comparisons.map(({ text }) => text), ...report.notes],
    sql: result?.sql ?? null,
  }
}

const OTHERS = /benchmark|industry|market|sector|peer|competitor/gi

/** A model that speaks of benchmarks, industries or markets itself is asked for them like for anything else. */
function ownsWords(question: string, { catalog: { model } }: AheadTools): boolean {
  const said = (question.match(OTHERS) ?? []).map((word) => word.toLowerCase())
  const own = said.includes('benchmark') ? ['benchmark'] : said
  return [...model.metrics, ...model.semanticModels.flatMap(({ dimensions }) => dimensions)].some((one) => {
    const names = `${one.name} ${one.label ?? ''}`.toLowerCase()
    return own.some((word) => names.includes(word))
  })
}
