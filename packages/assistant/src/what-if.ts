import { writeWhatIf } from '@numize/blocks'
import { whatIf, whatIfQuestion } from '@numize/insights'
import type { Outcome } from '@numize/planner'
import { assumedPeriod, assumingMonth, statedPeriod } from './assumed-period.ts'
import type { Reply } from './conversation.ts'
import { type AheadTools, readOneMetric } from './one-metric.ts'

const EXAMPLE = 'what if conversion in Germany rose by 10 % last month'

/** What would follow from a change, where one is thought of; the planner's question back or refusal. Null of other questions. */
export async function tellWhatIf(question: string, tools: AheadTools): Promise<Reply | Outcome | null> {
  const asked = whatIfQuestion(question)
  if (!asked) return null
  const { catalog, fetch } = tools
  const read = readOneMetric(asked.about, tools, EXAMPLE)
  if (!('plan' in read)) return read
  const stated = statedPeriod(read.plan)
  const period = stated ?? assumedPeriod(tools)
  const report = await whatIf({
    metric: read.metric,
    change: asked.change,
    where: read.plan.where,
    period,
    catalog,
    fetch,
  })
  if (report.kind === 'none')
    return { status: 'refused', code: 'insights/no-what-if', reason: report.reason, nearest: [] }
  const { result: actual, ...told } = report
  const label = told.metrics.find(({ role }) => role === 'changed')?.column.label ?? read.metric
  const reading = stated === null ? assumingMonth(read.reading, period) : read.reading
  const { result, answer } = writeWhatIf(
    {
      result: { ...actual, plan: told.plans.at(-1) ?? actual.plan },
      period,
      changed: `${lowered(label)} ${asked.said}`,
      metrics: told.metrics,
      asked: asked.asked === null ? null : metricNamed(asked.asked, tools),
      notes: told.notes,
    },
    reading,
  )
  return { status: 'answered', reading, result, answer, whatIf: told, suggestions: [] }
}

/** The metric that some words mean, where they mean one. */
function metricNamed(words: string, { planner, situation }: AheadTools): string | null {
  const outcome = planner.plan(words, { ...situation, previous: null })
  const plan = outcome.kind === 'reading' ? outcome.reading.plan : null
  const [first] = plan?.kind === 'metrics' ? plan.metrics : []
  return first && 'metric' in first ? first.metric : null
}

/** Within a sentence; abbreviations keep their capitals. */
const lowered = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
