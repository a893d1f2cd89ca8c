import {
  type ImportedModel,
  type Metric,
  type Place,
  type Project,
  personalColumns,
  type SemanticModel,
  type Slice,
  type TableProfile,
} from '@numize/semantic'
import { aggregationsOfMetric } from '../aggregations-of-metric.ts'
import { personalDimensions } from '../masks.ts'
import { narrowModel } from '../narrow-model.ts'
import { MIN_GROUP_SIZE } from '../slice.ts'

export interface ReadinessPoint {
  /** `blocker` = not to be exposed like this; `warning` = people will stumble; `hint` = would be better. */
  readonly weight: 'blocker' | 'warning' | 'hint'
  /** A file with its line where it is known, else the object. */
  readonly place: string
  readonly text: string
  readonly mend: string
}

export interface Readiness {
  /** 0–100: the share of what was looked at that is in order, by weight; at most 59 with a blocker. */
  readonly score: number
  /** Gravest first. */
  readonly points: readonly ReadinessPoint[]
  readonly looked: number
}

/** What was measured of the data; absent parts are not judged. */
export interface ReadinessFacts {
  readonly tables?: readonly TableProfile[]
  /** Last loaded local day of the data and today, both YYYY-MM-DD. */
  readonly lastDay?: string | null
  readonly today?: string
}

interface Looked extends ReadinessPoint {
  readonly ok: boolean
}

const WEIGHTS = { blocker: 8, warning: 3, hint: 1 } as const
const BLOCKED = 59
const STALE_DAYS = 3

/** How ready a slice is to be exposed: descriptions, units, keys, tests, freshness, personal data, rules. */
export function readiness(project: Project, slice: Slice, facts: ReadinessFacts = {}): Readiness {
  const visible = narrowModel(project.model, slice, [])
  const looked = [
    ...ofSlice(slice, project),
    ...visible.metrics.flatMap(ofMetric),
    ...visible.semanticModels.flatMap((model) => [
      ...ofModel(model),
      ...ofKeys(model, facts),
      ...ofTests(model, project),
    ]),
    ...ofPersonalData(project, slice, visible.semanticModels, facts),
    ...ofFreshness(project, facts),
  ]
  const points = looked
    .filter(({ ok }) => !ok)
    .map(({ weight, place, text, mend }): ReadinessPoint => ({ weight, place, text, mend }))
  const total = sum(looked)
  const score = total === 0 ? 100 : Math.round((100 * (total - sum(points))) / total)
  return {
    score: points.some(({ weight }) => weight === 'blocker') ? Math.min(score, BLOCKED) : score,
    points: points.toSorted((a, b) => WEIGHTS[b.weight] - WEIGHTS[a.weight]),
    looked: looked.length,
  }
}

const sum = (points: readonly Pick<ReadinessPoint, 'weight'>[]): number =>
  points.reduce((total, { weight }) => total + WEIGHTS[weight], 0)

const at = (place: Place | null, name: string): string => (place ? `${place.file}:${place.line}` : name)

function ofSlice(slice: Slice, { model }: Project): readonly Looked[] {
  const place = at(slice.place, `slice ${slice.name}`)
  const size = slice.minGroupSize ?? MIN_GROUP_SIZE
  const edges = model.metrics.some((metric) =>
    aggregationsOfMetric(model, metric).some((one) => one === 'min' || one === 'max'),
  )
  const showsEdges = slice.inlineMeasures || edges
  const mayEdges =
    slice.aggregations === undefined || slice.aggregations.some((one) => one === 'min' || one === 'max')
  return [
    {
      ok: slice.description !== null,
      weight: 'hint',
      place,
      text: `Slice ${slice.name} has no description.`,
      mend: 'Say in description what it is for and for whom.',
    },
    {
      ok: size === 1 || slice.rawRows === false,
      weight: 'warning',
      place,
      text: `Groups of fewer than ${size} are left out, but single rows can be listed, so they can be counted by hand.`,
      mend: 'Set raw_rows: false, or min_group_size: 1 where nothing needs to be kept back.',
    },
    {
      ok: slice.rawRows !== false || !showsEdges || !mayEdges,
      weight: 'hint',
      place,
      text: 'Single rows may not be listed, but a least or greatest value is what a single row holds.',
      mend: 'List the allowed aggregations without min and max.',
    },
  ]
}

function ofMetric(metric: Metric): readonly Looked[] {
  const place = at(metric.place, `metric ${metric.name}`)
  return [
    {
      ok: metric.description !== null,
      weight: 'warning',
      place,
      text: `Metric ${metric.name} has no description.`,
      mend: 'Say in description what it counts and what it leaves out.',
    },
    {
      ok: metric.extras.unit !== undefined || metric.kind === 'ratio' || metric.kind === 'conversion',
      weight: 'hint',
      place,
      text: `Metric ${metric.name} has no unit.`,
      mend: 'Set meta.numize.unit, such as {kind: money, currency: EUR} or {kind: count}.',
    },
  ]
}

const MOST_NAMED = 5

