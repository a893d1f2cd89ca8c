import { expect, it } from 'vitest'
import { checkModel } from '../load/check-model.ts'
import type { DataType, Dimension, Model, SemanticModel } from '../model.ts'
import type { ColumnProfile, Inclusion, TableProfile } from '../profile.ts'
import { inclusionCandidates } from './candidates.ts'
import { discoverModel } from './discover-model.ts'

const ROWS = 1000

/** A column by its name and type; what matters to a test is added. */
const column = (name: string, type: DataType, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  name,
  type,
  nativeType: type,
  nulls: 0,
  distinct: 40,
  unique: false,
  min: null,
  max: null,
  topValues: [],
  averageLength: type === 'string' ? 8 : null,
  ...more,
})
const unique: Partial<ColumnProfile> = { unique: true, distinct: ROWS }

const table = (
  name: string,
  columns: readonly ColumnProfile[],
  more: Partial<TableProfile> = {},
): TableProfile => ({
  relation: { database: null, schema: null, name },
  rowCount: ROWS,
  columns,
  primaryKey: [],
  foreignKeys: [],
  ...more,
})

/** Every plausible pair holds, except those named. */
const measured = (
  tables: readonly TableProfile[],
  shares: Readonly<Record<string, number>> = {},
): readonly Inclusion[] =>
  inclusionCandidates(tables).map((pair) => ({ ...pair, share: shares[`${pair.table}.${pair.column}`] ?? 1 }))

const discover = (tables: readonly TableProfile[], shares: Readonly<Record<string, number>> = {}) => {
  const found = discoverModel(tables, measured(tables, shares))
  expect(checkModel(found.model)).toEqual([])
  return found
}

