import type { Filter, MetricRef } from '@numize/semantic'
import { modelsOfMetric } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { countingMetric } from '../index/counting-metric.ts'
import type { Column, Formula } from '../index/thing.ts'
import type { Quantity } from '../structure/frame.ts'
import { keyOf, wordsOf } from '../text/words-of.ts'
import { CannotFit, type Fitting } from './context.ts'
import { columnLabel, entityWords, metricLabel, rowsLabel, sentence } from './labels.ts'
import { needRef } from './refs.ts'
import { markedRows } from './subtype-rows.ts'

/** A quantity as a plan's metric: how it is asked, the output column it gives, the model its rows come from. */
export interface Measured {
  readonly ref: MetricRef
  readonly as: string
  readonly label: string
  readonly facts: readonly string[]
  /** Asked as what each counted row has, among the groups. */
  readonly ofEach?: boolean
}

/** How a resolved quantity is measured; `fact` is where its rows are counted when that is not its own model. */
export function measured(fitting: Fitting, quantity: Quantity, fact: string | null): Measured {
  const { index } = fitting
  if (quantity.kind === 'metric')
    return { ...governed(index, quantity.name), ...(quantity.ofEach === true ? { ofEach: true } : {}) }
  if (quantity.kind === 'count') return counted(fitting, quantity, fact)
  if (quantity.kind === 'ratio')
    throw new CannotFit(
      'not-supported',
      'I cannot take a ratio of two amounts as a part of something else yet.',
    )
  if (quantity.kind === 'formula') return composed(fitting, quantity)
  if (quantity.kind !== 'aggregate') throw new Error(`${quantity.kind} is no measure`)
  needInline(fitting, columnLabel(index, quantity.column))
  const from = fact ?? rowsBetween(fitting, quantity)
  const as = aggregateName(quantity)
  return {
    ref: {
      measure: {
        over: [needRef(fitting, from, quantity.column), ...(quantity.grain ? [quantity.grain] : [])].join(
          '__',
        ),
        aggregation: quantity.aggregation,
        ...rowsOf(quantity.column, from),
        ...sinceOf(fitting, quantity, from),
      },
      as,
      ...narrowed(markedRows(fitting, from, [quantity.column])),
    },
    as,
    label: aggregateLabel(index, quantity),
    facts: [from],
  }
}

function aggregateLabel(index: CatalogIndex, { aggregation, column, since, grain }: Aggregate): string {
  if (grain) return `${grain}s`
  const label = columnLabel(index, column)
  return since
    ? `${aggregation} time from ${columnLabel(index, since.column)} to ${label}`
    : `${aggregation} of ${label}`
}

const narrowed = (where: readonly Filter[]) => (where.length === 0 ? {} : { where })

/** What the question defines: its parts as they are asked, put together. */
function composed(fitting: Fitting, { name, op, of }: Formula): Measured {
  const parts = of.map((one) => measured(fitting, one, null))
  const as = wordsOf(name).join('_')
  const [first, second] = parts
  if (!first) throw new Error('a formula has parts')
  return {
    ref:
      op === '/' && second
        ? { ratio: { numerator: first.ref, denominator: second.ref }, as }
        : { formula: { op: op === '/' ? '*' : op, of: parts.map(({ ref }) => ref) }, as },
    as,
    label: sentence([name]),
    facts: [...new Set(parts.flatMap(({ facts }) => facts))],
  }
}

const governed = (index: CatalogIndex, name: string): Measured => ({
  ref: { metric: name },
  as: name,
  label: metricLabel(index, name),
  facts: modelsOfMetric(index.catalog.model, name),
})

