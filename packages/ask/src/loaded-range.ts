import { NumizeError } from '@numize/base'
import type { Engine } from '@numize/engines'
import { compile, emptyMetricsPlan, noPolicies, type Project, type SemanticModel } from '@numize/semantic'

const DEADLINE_MS = 30_000

/** First and last local moments over the default time dimensions of every model that is counted by time. */
export async function loadedRange(
  project: Project,
  engine: Engine,
): Promise<{ readonly start: string; readonly end: string } | null> {
  const found = await Promise.all(project.model.semanticModels.map((fact) => rangeOf(fact, project, engine)))
  const ranges = found.filter((range) => range !== null)
  const starts = ranges.map(({ start }) => start).toSorted()
  const ends = ranges.map(({ end }) => end).toSorted()
  const [start, end] = [starts[0], ends.at(-1)]
  return start === undefined || end === undefined ? null : { start, end }
}

async function rangeOf(fact: SemanticModel, project: Project, engine: Engine) {
  const counted = fact.measures.length > 0 || project.model.metrics.length === 0
  if (!counted || fact.defaultTimeDimension === null) return null
  const over =
    fact.primaryEntity === null
      ? fact.defaultTimeDimension
      : `${fact.primaryEntity}__${fact.defaultTimeDimension}`
  const plan = {
    ...emptyMetricsPlan,
    metrics: [
      { measure: { over, aggregation: 'min' as const }, as: 'first' },
      { measure: { over, aggregation: 'max' as const }, as: 'last' },
    ],
  }
  try {
    const options = { dialect: engine.dialect, calendar: project.calendar, policies: noPolicies }
    const { stages } = compile(plan, project.model, options)
    const { rows } = await engine.run(stages.at(-1)?.sql ?? '', { deadlineMs: DEADLINE_MS, maxRows: 1 })
    const [start, end] = rows[0] ?? []
    return typeof start === 'string' && typeof end === 'string' ? { start, end } : null
  } catch (error) {
    if (error instanceof NumizeError) return null
    throw error
  }
}
