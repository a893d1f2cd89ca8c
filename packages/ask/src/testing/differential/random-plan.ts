import { seededRandom } from '@numize/base'
import {
  type Check,
  type EventRange,
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyMetricsPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type Filter,
  type GroupBy,
  type MetricRef,
  type MetricsPlan,
  type Plan,
} from '@numize/semantic'
import { METRICS, type ModelName } from './model.ts'

export type Pick = <T>(...choices: readonly T[]) => T

/** The same choices for the same seed. */
export function picker(seed: string): Pick {
  const random = seededRandom(seed)
  return (...choices) => choices[Math.floor(random() * choices.length)] as never
}

/** What the plans of a run are counted as. */
export const PLAN_KINDS = [
  'metrics',
  'metrics over time',
  'metrics compared',
  'metrics ranked',
  'metrics along rows',
  'metrics sampled',
  'inline measures',
  'membership',
  'operand',
  'list',
  'retention',
  'funnel',
  'check',
  'profile',
] as const
export type PlanKind = (typeof PLAN_KINDS)[number]

const maybe = <T>(pick: Pick, value: () => T): readonly T[] => (pick(true, false, false) ? [value()] : [])

/** Dimensions by their whole path, of each fact: its own, and those that joins reach. */
const DIMENSIONS: Readonly<Record<ModelName, readonly string[]>> = {
  visits: [
    'visit__ward',
    'visit__reason',
    'visit__minutes',
    'patient',
    'patient__country',
    'patient__city',
    'patient__full_name',
    'patient__phone',
    'patient__weight',
    'doctor__grade',
    'doctor__surname',
  ],
  taps: [
    'tap__name',
    'tap__device',
    'tap__screen',
    'patient',
    'patient__country',
    'patient__phone',
    'patient__full_name',
  ],
  patients: ['patient__country', 'patient__city', 'patient__full_name', 'patient__phone', 'patient__weight'],
  doctors: ['doctor__grade', 'doctor__surname'],
  payroll: ['entry__who', 'doctor__grade'],
}
const TIMES: Readonly<Record<string, string>> = {
  visits: 'visit__seen_at',
  taps: 'tap__tapped_at',
  patients: 'patient__born',
}

const factOf = (metric: string): ModelName => METRICS[metric]?.of[0] ?? 'visits'

const VALUES: Readonly<Record<string, readonly (string | number)[]>> = {
  visit__ward: ['A', 'B', 'C'],
  visit__minutes: [0, 20, 45],
  patient__country: ['FR', 'DE', 'IT'],
  patient__city: ['Rome', 'Lyon'],
  patient__full_name: ['name~3', 'name~7', 'n'],
  patient__phone: ['phone~2'],
  patient__weight: [60, 70],
  doctor__grade: ['senior'],
  tap__name: ['open', 'book'],
  tap__device: ['ios', 'web'],
}

function filter(pick: Pick, fact: ModelName, depth: number): Filter {
  const form = depth > 0 ? pick('plain', 'plain', 'plain', 'not', 'or', 'metric') : pick('plain', 'metric')
  if (form === 'not') return { kind: 'not', filter: filter(pick, fact, depth - 1) }
  if (form === 'or')
    return { kind: 'or', filters: [filter(pick, fact, depth - 1), filter(pick, fact, depth - 1)] }
  return form === 'metric' && fact === 'visits' ? byMetric(pick) : plainFilter(pick, fact)
}

const byMetric = (pick: Pick): Filter => ({
  kind: 'compare',
  field: { metric: pick('cost', 'visits', 'taps'), by: ['patient'] },
  op: pick('>=', '<'),
  value: pick(1, 3, 50),
})

function plainFilter(pick: Pick, fact: ModelName): Filter {
  const dimension = pick(...DIMENSIONS[fact])
  const field = { dimension }
  const values = VALUES[dimension]
  const kind = pick('compare', 'compare', 'in', 'text', 'null')
  if (kind === 'null' || !values) return { kind: 'null', field, negate: pick(true, false) }
  if (kind === 'in') return { kind: 'in', field, values: [...values], negate: pick(true, false) }
  const value = pick(...values)
  if (typeof value === 'number') return { kind: 'compare', field, op: pick('=', '>', '<='), value }
  return kind === 'text'
    ? { kind: 'text', field, match: pick('contains', 'startsWith', 'equalsIgnoringCase'), value }
    : { kind: 'compare', field, op: pick('=', '!='), value }
}

/** Members of another plan. */
const membership = (pick: Pick): Filter => ({
  kind: 'inPlan',
  field: { dimension: 'patient' },
  plan: pick<Plan>(
    { ...emptyListPlan(pick('taps', 'visits', 'patients')), columns: [{ dimension: 'patient' }] },
    {
      ...emptyMetricsPlan,
      metrics: [{ metric: 'visits' }],
      groupBy: [{ dimension: 'patient' }],
      having: [{ column: 'visits', op: '>', value: 2 }],
    },
  ),
  negate: pick(true, false),
})

