import type {
  ColumnsFilter,
  Field,
  Filter,
  GroupBy,
  Having,
  ListPlan,
  MetricRef,
  MetricsPlan,
  Operand,
  Plan,
  PlanWindow,
  QuestionPlan,
  TimeRange,
} from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Part } from '../outcome.ts'
import { type Day, dayOf } from '../period/calendar-date.ts'
import { sayComparison, sayOpen } from '../period/describe.ts'
import { saySample } from '../sample/say-sample.ts'
import { spelledOut, wordsOf } from '../text/words-of.ts'
import { listed, metricLabel, rowsLabel } from './labels.ts'

/**
 * Everything a plan asks, piece by piece in words, for a plan that did not come from a question's words. Nothing of it
 * is left out: each condition, bound and cut has its part.
 */
export function tellPlan(plan: QuestionPlan, index: CatalogIndex): readonly Part[] {
  const pieces = plan.kind === 'list' ? piecesOfList(plan, index) : piecesOfMetrics(plan, index)
  return pieces.map(([kind, reading]) => ({ kind, text: '', reading, span: null }))
}

type Piece = readonly [kind: Part['kind'], reading: string]

const piecesOfList = (plan: ListPlan, index: CatalogIndex): readonly Piece[] => [
  ['entity', `${plan.distinct ? 'Different rows of ' : ''}${rowsLabel(index, plan.root)}`],
  ['columns', listed(plan.columns.map(sayGroup))],
  ...plan.where.map((filter): Piece => ['filter', sayFilter(filter, index)]),
  ...timePieces(plan.time),
  ...plan.orderBy.map(({ by, direction }): Piece => ['order', sayOrder(by, direction)]),
  ...limitPieces(plan.limit),
]

const piecesOfMetrics = (plan: MetricsPlan, index: CatalogIndex): readonly Piece[] => [
  ...plan.metrics.map((ref): Piece => ['metric', sayMetric(ref, index)]),
  ...plan.groupBy.map((group): Piece => [group.grain ? 'grain' : 'dimension', `by ${sayGroup(group)}`]),
  ...plan.where.map((filter): Piece => ['filter', sayFilter(filter, index)]),
  ...plan.having.map((having): Piece => ['filter', sayHaving(having, index)]),
  ...timePieces(plan.time),
  ...(plan.compare ? [['comparison', sayComparison(plan.compare, null)] as const] : []),
  ...(plan.share ?? []).map(
    ({ of, within }): Piece => ['metric', `share of ${sayColumn(of)}${sayWithin(within)}`],
  ),
  ...(plan.window ?? []).map((window): Piece => ['metric', sayWindow(window)]),
  ...topPieces(plan),
  ...plan.orderBy.map(({ by, direction }): Piece => ['order', sayOrder(by, direction)]),
  ...limitPieces(plan.limit),
  ...(plan.sample ? [['sample', saySample(plan.sample)] as const] : []),
]

function sayMetric(ref: MetricRef, index: CatalogIndex): string {
  const where = (ref.where ?? []).map((filter) => sayFilter(filter, index))
  return `${sayAmount(ref, index)}${where.length === 0 ? '' : ` where ${listed(where)}`}`
}

const signs = { '+': ' plus ', '-': ' minus ', '*': ' times ' } as const

function sayAmount(ref: MetricRef, index: CatalogIndex): string {
  if ('metric' in ref) return metricLabel(index, ref.metric)
  if ('countOf' in ref) return `Number of ${sayPath(ref.countOf)}`
  if ('ratio' in ref)
    return `${sayMetric(ref.ratio.numerator, index)} divided by ${sayMetric(ref.ratio.denominator, index)}`
  if ('formula' in ref) return ref.formula.of.map((one) => sayMetric(one, index)).join(signs[ref.formula.op])
  const { aggregation, over, percentile, since } = ref.measure
  const which = percentile === undefined ? '' : ` ${percentile}`
  const elapsed = since ? ` since ${sayPath(since.dimension)} in ${since.unit}s` : ''
  return `${aggregation.replaceAll('_', ' ')}${which} of ${sayPath(over)}${elapsed}`
}

const sayGroup = ({ dimension, grain, datePart }: GroupBy): string => {
  const name = dimension === 'metric_time' ? '' : sayPath(dimension)
  const part = grain ?? datePart
  return part === undefined ? name || 'time' : name === '' ? part : `${part} of ${name}`
}

function timePieces(time: TimeRange | null): readonly Piece[] {
  if (time === null) return []
  const name = time.dimension === undefined ? '' : `${sayPath(time.dimension)}: `
  return [['period', `${name}${saySpan(time)}`]]
}

