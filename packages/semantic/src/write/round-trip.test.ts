import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadProject, withoutPlaces } from '../load/load-project.ts'
import {
  AGGREGATIONS,
  type Dimension,
  type Entity,
  type Extras,
  GRAINS,
  type Measure,
  type Metric,
  type Model,
  type SemanticModel,
  type Unit,
} from '../model.ts'
import type { Project, Slice } from '../project.ts'
import { projectToFiles } from './project-files.ts'

const trimmed = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength }).map((text) => text.trim())
const words = fc.oneof(
  trimmed(20),
  fc.constantFrom(
    'yes',
    'null',
    '007',
    '1.0',
    '#5',
    "it's",
    'a: b',
    '- x',
    '{{ a }}',
    'x\ny',
    '2024-01-01',
    '<<',
    '*a',
  ),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const unit: fc.Arbitrary<Unit> = fc.oneof(
  fc.constantFrom<Unit>(
    { kind: 'percent' },
    { kind: 'count' },
    { kind: 'money', currency: 'EUR' },
    { kind: 'count', of: 'orders' },
  ),
  fc
    .constantFrom('second', 'minute', 'hour', 'day')
    .map((one): Unit => ({ kind: 'duration', unit: one as 'day' })),
  fc.constantFrom('km', 'USD', '%', 'days', 'kg CO2').map((symbol): Unit => ({ kind: 'other', symbol })),
)

const extras: fc.Arbitrary<Extras> = fc.record(
  {
    synonyms: fc.array(words, { minLength: 1, maxLength: 3 }),
    unit,
    upIsGood: fc.boolean(),
    pii: fc.boolean(),
    display: fc.boolean(),
    hidden: fc.boolean(),
    aggregations: fc.subarray([...AGGREGATIONS], { minLength: 1 }),
    roleOf: fc.constant('orders'),
    lineage: fc.constant({ entity: 'user', steps: ['a', 1, true] }),
    eventStream: fc.constantFrom(
      { entity: 'customer_2', time: 'customer_2', event: 'customer_2', id: null, identity: null },
      {
        entity: 'customer_2',
        time: 'customer_2',
        event: null,
        id: 'customer_2',
        identity: { model: 'model_0', from: 'customer', to: 'customer_2' },
      },
    ),
  },
  { requiredKeys: [] },
)

const about = { label: maybe(words), description: maybe(words), extras, place: fc.constant(null) }
const expr = (name: string) =>
  fc.constantFrom(name, `"${name} x"`, `CAST(${name} AS DATE)`, '1', `${name} * 0.01`)

const entity = (name: string, kind: Entity['kind']): fc.Arbitrary<Entity> =>
  fc.record({
    ...about,
    name: fc.constant(name),
    kind: fc.constant(kind),
    expr: expr(name),
    role: maybe(fc.constant('buyer')),
  })

const dimension = (name: string): fc.Arbitrary<Dimension> =>
  fc.boolean().chain((isTime) =>
    fc.record({
      ...about,
      name: fc.constant(name),
      kind: fc.constant(isTime ? ('time' as const) : ('categorical' as const)),
      expr: expr(name),
      grain: isTime ? fc.constantFrom(...GRAINS) : fc.constant(null),
      isPartition: fc.boolean(),
      validity: isTime ? fc.constantFrom('start' as const, 'end' as const, null) : fc.constant(null),
      dataType: fc.constant(null),
    }),
  )

const measure = (name: string): fc.Arbitrary<Measure> =>
  fc.record({
    ...about,
    name: fc.constant(name),
    aggregation: fc.constantFrom(...AGGREGATIONS),
    expr: expr(name),
    percentile: fc.constant(0.5),
    discretePercentile: fc.boolean(),
    approximatePercentile: fc.boolean(),
    timeDimension: fc.constant(null),
    nonAdditive: fc.constantFrom(null, { dimension: 'd0', choose: 'max' as const, groupings: ['customer'] }),
  })

const semanticModel = (index: number): fc.Arbitrary<SemanticModel> =>
  fc.record({
    ...about,
    name: fc.constant(`model_${index}`),
    relation: fc.constantFrom(
      { database: null, schema: null, name: 'orders' },
      { database: null, schema: 'mart', name: 'Order items' },
      { database: 'db', schema: 'mart', name: 'orders' },
    ),
    primaryEntity: fc.constant(index === 0 ? 'customer' : `entity_${index}`),
    defaultTimeDimension: fc.constant(null),
    entities: fc.tuple(
      entity(index === 0 ? 'customer' : 'customer_other', index === 0 ? 'primary' : 'foreign'),
      entity('customer_2', 'unique'),
    ),
    dimensions: fc.tuple(dimension('d0'), dimension('d1')),
    measures: fc.tuple(measure(`m_${index}_0`), measure(`m_${index}_1`)),
  })

const where = fc.constantFrom(
  "{{ Dimension('customer__d0') }} = 'FR'",
  "{{ TimeDimension('metric_time', 'day') }} >= '2020-01-01'",
)
const filters = fc.array(where, { maxLength: 2 })
const window = maybe(
  fc.record({ count: fc.integer({ min: 1, max: 60 }), grain: fc.constantFrom('day', 'month', 'alien_day') }),
)
const measureInput = fc.record({
  measure: fc.constantFrom('m_0_0', 'm_0_1'),
  alias: maybe(fc.constant('other')),
  filters,
  fillNullsWith: maybe(fc.constantFrom(0, 1.5)),
  joinToTimeSpine: fc.boolean(),
})
const metricInput = fc.record({
  metric: fc.constant('base'),
  alias: maybe(fc.constant('other')),
  filters,
  offsetWindow: window,
  offsetToGrain: maybe(fc.constant('month')),
})
const base = (name: string) => ({
  ...about,
  name: fc.constant(name),
  filters,
  defaultGrain: maybe(fc.constant('week')),
})

const metrics: fc.Arbitrary<readonly Metric[]> = fc.tuple(
  fc.record({ ...base('base'), kind: fc.constant('simple' as const), input: measureInput }),
  fc.record({
    ...base('part'),
    kind: fc.constant('ratio' as const),
    numerator: metricInput,
    denominator: metricInput,
  }),
  fc.record({
    ...base('made'),
    kind: fc.constant('derived' as const),
    expr: fc.constant('base * 2'),
    inputs: fc.tuple(metricInput),
  }),
  fc.record({
    ...base('running'),
    kind: fc.constant('cumulative' as const),
    input: measureInput,
    window,
    grainToDate: fc.constant(null),
    periodAggregation: fc.constantFrom('first' as const, 'last' as const, 'average' as const),
  }),
  fc.record({
    ...base('won'),
    kind: fc.constant('conversion' as const),
    base: measureInput,
    conversion: measureInput,
    entity: fc.constant('customer'),
    window,
    calculation: fc.constantFrom('conversions' as const, 'conversion_rate' as const),
    constantProperties: fc.constantFrom([], [{ base: 'd0', conversion: 'd1' }]),
  }),
)

const model: fc.Arbitrary<Model> = fc.record({
  semanticModels: fc.tuple(semanticModel(0), semanticModel(1)),
  metrics,
  timeSpines: fc.constantFrom(
    [],
    [
      {
        relation: { database: null, schema: 'mart', name: 'spine' },
        column: 'ds',
        grain: 'day',
        customGrains: [
          { name: 'fiscal', column: 'fiscal_year' },
          { name: 'alien', column: 'alien' },
        ],
      },
    ],
  ),
  savedQueries: fc.tuple(
    fc.record({
      ...about,
      name: fc.constant('saved'),
      metrics: fc.constant(['base']),
      groupBy: fc.constant(["Dimension('customer__d0')"]),
      where: filters,
      orderBy: fc.constant([]),
      limit: maybe(fc.constant(5)),
    }),
  ),
})

const unlimited: fc.Arbitrary<Slice> = fc.record({
  name: fc.constant('marketing'),
  label: words.filter((text) => text !== ''),
  description: maybe(words),
  audience: fc.constantFrom(['*'], ['analyst', 'ann@x.io'], []),
  models: fc.constantFrom(null, ['model_0'], []),
  metrics: fc.constantFrom(null, ['base'], []),
  hiddenDimensions: fc.constantFrom([], ['model_0.d0']),
  rowFilters: fc.constantFrom(
    [],
    [
      {
        model: 'model_0',
        where: "{{ Dimension('customer__d0') }} = {{ user('country') }}",
        description: null,
      },
    ],
  ),
  pii: fc.constantFrom([], [{ dimension: 'model_0.d1', mask: 'null' as const }]),
  inlineMeasures: fc.boolean(),
  place: fc.constant(null),
})

const limits = fc.constantFrom({}, { limits: { rows: 1000 } }, { limits: { bytes: 5e10, cost: 2.5 } })
const rules = fc.constantFrom<Partial<Slice>>(
  {},
  { minGroupSize: 1, rawRows: true, window: { kind: 'trailing', count: 1, grain: 'year' } },
  { minGroupSize: 10, groupEntity: 'customer', rawRows: false, aggregations: ['sum', 'count'], joins: [] },
  { window: { kind: 'between', from: '2025-01-01', to: null } },
)
const slice = fc
  .tuple(unlimited, limits, rules)
  .map(([one, most, more]): Slice => ({ ...one, ...most, ...more }))

const project = fc.record({
  name: fc.constant('shop'),
  label: fc.constantFrom('shop', 'The shop: all of it'),
  dir: fc.constant('/shop'),
  calendar: fc.record({
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
    weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
    fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
  }),
  now: fc.constantFrom('clock', 'data', '2025-06-30'),
  connection: fc.constantFrom(
    { kind: 'files' as const, path: './data' },
    { kind: 'files' as const, path: './data', schema: 'mart' },
    { kind: 'sqlite' as const, path: '/tmp/a b.db' },
  ),
  model,
  slices: fc.oneof(fc.constant([]), fc.tuple(slice)),
  lexicon: fc.constantFrom(
    { synonyms: [], ambiguous: [] },
    {
      synonyms: [{ phrase: 'turnover', means: 'base' }],
      ambiguous: [{ phrase: 'no', choices: ['base', 'part'] }],
    },
  ),
  examples: fc.array(words, { maxLength: 2 }),
  version: fc.constant(''),
})

const reload = (written: Project) => {
  const files = projectToFiles(written)
  return loadProject('/shop', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/shop/', '')) ?? '',
  })
}

const byName = (one: Project): unknown => ({
  ...(withoutPlaces({ ...one, version: '' }) as object),
  model: withoutPlaces({
    ...one.model,
    metrics: one.model.metrics.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }),
})

it('reads back exactly what it wrote, whatever stands in the texts', () => {
  fc.assert(
    fc.property(project, (written) => {
      const { project: read, problems } = reload(written)
      expect(problems).toEqual([])
      expect(byName(read as Project)).toEqual(byName(written))
    }),
    { numRuns: 25, endOnFailure: true },
  )
})
