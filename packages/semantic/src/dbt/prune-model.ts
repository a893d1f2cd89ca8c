import { checkMetrics } from '../load/check-metrics.ts'
import { checkModel } from '../load/check-model.ts'
import { namesOf } from '../load/model-names.ts'
import type { Metric, Model, SemanticModel } from '../model.ts'

/**
 * The model without what names something that is not in it: metrics on models that were not chosen, metrics of those,
 * saved queries of those, and semantic models that contradict themselves. Each is told with its reason.
 */
export function pruneModel(model: Model): { readonly model: Model; readonly notes: readonly string[] } {
  const notes: string[] = []
  const kept = withoutBroken(model, notes)
  const metrics = soundMetrics(kept, notes)
  const known = new Set(metrics.map(({ name }) => name))
  const savedQueries = kept.savedQueries.filter((query) => {
    const missing = query.metrics.find((name) => !known.has(name))
    if (missing !== undefined)
      notes.push(`The saved query ${query.name} is left out: it uses ${missing}, which is not imported.`)
    return missing === undefined
  })
  const whole = { ...kept, metrics, savedQueries }
  return { model: { ...whole, savedQueries: soundQueries(whole, notes) }, notes }
}

function withoutBroken(model: Model, notes: string[]): Model {
  const measures = new Set<string>()
  const semanticModels = model.semanticModels.flatMap((one): readonly SemanticModel[] => {
    const alone = { semanticModels: [one], metrics: [], timeSpines: [], savedQueries: [] }
    const problem = checkModel(alone).find(({ message }) => !isOfOthers(message))
    if (problem) {
      notes.push(`The semantic model ${one.name} is left out: ${problem.message}`)
      return []
    }
    const own = one.measures.filter(({ name }) => !measures.has(name) && measures.add(name))
    if (own.length < one.measures.length)
      notes.push(`Measures of ${one.name} that another semantic model has too are left out.`)
    return [{ ...one, measures: own }]
  })
  return { ...model, semanticModels }
}

/** Entities of other models cannot be seen from one alone. */
const isOfOthers = (message: string): boolean => /unknown entity/.test(message)

/** Round by round, because a metric that goes takes those made of it with it. */
function soundMetrics(model: Model, notes: string[]): readonly Metric[] {
  let metrics = model.metrics
  for (;;) {
    const names = namesOf({ ...model, metrics })
    const problems = new Map(
      metrics.flatMap((metric) =>
        checkMetrics({ ...model, metrics: [metric] }, names).map(
          ({ message }) => [metric.name, message] as const,
        ),
      ),
    )
    const circular =
      problems.size > 0 ? [] : checkMetrics({ ...model, metrics }, names).map(({ message }) => message)
    for (const message of circular) {
      const name = /^metric (\S+) /.exec(message)?.[1]
      if (name !== undefined) problems.set(name, message)
    }
    if (problems.size === 0) return metrics
    for (const [name, message] of problems)
      notes.push(`The metric ${name} is left out: ${message.replace(`metric ${name} `, 'it ')}`)
    metrics = metrics.filter(({ name }) => !problems.has(name))
  }
}

function soundQueries(model: Model, notes: string[]): Model['savedQueries'] {
  const problems = checkModel(model)
  return model.savedQueries.filter(({ name }) => {
    const problem = problems.find(({ message }) => message.startsWith(`saved query ${name}:`))
    if (problem) notes.push(`The saved query ${name} is left out: ${problem.message}`)
    return problem === undefined
  })
}