function ofModel(model: SemanticModel): readonly Looked[] {
  const place = at(model.place, `model ${model.name}`)
  const bare = model.dimensions.filter(
    ({ description, extras }) => description === null && extras.hidden !== true,
  )
  const names = bare.slice(0, MOST_NAMED).map(({ name }) => name)
  return [
    {
      ok: model.description !== null,
      weight: 'hint',
      place,
      text: `Model ${model.name} has no description.`,
      mend: 'Say in description what one row of it is.',
    },
    {
      ok: bare.length === 0,
      weight: 'hint',
      place,
      text: `${bare.length} of ${model.dimensions.length} dimensions of ${model.name} have no description: ${names.join(', ')}${bare.length > names.length ? ' …' : ''}.`,
      mend: 'Describe what is not clear from its name.',
    },
    {
      ok: model.measures.length === 0 || model.defaultTimeDimension !== null,
      weight: 'warning',
      place,
      text: `Model ${model.name} has measures but no time they are counted by.`,
      mend: 'Name one under defaults.agg_time_dimension, so that it can be asked over time.',
    },
  ]
}

/** A key that repeats makes every join to it count rows more than once. */
function ofKeys(model: SemanticModel, { tables }: ReadinessFacts): readonly Looked[] {
  const table = tables?.find(({ relation }) => relation.name === model.relation.name)
  return model.entities
    .filter(({ kind }) => kind === 'primary' || kind === 'unique')
    .flatMap((entity) => {
      const column = table?.columns.find(({ name }) => name === entity.expr)
      if (!column) return []
      const ok = column.unique && column.nulls === 0
      return [
        {
          ok,
          weight: 'blocker' as const,
          place: at(entity.place ?? model.place, `model ${model.name}`),
          text: `${entity.name} is the key of ${model.name}, but ${column.unique ? 'some rows have none' : 'several rows share one'}.`,
          mend: 'Remove what is double from the data, or declare the entity as foreign.',
        },
      ]
    })
}

function ofTests(model: SemanticModel, { dbt }: Project): readonly Looked[] {
  const built = dbt?.models.find(({ relation }) => relation.name === model.relation.name)
  if (!built) return []
  const failing = built.tests.filter(fails)
  const place = at(model.place, `model ${model.name}`)
  return [
    {
      ok: built.tests.length > 0,
      weight: 'hint',
      place,
      text: `dbt has no test of ${built.label}.`,
      mend: 'Test its key (unique, not_null) in dbt.',
    },
    {
      ok: failing.length === 0,
      weight: 'blocker',
      place,
      text: `${failing.length} ${failing.length === 1 ? 'test' : 'tests'} of ${built.label} failed in dbt: ${failing.map(({ kind, column }) => (column === null ? kind : `${kind} of ${column}`)).join(', ')}.`,
      mend: 'Mend the data in dbt and import it again.',
    },
  ]
}

const fails = ({ state }: ImportedModel['tests'][number]): boolean =>
  state !== null && (state.status === 'fail' || state.status === 'error')

function ofPersonalData(
  { model }: Project,
  slice: Slice,
  models: readonly SemanticModel[],
  { tables = [] }: ReadinessFacts,
): readonly Looked[] {
  const declared = new Set(personalDimensions(model).map(({ key }) => key))
  const said = new Map(slice.pii.map(({ dimension, mask }) => [dimension, mask]))
  const hidden = new Set(slice.hiddenDimensions)
  const found = personalColumns(tables)
  return models.flatMap((owner) =>
    owner.dimensions.flatMap((dimension): readonly Looked[] => {
      const key = `${owner.name}.${dimension.name}`
      const place = at(dimension.place ?? owner.place, key)
      if (hidden.has(key)) return []
      if (declared.has(key))
        return [
          {
            ok: said.get(key) !== 'show',
            weight: 'warning',
            place: at(slice.place, `slice ${slice.name}`),
            text: `${key} is personal data and is shown as it is.`,
            mend: 'Hide, hash or truncate it under pii, and let single people ask for raw values.',
          },
        ]
      const column = found.find((one) => one.table === owner.relation.name && one.column === dimension.expr)
      const because = column?.because ?? ''
      return [
        {
          ok: column === undefined || dimension.extras.pii === false,
          weight: 'blocker',
          place,
          text: `${key} seems to hold personal data (${because}) and is not marked.`,
          mend: 'Mark it with meta.numize.pii: true, or false where it is none.',
        },
      ]
    }),
  )
}

const DAY_MS = 86_400_000

function ofFreshness({ now }: Project, { lastDay, today }: ReadinessFacts): readonly Looked[] {
  if (now !== 'clock' || !lastDay || today === undefined) return []
  const days = Math.round((Date.parse(today) - Date.parse(lastDay)) / DAY_MS)
  return [
    {
      ok: days <= STALE_DAYS,
      weight: 'warning',
      place: 'numize.yml',
      text: `The newest rows are ${days} days old.`,
      mend: 'See why nothing is loaded, or say now: data in numize.yml where that is meant.',
    },
  ]
}
