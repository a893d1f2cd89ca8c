import { expect, it } from 'vitest'
import { discoveredProject } from '../discover/discovered-project.ts'
import { loadProject } from '../load/load-project.ts'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { dbtContent } from './dbt-content.ts'
import { dbtProjectFiles, planImport } from './plan-import.ts'
import { readDbtFile } from './read-dbt-file.ts'
import {
  columns,
  model,
  modelId,
  runResults,
  type ShopOptions,
  shopManifest,
  testId,
} from './shop-manifest.ts'

type Files = Map<string, string>
const text = (json: object) => JSON.stringify(json)

function contentOf(
  options: Partial<ShopOptions> = {},
  results: object = runResults(6, { [testId('not_null', 'orders', 'amount')]: 'pass' }),
) {
  const project = assembleDbt([
    readDbtFile('m', text(shopManifest({ version: 12, ...options }))),
    readDbtFile('r', text(results)),
  ])
  return dbtContent(project, chooseModels(project, null), {
    from: '../target',
    select: null,
    place: (relation) => ({ ...relation, database: null }),
  })
}

function firstImport(): Files {
  const content = contentOf()
  return new Map(
    dbtProjectFiles(
      discoveredProject('shop', content.model, {
        connection: { kind: 'duckdb', path: 'w.duckdb' },
        dir: '/p',
      }),
      content,
    ),
  )
}

function load(files: Files) {
  const { project, problems } = loadProject('/p', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/p/', '')) ?? '',
  })
  expect(problems).toEqual([])
  if (!project) throw new Error('no project')
  return project
}

const plan = (files: Files, content = contentOf()) => planImport({ project: load(files), files }, content)

function applied(files: Files, content: ReturnType<typeof contentOf>): Files {
  const after = new Map(files)
  for (const [path, next] of plan(files, content).files)
    if (next === null) after.delete(path)
    else after.set(path, next)
  return after
}

const edit = (files: Files, path: string, from: string, to: string): Files => {
  expect(files.get(path)).toContain(from)
  return new Map([...files, [path, (files.get(path) ?? '').replace(from, to)]])
}

const ORDERS = {
  order_id: 'integer',
  customer_id: 'integer',
  ordered_at: 'timestamp',
  amount: 'double',
  channel: 'text',
}
const changedOrders = { nodes: { [modelId('orders')]: { columns: columns(ORDERS) } } }

it('has nothing to say when nothing changed', () => {
  expect(plan(firstImport())).toMatchObject({
    changes: [],
    updates: [],
    kept: [],
    conflicts: [],
    problems: [],
  })
  expect(plan(firstImport()).files.size).toBe(0)
})

it('tells what changed in a model, and what uses it', () => {
  const files = firstImport()
  files.set('slices/sales.yml', 'name: sales\nmetrics: [amount]\n')
  files.set('slices/people.yml', 'name: people\nmodels: [customers]\n')
  files.set('lexicon.yml', 'synonyms:\n  - {phrase: turnover, means: amount}\n')
  files.set('boards/weekly.yml', 'title: Weekly\nmetric: amount\n')
  const { changes, updates } = plan(files, contentOf(changedOrders))
  expect(changes).toHaveLength(1)
  expect(changes[0]).toMatchObject({
    kind: 'changed',
    details: [
      'column channel added (text)',
      'column status gone',
      'column amount: type numeric(10,2) → double',
    ],
    touches: [
      'semantic model orders',
      'metric amount',
      'slice sales',
      'synonym "turnover"',
      'boards/weekly.yml',
    ],
  })
  expect(updates).toEqual([{ action: 'changed', object: 'semantic model orders', file: 'models/orders.yml' }])
})

it('tells models that come and go', () => {
  const { changes, files } = plan(
    firstImport(),
    contentOf({
      nodes: {
        [modelId('customers')]: null,
        [modelId('refunds')]: model(12, 'refunds', {
          path: 'marts/refunds.sql',
          columns: columns({ refund_id: 'integer' }),
        }),
      },
    }),
  )
  expect(changes.map(({ kind, model: { label }, details }) => `${kind} ${label} ${details.join()}`)).toEqual([
    'added refunds chosen because it lies in the folder marts',
    'gone customers ',
  ])
  expect(files.get('models/customers.yml')).toBeNull()
  expect(files.get('models/refunds.yml')).toContain('name: refunds')
})