const RANGES: readonly EventRange[] = [
  { start: '2026-01-15', end: '2026-03-01' },
  { start: '2026-02-01', end: null },
  { start: null, end: '2026-03-15' },
]

function metrics(pick: Pick): MetricsPlan {
  const first = pick(...Object.keys(METRICS))
  const more = pick<readonly string[]>([], [], [pick('visits', 'cost', 'taps', 'patients')])
  const fact = factOf(first)
  const asked = [...new Set([first, ...more.filter((one) => factOf(one) === fact)])]
  return {
    ...emptyMetricsPlan,
    metrics: asked.map((metric): MetricRef => ({ metric })),
    groupBy: maybe(pick, () => ({ dimension: pick(...DIMENSIONS[fact]) })),
    where: maybe(pick, () => filter(pick, fact, 1)),
  }
}

const overTime = (pick: Pick): GroupBy => ({
  dimension: 'metric_time',
  grain: pick('day', 'week', 'month', 'month', 'quarter'),
})

const timed = (pick: Pick): MetricsPlan => {
  const plan = metrics(pick)
  return {
    ...plan,
    groupBy: [overTime(pick), ...plan.groupBy],
    time: pick(null, ...RANGES),
  }
}

function compared(pick: Pick): MetricsPlan {
  const plan = metrics(pick)
  return {
    ...plan,
    time: { start: '2026-02-01', end: '2026-03-01' },
    compare: pick(
      { kind: 'shift' as const, count: 1, grain: 'month' as const },
      { kind: 'range' as const, start: '2026-01-01', end: '2026-02-01' },
    ),
  }
}

function ranked(pick: Pick): MetricsPlan {
  const plan = metrics(pick)
  const by = nameOf(plan.metrics[0])
  const groupBy = [{ dimension: pick(...DIMENSIONS[factOf(by)]) }]
  return pick<MetricsPlan>(
    {
      ...plan,
      groupBy,
      top: {
        count: 2,
        by,
        direction: pick('asc', 'desc'),
        per: [],
        ties: pick('all', 'first'),
        other: pick(true, false),
      },
    },
    { ...plan, groupBy, orderBy: [{ by, direction: pick('asc', 'desc') }], limit: 3 },
    { ...plan, groupBy, having: [{ column: by, op: pick('>', '<='), value: pick(1, 5, 100) }] },
  )
}

const nameOf = (ref: MetricRef | undefined): string => (ref && 'metric' in ref ? ref.metric : '')

function alongRows(pick: Pick): MetricsPlan {
  const metric = pick('cost', 'visits', 'taps')
  const plan = { ...emptyMetricsPlan, metrics: [{ metric }] }
  const groupBy = [overTime(pick)]
  return pick<MetricsPlan>(
    { ...plan, groupBy, window: [{ kind: 'running', of: metric, within: [] }] },
    { ...plan, groupBy, window: [{ kind: 'rolling', of: metric, periods: 3, within: [] }] },
    {
      ...plan,
      groupBy: [{ dimension: pick(...DIMENSIONS[factOf(metric)]) }],
      window: [{ kind: 'rank', of: metric, direction: 'desc', within: [] }],
    },
    {
      ...plan,
      groupBy: [{ dimension: pick(...DIMENSIONS[factOf(metric)]) }],
      share: [{ of: metric, within: [] }],
    },
  )
}

/** By the entity the metrics need, or one that is masked, counted in parts or not met at all. */
function sampled(pick: Pick): MetricsPlan {
  const by = pick<string | null>(null, null, 'patient', 'visit', 'doctor')
  const plan = pick(metrics, timed, compared, ranked)(pick)
  return { ...plan, sample: { share: pick(0.2, 0.5, 0.9), ...(by === null ? {} : { by }) } }
}

function inline(pick: Pick): MetricsPlan {
  const over = pick(
    'visit__minutes',
    'patient__weight',
    'patient__phone',
    'patient__full_name',
    'visit__reason',
  )
  const aggregation = /minutes|weight/.test(over)
    ? pick('sum' as const, 'max' as const, 'min' as const)
    : pick('count_distinct' as const, 'max' as const)
  return {
    ...emptyMetricsPlan,
    metrics: [
      pick<MetricRef>(
        { measure: { over, aggregation }, as: 'figure' },
        { countOf: pick('visit', 'patient', 'entry'), as: 'figure' },
      ),
    ],
    groupBy: maybe(pick, () => ({ dimension: pick('patient__country', 'patient__city', 'patient__phone') })),
    where: maybe(pick, () => filter(pick, 'patients', 0)),
  }
}

