import type { Dimension, Entity, Metric, Model, SemanticModel } from '@numize/semantic'
import { wordsOf } from '../text/words-of.ts'
import type { Column } from './thing.ts'

/** Look-ups in a model that every part of the planner needs. */
export interface Schema {
  readonly model: Model
  readonly models: ReadonlyMap<string, SemanticModel>
  readonly metrics: ReadonlyMap<string, Metric>
  dimension(column: Column): Dimension | null
  entity(column: Column): Entity | null
  isNumeric(column: Column): boolean
  isTime(column: Column): boolean
  /** Columns that name a row of a model for a reader, best first; its key where nothing names it. */
  display(model: string): readonly Column[]
  /** The primary entity of a model as a column; null where it has none, or shares it as a part of other rows. */
  key(model: string): Column | null
  /** The time dimension rows of a model are counted by. */
  time(model: string): Column | null
}

export function createSchema(model: Model): Schema {
  const models = new Map(model.semanticModels.map((one) => [one.name, one]))
  const dimension = (column: Column): Dimension | null =>
    column.kind === 'dimension'
      ? (models.get(column.model)?.dimensions.find((one) => one.name === column.name) ?? null)
      : null
  const key = (name: string): Column | null => keyOf(models.get(name))
  return {
    model,
    models,
    metrics: new Map(model.metrics.map((metric) => [metric.name, metric])),
    dimension,
    entity: (column) =>
      column.kind === 'key'
        ? (models.get(column.model)?.entities.find((one) => one.name === column.name) ?? null)
        : null,
    isNumeric: (column) => isNumber(dimension(column)),
    isTime: (column) => dimension(column)?.kind === 'time',
    display: (name) => {
      const one = models.get(name)
      return one ? displayOf(one) : []
    },
    key,
    time: (name) => timeOf(models.get(name)),
  }
}

const isNumber = (one: Dimension | null): boolean =>
  one !== null &&
  one.kind === 'categorical' &&
  !isNumbering(one) &&
  (one.dataType === 'integer' ||
    one.dataType === 'decimal' ||
    one.dataType === 'double' ||
    (one.dataType === null && (one.extras.aggregations?.length ?? 0) > 0))

/** `policy_number`, `tax_code`: digits that only tell one thing from another are not added up. */
const isNumbering = ({ name, dataType }: Dimension): boolean => {
  const words = wordsOf(name)
  return (
    words.length > 1 &&
    dataType === 'integer' &&
    /^(number|no|nr|code|id|identifier)$/.test(words.at(-1) ?? '')
  )
}

function keyOf(one: SemanticModel | undefined): Column | null {
  if (!one || one.extras.rows !== undefined) return null
  const name = one.primaryEntity ?? one.entities.find((entity) => entity.kind === 'primary')?.name
  return name === undefined ? null : { kind: 'key', model: one.name, name }
}

function timeOf(one: SemanticModel | undefined): Column | null {
  if (!one) return null
  const times = one.dimensions.filter((dimension) => dimension.kind === 'time' && dimension.validity === null)
  const name = one.defaultTimeDimension ?? times[0]?.name
  return name === undefined ? null : { kind: 'dimension', model: one.name, name }
}

function displayOf(one: SemanticModel): Column[] {
  const column = (dimension: Dimension): Column => ({
    kind: 'dimension',
    model: one.name,
    name: dimension.name,
  })
  const shown = one.dimensions.filter((dimension) => dimension.extras.hidden !== true)
  const declared = shown.filter((dimension) => dimension.extras.display === true)
  if (declared.length > 0) return declared.map(column)
  const best = shown
    .map((dimension) => ({ dimension, rank: nameRank(dimension, one) }))
    .toSorted((a, b) => b.rank - a.rank)
    .find(({ rank }) => rank > 0)
  if (best) return fullName(best.dimension, shown).map(column)
  const key = keyOf(one)
  return key ? [key] : []
}

/** How much a column looks like the name of its row, best first; what fits none does not name it. */
const nameForms: readonly {
  readonly rank: number
  readonly fits: (words: readonly string[], own: readonly string[]) => boolean
}[] = [
  { rank: 0, fits: (words) => /^(last|family) name$|^lname$|^surname$/.test(words.join(' ')) },
  { rank: 6, fits: (words) => /^first name$|^fname$/.test(words.join(' ')) },
  { rank: 10, fits: (words) => words.length === 1 && /^(name|title)$/.test(words[0] ?? '') },
  { rank: 8, fits: (words, own) => words.length === 1 && own.includes(words[0] ?? '') },
  { rank: 9, fits: (words) => words.length === 2 && /(name|title)$/.test(words[1] ?? '') },
  { rank: 7, fits: (words) => /(name|title)$/.test(words.at(-1) ?? '') },
  { rank: 5, fits: (words) => words.at(-1) === 'label' },
  {
    rank: 4,
    fits: (words, own) =>
      /^(number|no|nr|code|reference)$/.test(words.at(-1) ?? '') && own.includes(words.at(-2) ?? ''),
  },
]

function nameRank(dimension: Dimension, one: SemanticModel): number {
  if (dimension.kind === 'time' || isNumber(dimension) || dimension.dataType === 'boolean') return 0
  const words = wordsOf(dimension.name)
  const own = wordsOf(one.primaryEntity ?? one.name)
  return nameForms.find(({ fits }) => fits(words, own))?.rank ?? 0
}

/** A first name is shown with its last name. */
function fullName(best: Dimension, all: readonly Dimension[]): Dimension[] {
  if (!/^(fname|first_?name)$/i.test(best.name)) return [best]
  const last = all.find((one) => /^(lname|last_?name|surname)$/i.test(one.name))
  return last ? [best, last] : [best]
}
