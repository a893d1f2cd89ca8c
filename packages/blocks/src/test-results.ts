import { seededRandom } from '@numize/base'
import {
  type Cell,
  emptyMetricsPlan,
  type MetricsPlan,
  type Result,
  type ResultColumn,
} from '@numize/semantic'

const column = (name: string, rest: Partial<ResultColumn>): ResultColumn => ({
  name,
  label: name,
  type: 'string',
  unit: null,
  role: 'dimension',
  grain: null,
  source: name,
  ...rest,
})

export const monthColumn = column('metric_time', {
  label: 'Month',
  type: 'date',
  role: 'time',
  grain: 'month',
})
export const spendColumn = column('spend', {
  label: 'Card spend',
  type: 'decimal',
  role: 'metric',
  unit: { kind: 'money', currency: 'USD' },
  additive: true,
})
export const ordersColumn = column('orders', {
  label: 'Orders',
  type: 'integer',
  role: 'metric',
  unit: { kind: 'count' },
  additive: true,
})
export const rateColumn = column('rate', {
  label: 'Approval rate',
  type: 'double',
  role: 'metric',
  unit: { kind: 'percent' },
  additive: false,
})
export const countryColumn = column('customer__country', { label: 'Country' })
export const sectorColumn = column('merchant__sector', { label: 'Sector' })
export const previousOf = (metric: ResultColumn): ResultColumn => ({
  ...metric,
  name: `${metric.name}__previous`,
  label: `${metric.label}, previous period`,
  role: 'previous',
})

/** A result as the engine would give it, for tests. */
export function resultOf(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  rest: Partial<Omit<Result, 'plan'>> & { plan?: Partial<MetricsPlan> } = {},
): Result {
  const { plan, ...other } = rest
  return {
    runHash: 'test',
    plan: { ...emptyMetricsPlan, ...plan },
    columns,
    rows,
    rowCount: rows.length,
    truncated: false,
    sql: 'SELECT 1',
    explanation: {
      metrics: columns
        .filter(({ role }) => role === 'metric')
        .map(({ name, label, unit }) => ({
          name,
          label,
          definition: unit?.kind === 'percent' ? 'approved divided by attempts' : 'sum of amount in payments',
          description: null,
        })),
      columns: [],
      joins: [],
      filters: [],
      policies: [],
    },
    dataVersion: 'v1',
    elapsedMs: 1,
    cached: false,
    incompleteFrom: null,
    ...other,
  }
}

const LABELS = [
  'FR',
  'DE',
  'United Kingdom',
  'Travel',
  'Groceries',
  'Apple',
  'Apple Pay',
  'the highest',
  'up 12 %',
  '42',
  'a.b[c]',
  '“quoted”',
  "it's",
  'lower case',
  'Ünïcode Ltd',
  '50 % off',
  'Top Shop',
  'May 2026',
  'x, y; z',
  '<b>bold</b>',
  null,
] as const

const month = (index: number): string =>
  `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`

const comparisons = [
  { kind: 'shift', count: 1, grain: 'year' },
  { kind: 'shift', count: 2, grain: 'year' },
  { kind: 'range', start: '2026-01-01', end: '2027-01-01' },
] as const

/** A random result of a random shape; figures are distinct, so that each claim about them has one truth. */
export function randomResult(seed: number): Result {
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item)
  const metric = pick([spendColumn, ordersColumn, rateColumn])
  const figure = (): Cell => {
    if (metric === rateColumn) return Math.round(random() * 1e6) / 1e6
    const size = 10 ** (1 + Math.floor(random() * 7))
    return metric === ordersColumn ? Math.floor(random() * size) + 1 : Math.round(random() * size * 100) / 100
  }
  const compare = random() < 0.4
  const figures = (): Cell[] => (compare ? [figure(), figure()] : [figure()])
  const metrics = compare ? [metric, previousOf(metric)] : [metric]
  const plan: Partial<MetricsPlan> = {
    time: { start: '2025-01-01', end: '2026-01-01' },
    compare: compare ? pick(comparisons) : null,
  }
  const months = Array.from({ length: 2 + Math.floor(random() * 20) }, (_, index) => month(index))
  const open = random() < 0.5 ? (months.at(-1) ?? null) : null
  const labels = shuffled(LABELS).slice(0, 2 + Math.floor(random() * 12))
  switch (pick(['one', 'time', 'category', 'series', 'two'])) {
    case 'one':
      return resultOf(metrics, [figures()], { plan })
    case 'time':
      return resultOf(
        [monthColumn, ...metrics],
        months.map((at) => [at, ...figures()]),
        { plan, incompleteFrom: open },
      )
    case 'category':
      return resultOf(
        [countryColumn, ...metrics],
        labels.map((label) => [label, ...figures()]),
        { plan },
      )
    case 'two':
      return resultOf(
        [countryColumn, sectorColumn, ...metrics],
        labels.flatMap((label) => ['Fuel', 'Rent', 'Bars'].map((sector) => [label, sector, ...figures()])),
        { plan },
      )
    default:
      return resultOf(
        [monthColumn, countryColumn, ...metrics],
        months.flatMap((at) => labels.map((label) => [at, label, ...figures()])),
        { plan, incompleteFrom: open },
      )
  }
}
