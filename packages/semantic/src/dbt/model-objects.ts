import { hashJson } from '@numize/base'
import { withoutPlaces } from '../load/load-project.ts'
import type { Model, TimeSpine } from '../model.ts'
import { metricYaml } from '../write/metric-yaml.ts'
import { savedQueryYaml, semanticModelYaml, timeSpineYaml } from '../write/model-yaml.ts'
import type { Tree } from '../write/to-yaml.ts'

/** The keys of a model file under which objects stand. */
export type ObjectKind = 'semantic_models' | 'metrics' | 'saved_queries' | 'time_spines'

/** One object of a model, as it is compared and written. */
export interface ModelObject {
  readonly kind: ObjectKind
  readonly name: string
  /** Equal where the objects are, wherever they are written. */
  readonly hash: string
  readonly tree: Tree
  /** Where it was read; null of objects that keep no place. */
  readonly file: string | null
  readonly line: number
}

/** `metrics revenue`: how `dbt.json` calls an object. */
export const objectKey = ({ kind, name }: Pick<ModelObject, 'kind' | 'name'>): string => `${kind} ${name}`

/** For people: `metric revenue`. */
export const objectLabel = ({ kind, name }: Pick<ModelObject, 'kind' | 'name'>): string =>
  `${ONE[kind]} ${name}`

const ONE: Readonly<Record<ObjectKind, string>> = {
  semantic_models: 'semantic model',
  metrics: 'metric',
  saved_queries: 'saved query',
  time_spines: 'time spine',
}

/** Of a model that was loaded: hashes of one not yet written may differ from those of the same one read back. */
export function objectsOf(model: Model): ReadonlyMap<string, ModelObject> {
  const found = [
    ...model.semanticModels.map((one) => object('semantic_models', one, semanticModelYaml(one))),
    ...model.metrics.map((one) => object('metrics', one, metricYaml(one))),
    ...model.savedQueries.map((one) => object('saved_queries', one, savedQueryYaml(one))),
    ...model.timeSpines.map((one) => spineObject(one)),
  ]
  return new Map(found.map((one) => [objectKey(one), one]))
}

function spineObject(spine: TimeSpine): ModelObject {
  const named = { ...spine, name: spine.relation.name, place: null }
  return object('time_spines', named, timeSpineYaml(spine))
}

interface Placed {
  readonly name: string
  readonly place: { readonly file: string; readonly line: number } | null
}

const object = (kind: ObjectKind, one: Placed, tree: Tree): ModelObject => ({
  kind,
  name: one.name,
  hash: hashJson(withoutPlaces(one)),
  tree,
  file: one.place?.file ?? null,
  line: one.place?.line ?? 0,
})
