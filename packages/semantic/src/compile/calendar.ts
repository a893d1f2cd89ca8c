import { fail } from '../errors.ts'
import type { ModelIndex } from '../graph/model-index.ts'
import type { Dimension, SemanticModel, TimeSpine } from '../model.ts'
import { METRIC_TIME, rankOf } from './keys.ts'

const blank = { label: null, description: null, extras: {}, place: null } as const

/** The time a metric would be shown at, before any metric is named. */
export const calendarTime = (spine: Pick<TimeSpine, 'column'> | null): Dimension => ({
  ...blank,
  name: METRIC_TIME,
  kind: 'time',
  expr: spine?.column ?? METRIC_TIME,
  grain: null,
  isPartition: false,
  validity: null,
  dataType: null,
})

/** The declared spine of the coarsest grain that still tells `grain` apart; null when there is none. */
export function spineOf(index: ModelIndex, grain: string): TimeSpine | null {
  const rank = rankOf(index, grain)
  const fine = index.model.timeSpines.filter((spine) => rankOf(index, spine.grain) <= rank)
  return fine.toSorted((a, b) => rankOf(index, b.grain) - rankOf(index, a.grain))[0] ?? null
}

/**
 * The calendar itself as rows to be asked about: a row for each period of the declared spine.
 * @throws `semantic/no-time-spine`
 */
export function calendarModel(index: ModelIndex, grain: string): SemanticModel {
  const spine = spineOf(index, grain)
  if (!spine) throw fail('no-time-spine', { metric: METRIC_TIME, grain })
  return {
    ...blank,
    name: spine.relation.name,
    relation: spine.relation,
    primaryEntity: null,
    defaultTimeDimension: METRIC_TIME,
    entities: [],
    dimensions: [{ ...calendarTime(spine), grain: 'day' }],
    measures: [],
  }
}