function list(pick: Pick): Plan {
  const root = pick<ModelName>('visits', 'visits', 'patients', 'taps', 'doctors', 'payroll')
  const dimensions = DIMENSIONS[root]
  const time = TIMES[root]
  const columns = [
    ...new Set([pick(...dimensions), pick(...dimensions), ...(time ? maybe(pick, () => time) : [])]),
  ]
  const plan = {
    ...emptyListPlan(root),
    columns: columns.map((dimension) => ({ dimension })),
    where: maybe(pick, () => filter(pick, root, 1)),
    distinct: pick(true, false),
  }
  return pick<Plan>(plan, plan, {
    ...plan,
    orderBy: columns.map((by) => ({ by, direction: pick('asc', 'desc') })),
    limit: 5,
  })
}

const named = (pick: Pick): readonly Filter[] => [
  { kind: 'compare', field: { dimension: 'tap__name' }, op: '=', value: pick('open', 'search', 'book') },
]

const breakdown = (pick: Pick): readonly GroupBy[] =>
  maybe(pick, () => ({ dimension: pick('tap__device', 'patient__country', 'patient__phone') }))

const retention = (pick: Pick): Plan => ({
  ...emptyRetentionPlan('taps'),
  start: pick<readonly Filter[]>([], named(pick)),
  returning: pick<readonly Filter[]>([], named(pick)),
  where: maybe(pick, () => filter(pick, 'taps', 0)),
  membership: pick('firstTime', 'recurring'),
  grain: pick('day', 'week', 'month'),
  count: pick(2, 4),
  breakdown: breakdown(pick),
  time: pick(null, ...RANGES.slice(0, 1)),
  until: '2026-04-01',
  overall: pick(true, false),
})

const funnel = (pick: Pick): Plan => ({
  ...emptyFunnelPlan('taps'),
  steps: [{ where: named(pick) }, { where: named(pick) }],
  where: maybe(pick, () => filter(pick, 'taps', 0)),
  order: pick('ordered', 'strict', 'unordered'),
  entry: pick('first', 'any'),
  breakdown: breakdown(pick),
  window: { count: 14, grain: 'day' },
  members: pick(null, null, { step: pick(1, 2), which: pick('reached', 'dropped') }),
})

function check(pick: Pick): Plan {
  const checks: readonly Check[] = [
    { kind: 'nulls', dimension: pick('visit__minutes', 'visit__ward', 'visit__reason') },
    { kind: 'duplicates', dimensions: [pick('visit__ward', 'visit__minutes')] },
    { kind: 'orphans', entity: pick('patient', 'doctor') },
    { kind: 'order', earlier: 'visit__seen_at', later: 'visit__left_at' },
    { kind: 'lag', event: 'visit__seen_at', recorded: 'visit__left_at' },
    { kind: 'gaps', dimension: 'visit__seen_at', grain: pick('day', 'week') },
    { kind: 'freshness', dimension: 'visit__seen_at', asOf: '2026-04-01' },
  ]
  return {
    ...emptyCheckPlan('visits'),
    checks: [pick(...checks), pick(...checks)],
    where: maybe(pick, () => filter(pick, 'visits', 0)),
  }
}

const profile = (pick: Pick): Plan => {
  const model = pick<ModelName>('visits', 'patients', 'taps', 'payroll')
  return {
    ...emptyProfilePlan(model),
    dimensions: pick<readonly string[]>([], [pick(...DIMENSIONS[model].filter((one) => one.includes('__')))]),
    show: pick('summary', 'values'),
    where: maybe(pick, () => filter(pick, model, 0)),
  }
}

const operand = (pick: Pick): Plan => ({
  ...emptyListPlan('visits'),
  columns: [{ dimension: 'visit__ward' }, { dimension: 'visit__minutes' }],
  where: [
    {
      kind: 'compare',
      field: { dimension: 'visit__minutes' },
      op: pick('>', '<'),
      value: {
        plan: {
          ...emptyMetricsPlan,
          metrics: [{ metric: pick('typical_minutes', 'patients_seen', 'heaviest') }],
          where: maybe(pick, () => filter(pick, 'visits', 0)),
        },
      },
    },
  ],
})

const MAKERS: Readonly<Record<PlanKind, (pick: Pick) => Plan>> = {
  metrics,
  'metrics over time': timed,
  'metrics compared': compared,
  'metrics ranked': ranked,
  'metrics along rows': alongRows,
  'metrics sampled': sampled,
  'inline measures': inline,
  membership: (pick) => {
    const plan = metrics(pick)
    return { ...plan, where: [...plan.where, membership(pick)] }
  },
  operand,
  list,
  retention,
  funnel,
  check,
  profile,
}

/** A plan of a kind; some name what a slice does not show, or ask what cannot be answered. */
export const randomPlan = (kind: PlanKind, seed: string): Plan => MAKERS[kind](picker(seed))