const isDay = (moment: string | null): boolean =>
  moment === null || /^[^T ]+(?:[T ]00:00(?::00)?)?$/.test(moment)

const toDay = (moment: string | null): Day | null => {
  const [year = 0, month = 1, day = 1] = (moment ?? '').slice(0, 10).split('-').map(Number)
  return moment === null ? null : dayOf(year, month, day)
}

function saySpan({ start, end }: TimeRange): string {
  if (isDay(start) && isDay(end)) return sayOpen(toDay(start), toDay(end))
  return [start === null ? '' : `from ${start}`, end === null ? '' : `until before ${end}`].join(' ').trim()
}

function topPieces({ top }: MetricsPlan): readonly Piece[] {
  if (!top) return []
  const way = top.direction === 'desc' ? 'highest' : 'lowest'
  const per = top.per.length === 0 ? '' : ` for each ${listed(top.per.map(sayColumn))}`
  const rest = top.other === true ? ', the others added up' : ''
  return [['limit', `the ${top.count} ${way} by ${sayColumn(top.by)}${per}${rest}`]]
}

const limitPieces = (limit: number | null): readonly Piece[] =>
  limit === null ? [] : [['limit', `at most ${limit} rows`]]

const sayOrder = (by: string, direction: 'asc' | 'desc'): string =>
  `ordered by ${sayColumn(by)}, ${direction === 'asc' ? 'lowest' : 'highest'} first`

const sayWithin = (within: readonly string[]): string =>
  within.length === 0 ? '' : ` within ${listed(within.map(sayColumn))}`

function sayWindow(window: PlanWindow): string {
  const of = `${sayColumn(window.of)}${sayWithin(window.within)}`
  if (window.kind === 'running') return `running total of ${of}`
  if (window.kind === 'rank') return `rank by ${of}`
  return `${window.average === true ? 'average' : 'sum'} over ${window.periods} periods of ${of}`
}

const spoken = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
} as const

const sayHaving = ({ column, op, value }: Having, index: CatalogIndex): string =>
  `${sayColumn(column)} ${spoken[op]} ${sayOperand(value, index)}`

const sayOperand = (value: Operand, index: CatalogIndex): string =>
  typeof value === 'object' ? sayInner(value.plan, index) : String(value)

function sayFilter(filter: Filter, index: CatalogIndex): string {
  if (filter.kind === 'not') return `not (${sayFilter(filter.filter, index)})`
  if ('filters' in filter)
    return listed(
      filter.filters.map((one) => sayFilter(one, index)),
      filter.kind,
    )
  return `${sayField(filter.field, index)} ${sayCondition(filter, index)}`
}

type Condition = Exclude<Filter, { readonly filters: readonly Filter[] } | { readonly kind: 'not' }>

function sayCondition(filter: Condition, index: CatalogIndex): string {
  if (filter.kind === 'compare') return `${spoken[filter.op]} ${sayOperand(filter.value, index)}`
  if (filter.kind === 'columns') return sayApart(filter)
  const not = filter.negate === true ? 'not ' : ''
  if (filter.kind === 'in') return `is ${not}${listed(filter.values.map(String), 'or')}`
  if (filter.kind === 'null') return `is ${not === '' ? 'unknown' : 'known'}`
  if (filter.kind === 'inPlan') return `is ${not}among ${sayInner(filter.plan, index)}`
  return `${not}${matches[filter.match]} "${filter.value}"`
}

function sayApart({ op, to, apart }: ColumnsFilter): string {
  const other = sayGroup(to)
  return apart ? `${spoken[op]} ${apart.count} ${apart.unit}s after ${other}` : `${spoken[op]} ${other}`
}

const matches = {
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  equalsIgnoringCase: 'is (in any case)',
} as const

const sayField = (field: Field, index: CatalogIndex): string =>
  'metric' in field
    ? `${metricLabel(index, field.metric)} of each ${listed(field.by.map(sayPath))}`
    : sayGroup(field)

/** A plan inside a condition, in brackets. */
const sayInner = (plan: Plan, index: CatalogIndex): string =>
  plan.kind === 'metrics' || plan.kind === 'list'
    ? `(${tellPlan(plan, index)
        .map(({ reading }) => reading)
        .join(', ')})`
    : `(${plan.kind})`

/** `origin_depot__depot_name` is the "depot name of the origin depot". */
function sayPath(path: string): string {
  const parts = path.split('__').map(sayColumn)
  const last = parts.at(-1) ?? ''
  const owner = parts.at(-2)
  return owner === undefined || last.startsWith(owner) ? last : `${last} of the ${owner}`
}

const sayColumn = (name: string): string => spelledOut(wordsOf(name)).join(' ')