const modelNamed = (model: Model, name: string): SemanticModel => {
  const found = model.semanticModels.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name} among ${model.semanticModels.map((one) => one.name).join(', ')}`)
  return found
}

const entitiesOf = (model: Model, name: string): readonly string[] =>
  modelNamed(model, name).entities.map((entity) => `${entity.kind} ${entity.name} = ${entity.expr}`)

const dimensionOf = (model: Model, from: string, name: string): Dimension | undefined =>
  modelNamed(model, from).dimensions.find((dimension) => dimension.name === name)

const customers = table('customers', [
  column('id', 'integer', unique),
  column('name', 'string'),
  column('email', 'string', unique),
  column('country', 'string'),
  column('created_at', 'timestamp'),
])
const orders = table('orders', [
  column('order_id', 'integer', unique),
  column('customer_id', 'integer'),
  column('status', 'string'),
  column('amount_usd', 'decimal', { min: '1', max: '900' }),
  column('quantity', 'integer'),
  column('ordered_at', 'timestamp'),
  column('updated_at', 'timestamp'),
])

it('joins a well-kept warehouse by the names of its keys', () => {
  const { model, notes } = discover([orders, customers])
  expect(entitiesOf(model, 'orders')).toEqual(['primary order = order_id', 'foreign customer = customer_id'])
  expect(entitiesOf(model, 'customers')).toEqual(['primary customer = id'])
  expect(modelNamed(model, 'orders')).toMatchObject({
    primaryEntity: 'order',
    defaultTimeDimension: 'ordered_at',
  })
  expect(modelNamed(model, 'orders').dimensions.map(({ name }) => name)).toEqual([
    'status',
    'amount_usd',
    'quantity',
    'ordered_at',
    'updated_at',
  ])
  expect(dimensionOf(model, 'customers', 'name')?.extras).toEqual({ pii: true, display: true })
  expect(dimensionOf(model, 'customers', 'email')?.extras).toEqual({ pii: true })
  expect(notes).toEqual([])
})

it('adds up what is plainly added up, and names it like its column', () => {
  const { model } = discover([orders, customers])
  expect(model.metrics.map(({ name, label }) => `${name}: ${label}`)).toEqual([
    'amount_usd: Amount USD',
    'quantity: Quantity',
  ])
  expect(modelNamed(model, 'orders').measures[0]).toMatchObject({
    name: 'amount_usd_sum',
    aggregation: 'sum',
    extras: { unit: { kind: 'money', currency: 'USD' } },
  })
})

it('gives sums of the same name in several tables their table before it', () => {
  const line = (name: string) => table(name, [column('id', 'integer', unique), column('amount', 'decimal')])
  expect(
    discover([line('payments'), line('refunds')]).model.metrics.map(({ name, label }) => `${name}: ${label}`),
  ).toEqual(['payment_amount: Payment amount', 'refund_amount: Refund amount'])
})

it('says which keys are believed in spite of orphans, and drops those that do not hold', () => {
  expect(discover([orders, customers], { 'orders.customer_id': 0.953 }).notes).toEqual([
    'orders.customer_id points to customers, but only 95.3 % of its values are found there.',
  ])
  const { model } = discover([orders, customers], { 'orders.customer_id': 0.2 })
  expect(entitiesOf(model, 'orders')).toEqual(['primary order = order_id'])
  expect(dimensionOf(model, 'orders', 'customer_id')?.extras.aggregations).toBeUndefined()
})

it('believes nothing that was not measured', () => {
  expect(entitiesOf(discoverModel([orders, customers], []).model, 'orders')).toEqual([
    'primary order = order_id',
  ])
})

it('tells two keys to the same table apart by their roles', () => {
  const teams = table('teams', [column('team_id', 'integer', unique), column('team_name', 'string', unique)])
  const matches = table('matches', [
    column('match_id', 'integer', unique),
    column('home_team_id', 'integer'),
    column('away_team_id', 'integer'),
    column('played_on', 'date'),
  ])
  const { model } = discover([matches, teams])
  expect(entitiesOf(model, 'matches')).toEqual([
    'primary match = match_id',
    'foreign home_team = home_team_id',
    'foreign away_team = away_team_id',
  ])
  expect(entitiesOf(model, 'teams')).toEqual([
    'primary team = team_id',
    'unique home_team = team_id',
    'unique away_team = team_id',
  ])
})

it('shows a key to its own table as the same table in another role', () => {
  const employees = table('employees', [
    column('employee_id', 'integer', unique),
    column('full_name', 'string'),
    column('manager_id', 'integer'),
    column('salary', 'decimal'),
  ])
  const { model } = discover([employees])
  expect(entitiesOf(model, 'employees')).toEqual([
    'primary employee = employee_id',
    'foreign manager = manager_id',
  ])
  expect(modelNamed(model, 'manager')).toMatchObject({
    relation: { name: 'employees' },
    primaryEntity: 'manager',
    extras: { roleOf: 'employees' },
    measures: [],
  })
})

it('reads a bridge table as one without a key of its own', () => {
  const students = table('students', [column('id', 'integer', unique), column('name', 'string')])
  const courses = table('courses', [column('id', 'integer', unique), column('title', 'string')])
  const bridge = table('enrollments', [column('student_id', 'integer'), column('course_id', 'integer')])
  const { model } = discover([students, courses, bridge])
  expect(modelNamed(model, 'enrollments').primaryEntity).toBe('enrollment')
  expect(entitiesOf(model, 'enrollments')).toEqual([
    'foreign student = student_id',
    'foreign course = course_id',
  ])
})

it('joins on several columns where the source declares it', () => {
  const lines = table(
    'lines',
    [column('order_no', 'integer'), column('line_no', 'integer'), column('qty', 'integer')],
    {
      primaryKey: ['order_no', 'line_no'],
    },
  )
  const returns = table(
    'returns',
    [column('id', 'integer', unique), column('order_no', 'integer'), column('line_no', 'integer')],
    {
      primaryKey: ['id'],
      foreignKeys: [{ columns: ['order_no', 'line_no'], table: 'LINES', referenced: [] }],
    },
  )
  const key = "CAST(order_no AS VARCHAR) || '|' || CAST(line_no AS VARCHAR)"
  const { model } = discover([lines, returns])
  expect(entitiesOf(model, 'lines')).toEqual([`primary line = ${key}`])
  expect(entitiesOf(model, 'returns')).toEqual(['primary return = id', `foreign line = ${key}`])
})

it('does not join what would repeat rows, and says so', () => {
  const areas = table('areas', [column('area_code', 'integer', unique), column('state', 'string')], {
    primaryKey: ['area_code'],
  })
  const votes = table('votes', [column('vote_id', 'integer', unique), column('state', 'string')], {
    primaryKey: ['vote_id'],
    foreignKeys: [{ columns: ['state'], table: 'areas', referenced: ['state'] }],
  })
  const { model, notes } = discover([areas, votes])
  expect(entitiesOf(model, 'votes')).toEqual(['primary vote = vote_id'])
  expect(notes).toEqual(['votes.state points to areas.state, which repeats: the two are not joined.'])
})

it('reads camel case, glued and shortened names', () => {
  const tables = [
    table('xxcustomer', [
      column('xxcustid', 'string', unique),
      column('xxcustname', 'string'),
      column('xxcustbirthdate', 'date'),
      column('xxcusttype', 'string'),
    ]),
    table('xxinvoice', [
      column('xxinvid', 'string', unique),
      column('xxcustid', 'string'),
      column('xxinvtotal', 'decimal'),
    ]),
    table('xxcountry', [column('CountryCd', 'string', unique), column('CtryNm', 'string')]),
  ]
  const { model } = discover(tables)
  expect(entitiesOf(model, 'xxinvoice')).toContain('foreign customer = xxcustid')
  expect(modelNamed(model, 'xxcountry').label).toBe('Country')
  expect(dimensionOf(model, 'xxcountry', 'ctry_nm')).toMatchObject({
    label: 'Country name',
    expr: '"CtryNm"',
  })
})

it('leaves out the tags of a warehouse, and does not take a part of a word for one', () => {
  const plain = (text: string) => table(text, [column('note', 'string')])
  const entities = (...names: readonly string[]) =>
    discover(names.map(plain)).model.semanticModels.map(({ primaryEntity }) => primaryEntity)
  expect(entities('dim_customer', 'fct_orders')).toEqual(['customer', 'order'])
  expect(entities('consumers', 'constraints', 'console')).toEqual(['consumer', 'constraint', 'console'])
})

it('takes one file without any key as it is', () => {
  const products = table('products', [
    column('category', 'string'),
    column('price', 'double', { min: '0.5', max: '99' }),
    column('year', 'integer', { min: '1999', max: '2024' }),
    column('zip', 'integer', { min: '10001', max: '99999' }),
    column('order', 'integer'),
  ])
  const { model } = discover([products])
  expect(modelNamed(model, 'products')).toMatchObject({
    primaryEntity: 'product',
    entities: [],
    defaultTimeDimension: null,
  })
  expect(dimensionOf(model, 'products', 'price')?.extras.aggregations?.[0]).toBe('average')
  expect(dimensionOf(model, 'products', 'year')?.extras.aggregations).toEqual(['min', 'max'])
  expect(dimensionOf(model, 'products', 'zip')?.extras.aggregations).toBeUndefined()
  expect(dimensionOf(model, 'products', 'order')?.expr).toBe('"order"')
  expect(model.metrics).toEqual([])
})

it.each<[string, DataType, Partial<ColumnProfile>, unknown]>([
  ['price_eur', 'decimal', {}, { kind: 'money', currency: 'EUR' }],
  ['price', 'decimal', {}, undefined],
  ['conversion_rate', 'double', { min: '0.01', max: '0.4' }, { kind: 'percent' }],
  ['conversion_rate', 'double', { min: '1', max: '40' }, undefined],
  ['discount_pct', 'integer', { min: '0', max: '40' }, { kind: 'other', symbol: '%' }],
  ['duration_s', 'integer', {}, { kind: 'duration', unit: 'second' }],
  ['wait_minutes', 'integer', {}, { kind: 'duration', unit: 'minute' }],
  ['latency_ms', 'integer', {}, { kind: 'other', symbol: 'ms' }],
  ['distance_km', 'double', {}, { kind: 'other', symbol: 'km' }],
  ['num_employees', 'integer', {}, { kind: 'count' }],
  ['day', 'integer', {}, undefined],
])('%s (%s, %j) has the unit %j', (name, type, more, unit) => {
  const { model } = discover([table('things', [column('id', 'integer', unique), column(name, type, more)])])
  expect(dimensionOf(model, 'things', name)?.extras.unit).toEqual(unit)
})

it('tells a name that says which row it is from one that many rows share', () => {
  const prizes = (distinct: number) =>
    table('prizes', [column('id', 'integer', unique), column('prize_title', 'string', { distinct })])
  const shared = (distinct: number) =>
    dimensionOf(discover([prizes(distinct)]).model, 'prizes', 'prize_title')?.extras
  expect(shared(4)).toEqual({ display: true, repeats: true })
  expect(shared(ROWS - 3)).toEqual({ display: true })
})

it('brings cents to whole money only in the expression', () => {
  const currency = (values: readonly string[]) =>
    column('currency', 'string', {
      distinct: values.length,
      topValues: values.map((value) => ({ value, count: 5 })),
    })
  const sales = (values: readonly string[]) => [
    table('sales', [column('id', 'integer', unique), column('amount_cents', 'integer'), currency(values)]),
  ]
  const one = discover(sales(['EUR']))
  expect(dimensionOf(one.model, 'sales', 'amount')).toMatchObject({
    expr: 'amount_cents * 0.01',
    extras: { unit: { kind: 'money', currency: 'EUR' } },
  })
  expect(one.model.metrics.map(({ name }) => name)).toEqual(['amount'])
  const several = discover(sales(['EUR', 'USD']))
  expect(several.model.metrics).toEqual([])
  expect(several.notes).toEqual(['sales.amount_cents is in several currencies, so it is not added up.'])
})

it('reads text as what it holds, and says so', () => {
  const values = (...texts: readonly string[]) => texts.map((value, index) => ({ value, count: 50 - index }))
  const { model, notes } = discover([
    table('cars', [
      column('id', 'integer', unique),
      column('sold', 'string', {
        topValues: values('2024-01-31', '2024-02-01'),
        min: '2024-01-31',
        max: '2024-02-01',
      }),
      column('seen', 'string', { topValues: values('2024-01-31', 'soon'), min: '2024-01-31', max: 'soon' }),
      column('power', 'string', { topValues: values('110', '95.5', '130', 'null') }),
      column('phone', 'string', { topValues: values('5551', '5552', '5553') }),
    ]),
  ])
  expect(dimensionOf(model, 'cars', 'sold')).toMatchObject({
    kind: 'time',
    grain: 'day',
    expr: 'CAST(sold AS DATE)',
  })
  expect(dimensionOf(model, 'cars', 'seen')).toMatchObject({ kind: 'categorical', expr: 'seen' })
  expect(dimensionOf(model, 'cars', 'power')).toMatchObject({
    dataType: 'double',
    expr: 'TRY_CAST(power AS DOUBLE)',
  })
  expect(dimensionOf(model, 'cars', 'phone')).toMatchObject({ dataType: 'string', extras: { pii: true } })
  expect(notes).toHaveLength(2)
})

it('does not count by birth dates, and prefers when it happened over when it was written down', () => {
  const times = (...names: readonly string[]) =>
    modelNamed(
      discover([
        table('patients', [column('id', 'integer', unique), ...names.map((name) => column(name, 'date'))]),
      ]).model,
      'patients',
    ).defaultTimeDimension
  expect(times('birth_date')).toBeNull()
  expect(times('birth_date', 'updated_at', 'created_at')).toBe('created_at')
  expect(times('loaded_at', 'visit_date', 'end_date')).toBe('visit_date')
  expect(times('end_date')).toBe('end_date')
})

it('counts by a date that every row has rather than by one that only settled rows have', () => {
  const time = (paid: Partial<ColumnProfile>, ...others: readonly string[]) =>
    modelNamed(
      discover([
        table('bills', [
          column('id', 'integer', unique),
          column('paid_on', 'date', paid),
          ...others.map((name) => column(name, 'date')),
        ]),
      ]).model,
      'bills',
    ).defaultTimeDimension
  expect(time({ nulls: 120 }, 'issued_on', 'due_on')).toBe('issued_on')
  expect(time({ nulls: 0 }, 'issued_on')).toBe('issued_on')
  expect(time({ nulls: 400 })).toBe('paid_on')
})

it('gives the same model for the same profiles, in any number of runs', () => {
  expect(discover([orders, customers])).toEqual(discover([orders, customers]))
})