it('lets hand edits stay where dbt did not change, comments and all', () => {
  const label = edit(
    firstImport(),
    'models/orders.yml',
    'label: Amount',
    'label: Money in # asked for by finance',
  )
  const { kept, updates, files } = plan(label)
  expect(kept).toEqual([expect.stringMatching(/^semantic model orders \(models\/orders\.yml:\d+\)$/)])
  expect({ updates, size: files.size }).toEqual({ updates: [], size: 0 })
})

it('takes a change of one object into a file where another was edited, and loses no comment', () => {
  const edited = edit(
    firstImport(),
    'models/orders.yml',
    'metrics:\n  - name: amount\n    label: Amount',
    '# the board looks at these\nmetrics:\n  # finance owns it\n  - name: amount\n    label: Turnover # not Amount',
  )
  const after = applied(edited, contentOf(changedOrders))
  const written = after.get('models/orders.yml') ?? ''
  expect(written).toMatch(/# the board looks at these[^]*# finance owns it[^]*label: Turnover # not Amount/)
  expect(written).toContain('name: channel')
  expect(load(after).model.metrics[0]?.label).toBe('Turnover')
  expect(plan(after, contentOf(changedOrders))).toMatchObject({ updates: [], conflicts: [], changes: [] })
})

it('keeps yours where both changed, and says so once', () => {
  const edited = edit(firstImport(), 'models/orders.yml', 'label: Status', 'label: State')
  const { conflicts, updates } = plan(edited, contentOf(changedOrders))
  expect(conflicts).toEqual([
    expect.stringMatching(
      /^semantic model orders \(models\/orders\.yml:\d+\) was edited here and changed in dbt: yours is kept\.$/,
    ),
  ])
  expect(updates).toEqual([])
  const after = applied(edited, contentOf(changedOrders))
  expect(after.get('models/orders.yml')).toBe(edited.get('models/orders.yml'))
  expect(plan(after, contentOf(changedOrders)).conflicts).toEqual([])
})

it('does not bring back what was deleted, nor take away what was edited', () => {
  const files = firstImport()
  const without = new Map([...files].filter(([path]) => path !== 'models/customers.yml'))
  expect(plan(without)).toMatchObject({ updates: [], conflicts: [] })
  const edited = edit(files, 'models/customers.yml', 'label: Country', 'label: Land')
  const { conflicts, files: changed } = plan(edited, contentOf({ nodes: { [modelId('customers')]: null } }))
  expect(conflicts).toEqual([expect.stringContaining('is gone from dbt: yours is kept')])
  expect(changed.has('models/customers.yml')).toBe(false)
})

it('foresees what would be wrong afterwards', () => {
  const files = firstImport()
  files.set('slices/people.yml', 'name: people\nmodels: [customers]\n')
  const { problems } = plan(files, contentOf({ nodes: { [modelId('customers')]: null } }))
  expect(problems).toEqual([expect.objectContaining({ file: 'slices/people.yml', severity: 'error' })])
})

it('follows the state of tests, and keeps it when the last run was another command', () => {
  const failed = runResults(6, { [testId('not_null', 'orders', 'amount')]: 'fail' })
  const { changes } = plan(firstImport(), contentOf({}, failed))
  expect(changes[0]).toMatchObject({ details: ['test not_null(amount): pass → fail'], touches: [] })
  const after = applied(firstImport(), contentOf({}, failed))
  const later = applied(after, contentOf({}, runResults(6, {})))
  const orders = load(later).dbt?.models.find(({ label }) => label === 'orders')
  expect(orders?.tests.find(({ kind }) => kind === 'not_null')?.state).toMatchObject({
    status: 'fail',
    failures: 2,
  })
})

it('refuses a dbt.json that no import wrote', () => {
  const files = new Map([...firstImport(), ['dbt.json', '{"version": 2}']])
  const { project, problems } = loadProject('/p', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/p/', '')) ?? '',
  })
  expect(project).toBeNull()
  expect(problems[0]).toMatchObject({
    file: 'dbt.json',
    message: expect.stringContaining('not what an import wrote'),
  })
})
