import {
  checkPlan,
  emptyListPlan,
  emptyMetricsPlan,
  loadProject,
  noPolicies,
  type Plan,
} from '@numize/semantic'
import { expect, it } from 'vitest'
import { boardContent, maySee } from './board.ts'
import { withShared } from './with-shared.ts'

const FILES = new Map([
  ['numize.yml', 'name: shop\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n'],
  [
    'models/shop.yml',
    `semantic_models:
  - name: orders
    model: ref('orders')
    defaults: {agg_time_dimension: ordered_on}
    entities: [{name: order, type: primary, expr: id}]
    dimensions:
      - {name: ordered_on, type: time, type_params: {time_granularity: day}}
      - {name: country, type: categorical}
    measures: [{name: orders, agg: sum, expr: "1", create_metric: true}]
  - name: suppliers
    model: ref('suppliers')
    entities: [{name: supplier, type: primary, expr: id}]
    dimensions: [{name: city, type: categorical}]
`,
  ],
])
const { project } = loadProject('/shop', {
  list: () => [...FILES.keys()],
  read: (path) => FILES.get(path.replace('/shop/', '')) ?? '',
})
if (!project) throw new Error('the project did not load')
const options = { dialect: 'duckdb', calendar: project.calendar, policies: noPolicies } as const
const problemsOf = (plan: Plan) => checkPlan(plan, project.model, options).map(({ message }) => message)

const country = { kind: 'in', field: { dimension: 'order__country' }, values: ['DK'] } as const
const time = { start: '2026-01-01', end: '2026-02-01' }
const orders = { ...emptyMetricsPlan, metrics: [{ metric: 'orders' }] }

it('a block is narrowed by what it knows, beside its own filters', () => {
  const own = { kind: 'null', field: { dimension: 'order__country' }, negate: true } as const
  const { plan, notApplied } = withShared({ ...orders, where: [own] }, { time, where: [country] }, problemsOf)
  expect(plan).toMatchObject({ time, where: [own, country] })
  expect(notApplied).toEqual([])
})

it('what a block cannot be narrowed by is told, and the rest holds', () => {
  const suppliers = { ...emptyListPlan('suppliers'), columns: [{ dimension: 'city' }] }
  const { plan, notApplied } = withShared(suppliers, { time, where: [country] }, problemsOf)
  expect(plan).toEqual(suppliers)
  expect(notApplied).toEqual(['time', 'order__country'])
})

it('nothing shared leaves a block as it is', () => {
  expect(withShared(orders, { time: null, where: [] }, problemsOf)).toEqual({ plan: orders, notApplied: [] })
})

it('a board is checked where it comes in', () => {
  const text = { kind: 'text', id: 'a', width: 1, text: '' }
  const board = { title: ' Sales ', description: null, range: '3M', filters: [], blocks: [text] }
  expect(boardContent.parse(board).title).toBe('Sales')
  const problems = (part: object) => boardContent.safeParse({ ...board, ...part }).error?.message ?? ''
  expect(problems({ blocks: [text, text] })).toContain('two blocks share an id')
  expect(problems({ title: '  ' })).not.toBe('')
  expect(problems({ script: 'x' })).toContain('script')
  expect(problems({ range: '9Y' })).not.toBe('')
  expect(problems({ blocks: Array.from({ length: 61 }, (_, at) => ({ ...text, id: `b${at}` })) })).toContain(
    'at most 60',
  )
})

it('a private board is its maker’s, a board of the team everybody’s', () => {
  const bob = { orgId: 'o', userId: 'bob', roles: ['editor'], attributes: {} }
  expect(maySee({ userId: 'ada', visibility: 'private' }, bob)).toBe(false)
  expect(maySee({ userId: 'ada', visibility: 'team' }, bob)).toBe(true)
  expect(maySee({ userId: 'bob', visibility: 'private' }, bob)).toBe(true)
})
