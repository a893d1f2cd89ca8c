import { type Benchmarks, benchmarkQuestion, compareWithBenchmarks, type OwnFigure } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import type { Cell } from '@numize/semantic'
import { assumedPeriod, statedPeriod } from './assumed-period.ts'
import type { Reply } from './conversation.ts'
import { type AheadTools, type OneMetric, readOneMetric } from './one-metric.ts'

export type BenchmarkTools = AheadTools & { readonly benchmarks: () => Benchmarks }

/** A metric beside what others measured of it, where that is asked; null of other questions. */
export async function tellBenchmarks(
  question: string,
  tools: BenchmarkTools,
): Promise<Reply | Outcome | null> {
  const asked = benchmarkQuestion(question)
  if (!asked || ownsWords(question, tools)) return null
  const read = readOneMetric(asked.about, tools, 'how do we compare with the benchmark for churn rate')
  if (!('plan' in read)) return read
  const { own, sql } = await figureOf(read, tools)
  const report = compareWithBenchmarks(own, tools.benchmarks())
  if (report.kind === 'none')
    return { status: 'refused', code: 'insights/no-benchmark', reason: report.reason, nearest: [] }
  const items = [...report.comparisons.map(({ text }) => text), ...report.notes]
  return { status: 'told', title: report.headline, items, sql }
}

/** The metric of the period asked about, the last whole month unless one is. */
async function figureOf(
  { plan: asked, metric: name }: OneMetric,
  tools: BenchmarkTools,
): Promise<{ readonly own: OwnFigure; readonly sql: string | null }> {
  const period = statedPeriod(asked) ?? assumedPeriod(tools)
  const plan = { ...asked, groupBy: [], having: [], orderBy: [], limit: null, top: null, compare: null }
  const [result] = await tools.fetch([{ ...plan, time: period }])
  if (!result) throw new Error('ask gave no result for one plan')
  const at = result.columns.findIndex(({ role }) => role === 'metric')
  const { label, unit } = result.columns[at] ?? { label: name, unit: null }
  const metric = tools.catalog.model.metrics.find((one) => one.name === name)
  const value = figure(result.rows[0]?.[at])
  return {
    own: {
      metric: name,
      label,
      unit,
      definition: metric?.description ?? null,
      upIsGood: metric?.extras.upIsGood ?? null,
      value,
      period,
    },
    sql: result.sql,
  }
}

const figure = (cell: Cell | undefined): number =>
  cell === null || cell === undefined ? Number.NaN : Number(cell)

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