function counted(
  fitting: Fitting,
  quantity: { readonly model: string; readonly column: Column | null },
  fact: string | null,
): Measured {
  const { index } = fitting
  if (quantity.column) {
    needInline(fitting, columnLabel(index, quantity.column))
    const from = fact ?? quantity.column.model
    const as = `number_of_${wordsOf(quantity.column.name).join('_')}`
    return {
      ref: {
        measure: {
          over:
            quantity.column.kind === 'key' && quantity.column.name !== index.schema.key(from)?.name
              ? heldRef(fitting, from, quantity.column)
              : needRef(fitting, from, quantity.column),
          aggregation: 'count_distinct',
          ...rowsOf(quantity.column, from),
        },
        as,
      },
      as,
      label: `Number of different ${columnLabel(index, quantity.column)}`,
      facts: [from],
    }
  }
  const metric = fact === null || fact === quantity.model ? countingMetric(index, quantity.model) : null
  if (metric !== null) return governed(index, metric)
  if (fact !== null && fact !== quantity.model) refuseUngoverned(index, quantity.model)
  const key = index.schema.key(quantity.model)
  const as = `number_of_${quantity.model}`
  const label = `Number of ${rowsLabel(index, quantity.model).toLowerCase()}`
  needInline(fitting, label)
  if (!key)
    throw new CannotFit(
      'not-supported',
      `${rowsLabel(index, quantity.model)} cannot be counted: they have no key.`,
    )
  if (fact !== null && fact !== quantity.model)
    return {
      ref: {
        measure: {
          over: heldRef(fitting, fact, key),
          aggregation: 'count_distinct',
          ...(isHeld(fitting, fact, key) ? {} : { rows: fact }),
        },
        as,
      },
      as,
      label,
      facts: [fact],
    }
  return { ref: { countOf: key.name, as }, as, label, facts: [quantity.model] }
}

/** Where a governed metric has the name of what is counted, no other count may stand in for it. */
function refuseUngoverned(index: CatalogIndex, model: string): void {
  const metric = index.phrases
    .find(keyOf(entityWords(index, model)))
    .find(({ thing, quality }) => thing.kind === 'metric' && quality >= 0.9)?.thing
  if (metric?.kind === 'metric')
    throw new CannotFit(
      'no-path',
      `${metricLabel(index, metric.name)} cannot be shown by this: no join leads there.`,
    )
}

/** A reference counted where it is held, not where it leads to: under the holder's own key. */
function heldRef(fitting: Fitting, fact: string, key: Column): string {
  const holder = fitting.index.schema.models.get(fact)
  return isHeld(fitting, fact, key) && holder?.primaryEntity
    ? `${holder.primaryEntity}__${key.name}`
    : needRef(fitting, fact, key)
}

const isHeld = (fitting: Fitting, fact: string, key: Column): boolean =>
  fitting.index.schema.models.get(fact)?.entities.some(({ name }) => name === key.name) === true

type Aggregate = Extract<Quantity, { kind: 'aggregate' }>

/** The output column of an aggregate. */
export const aggregateName = ({ aggregation, column, since, grain }: Aggregate): string =>
  grain
    ? `number_of_${grain}s`
    : since
      ? `${aggregation}_${since.unit}s_to_${column.name}`
      : `${aggregation}_${column.name}`

/** Of the time between dates of two models: the rows that lead to both. */
function rowsBetween(fitting: Fitting, { column, since }: Aggregate): string {
  if (!since || since.column.model === column.model) return column.model
  const { graph } = fitting.index
  const reaches = (from: string, to: string): boolean => graph.distance(from, to) !== null
  if (reaches(column.model, since.column.model)) return column.model
  if (reaches(since.column.model, column.model)) return since.column.model
  return graph.roots([column.model, since.column.model])[0] ?? column.model
}

const sinceOf = (fitting: Fitting, { since }: Aggregate, from: string) =>
  since ? { since: { dimension: needRef(fitting, from, since.column), unit: since.unit } } : {}

/** Rows of another model than the column's own are to be named. */
const rowsOf = ({ model, kind }: Column, from: string) =>
  model === from || kind === 'key' ? {} : { rows: from }

function needInline(fitting: Fitting, label: string): void {
  if (!fitting.index.catalog.inlineMeasures)
    throw new CannotFit(
      'not-supported',
      `${label} is not a governed metric here, and only governed metrics may be asked.`,
    )
}
