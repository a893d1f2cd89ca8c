import { NumizeError } from '@numize/base'
import { z } from 'zod'
import { semanticModelFromManifest } from '../load/manifest.ts'
import type { Model } from '../model.ts'
import type { DbtSemantics } from './dbt-project.ts'
import { withMeasures } from './metrics-of-measures.ts'
import { isOldMetric, type OldMetric, readOldMetric } from './old-metrics.ts'
import { isRecord, members } from './shapes.ts'

/** What dbt authored, as a Model; metrics of the spec before dbt 1.6 apart, because they bring no semantic model. */
export interface ReadSemantics {
  readonly model: Model
  readonly oldMetrics: readonly OldMetric[]
  /** What could not be read, one sentence each. */
  readonly notes: readonly string[]
}

/** The objects of a `semantic_manifest.json`. */
export const semanticsOf = (json: Readonly<Record<string, unknown>>): DbtSemantics => ({
  semanticModels: list(json['semantic_models']),
  metrics: list(json['metrics']),
  savedQueries: list(json['saved_queries']),
  projectConfiguration: json['project_configuration'] ?? null,
})

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.filter(isRecord) : members(value).map(([, one]) => one)

type Raw = Readonly<Record<string, unknown>>

/** Object by object, so that one that cannot be read does not take the others with it. */
export function readSemantics(semantics: DbtSemantics): ReadSemantics {
  const notes: string[] = []
  const { semanticModels, metrics } = withMeasures(
    semantics.semanticModels as readonly Raw[],
    semantics.metrics as readonly Raw[],
  )
  const read = (what: string, key: string, one: unknown): Model => {
    try {
      return semanticModelFromManifest({ [key]: [one] })
    } catch (error) {
      notes.push(`The ${what} ${nameOf(one)} is left out: ${reasonOf(error)}.`)
      return nothing
    }
  }
  const old = metrics.filter(isOldMetric)
  const parts = [
    ...semanticModels.map((one) => read('semantic model', 'semantic_models', one)),
    ...metrics.filter((one) => !isOldMetric(one)).map((one) => read('metric', 'metrics', one)),
    ...semantics.savedQueries.map((one) => read('saved query', 'saved_queries', one)),
    readConfiguration(semantics.projectConfiguration, notes),
  ]
  return {
    model: {
      semanticModels: firstOfName(
        parts.flatMap((part) => part.semanticModels),
        'semantic model',
        notes,
      ),
      metrics: firstOfName(
        parts.flatMap((part) => part.metrics),
        'metric',
        notes,
      ),
      timeSpines: parts.flatMap((part) => part.timeSpines),
      savedQueries: firstOfName(
        parts.flatMap((part) => part.savedQueries),
        'saved query',
        notes,
      ),
    },
    oldMetrics: old.map(readOldMetric),
    notes,
  }
}

const nothing: Model = { semanticModels: [], metrics: [], timeSpines: [], savedQueries: [] }

function readConfiguration(projectConfiguration: unknown, notes: string[]): Model {
  try {
    return semanticModelFromManifest({ project_configuration: projectConfiguration })
  } catch (error) {
    notes.push(`The time spines are left out: ${reasonOf(error)}.`)
    return nothing
  }
}

function firstOfName<T extends { readonly name: string }>(
  all: readonly T[],
  what: string,
  notes: string[],
): readonly T[] {
  const seen = new Set<string>()
  return all.filter(({ name }) => {
    if (!seen.has(name)) return seen.add(name)
    notes.push(`A second ${what} is called ${name}: only the first is imported.`)
    return false
  })
}

const nameOf = (one: unknown): string =>
  isRecord(one) && typeof one['name'] === 'string' ? one['name'] : 'without a name'

function reasonOf(error: unknown): string {
  if (error instanceof NumizeError) return error.message.replace(/\.$/, '')
  if (!(error instanceof z.ZodError)) throw error
  const [issue] = error.issues
  return `its ${(issue?.path ?? []).slice(2).map(String).join(' › ') || 'form'} is not what we know`
}
