import { NumizeError } from '@numize/base'
import type { Engine } from '@numize/engines'
import {
  compile,
  type Dimension,
  emptyMetricsPlan,
  FINE_GRAINS,
  type Model,
  noPolicies,
  type Project,
  type SemanticModel,
} from '@numize/semantic'
import { localTime } from './moment.ts'

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

/** The range is asked for in UTC, as it is stored, and only its ends are converted: no row is. */
async function rangeOf(fact: SemanticModel, { calendar, model }: Project, engine: Engine) {
  const counted = fact.measures.length > 0 || model.metrics.length === 0
  const dated = fact.dimensions.find(({ name }) => name === fact.defaultTimeDimension)
  if (!counted || !dated) return null
  const over = fact.primaryEntity === null ? dated.name : `${fact.primaryEntity}__${dated.name}`
  const plan = {
    ...emptyMetricsPlan,
    metrics: [
      { measure: { over, aggregation: 'min' as const }, as: 'first' },
      { measure: { over, aggregation: 'max' as const }, as: 'last' },
    ],
  }
  try {
    const inUtc = { ...calendar, timeZone: 'UTC' }
    const options = { dialect: engine.dialect, calendar: inUtc, policies: noPolicies }
    const { stages } = compile(plan, toTheSecond(model, fact, dated), options)
    const { rows } = await engine.run(stages.at(-1)?.sql ?? '', { deadlineMs: DEADLINE_MS, maxRows: 1 })
    const [start, end] = rows[0] ?? []
    if (typeof start !== 'string' || typeof end !== 'string') return null
    return {
      start: localCell(start, dated, calendar.timeZone),
      end: localCell(end, dated, calendar.timeZone),
    }
  } catch (error) {
    if (error instanceof NumizeError) return null
    throw error
  }
}

/** The model with a time dimension that keeps its moments, where it has any. */
const toTheSecond = (model: Model, fact: SemanticModel, dated: Dimension): Model => {
  if (dated.dataType !== 'timestamp') return model
  const dimensions = fact.dimensions.map((one) =>
    one === dated ? { ...one, grain: 'second' as const } : one,
  )
  return {
    ...model,
    semanticModels: model.semanticModels.map((one) => (one === fact ? { ...one, dimensions } : one)),
  }
}

const WITHIN_A_DAY = new Set<string | null>([...FINE_GRAINS, 'second', 'minute', 'hour', null])

/** A stored moment as the project's zone has it: a day of dimensions counted by days. */
function localCell(cell: string, { dataType, grain }: Dimension, timeZone: string): string {
  if (dataType !== 'timestamp' || cell.length <= 10) return cell
  const local = localTime(Date.parse(`${cell.slice(0, 19).replace(' ', 'T')}Z`), timeZone)
  return WITHIN_A_DAY.has(grain) ? local.replace('T', ' ') : local.slice(0, 10)
}
