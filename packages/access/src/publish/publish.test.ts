import type { Model, Plan, Project, SemanticModel, Slice, TableProfile } from '@numize/semantic'
import { emptyMetricsPlan } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import type { Principal } from '../principal.ts'
import { windowsOf } from '../windows.ts'
import { diffSlices } from './diff-slices.ts'
import { publishSlice, type SliceUse } from './publish-slice.ts'
import { readiness } from './readiness.ts'
import { type SliceVersion, withPublished } from './slice-version.ts'

const described = { label: null, description: null, extras: {}, place: null }
const dimension = (name: string, kind: 'categorical' | 'time' = 'categorical') => ({
  ...described,
  name,
  kind,
  expr: name,
  grain: kind === 'time' ? ('day' as const) : null,
  isPartition: false,
  validity: null,
  dataType: null,
})
const customers: SemanticModel = {
  ...described,
  name: 'customers',
  relation: { database: null, schema: null, name: 'customers' },
  primaryEntity: 'customer',
  defaultTimeDimension: null,
  entities: [{ ...described, name: 'customer', kind: 'primary', expr: 'id', role: null }],
  dimensions: [dimension('contact'), dimension('joined_on', 'time')],
  measures: [],
}
const model: Model = { semanticModels: [customers], metrics: [], timeSpines: [], savedQueries: [] }
const slice = (more: Partial<Slice> = {}): Slice => ({
  name: 'sales',
  label: 'Sales',
  description: 'For sellers.',
  audience: ['seller'],
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: [],
  inlineMeasures: false,
  place: null,
  ...more,
})
const project: Project = {
  name: 'shop',
  label: 'Shop',
  dir: '/',
  now: 'clock',
  connection: { kind: 'files', path: '.' },
  model,
  slices: [slice()],
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  lexicon: { synonyms: [], ambiguous: [] },
  examples: [],
  version: '1',
}

describe('a difference in words', () => {
  it.each<[string, Partial<Slice>, Partial<Slice>, readonly string[]]>([
    ['of nothing', {}, {}, []],
    ['of defaults said out loud', {}, { minGroupSize: 5, rawRows: true }, []],
    ['of a list that was open', {}, { models: ['orders'] }, ['Models: only orders, before all.']],
    [
      'of a list',
      { audience: ['a', 'b'] },
      { audience: ['b', '*'] },
      ['Open to: added everyone; removed a.'],
    ],
    [
      'of rules',
      { minGroupSize: 5 },
      { minGroupSize: 10, groupEntity: 'customer', rawRows: false },
      ['Smallest group shown: 10 of customer, before 5 rows.', 'Single rows: not allowed, before allowed.'],
    ],
    [
      'of times',
      { window: { kind: 'trailing', count: 90, grain: 'day' } },
      { window: { kind: 'between', from: '2025-01-01', to: null } },
      ['Times: from 2025-01-01, before the last 90 days.'],
    ],
    [
      'of masks',
      { pii: [{ dimension: 'c.n', mask: 'hide' }] },
      { pii: [{ dimension: 'c.n', mask: 'hash' }] },
      ['Personal data: added c.n: hash; removed c.n: hide.'],
    ],
  ])('%s', (_, before, after, words) => expect(diffSlices(slice(before), slice(after))).toEqual(words))
})

const boss: Principal = { orgId: 'o', userId: 'boss', roles: ['data'], attributes: {} }

function memory() {
  const versions: SliceVersion[] = []
  return {
    list: () => Promise.resolve([...versions]),
    add: (_: string, version: Omit<SliceVersion, 'version' | 'at'>) => {
      const added = { ...version, version: versions.length + 1, at: '2026-01-01T00:00:00Z' }
      versions.push(added)
      return Promise.resolve(added)
    },
  }
}

it('publishes what breaks only with a reason, and puts it in place of its file', async () => {
  const keeper = memory()
  const use: SliceUse = { kind: 'saved view', name: 'Contacts', slice: 'sales', plan: emptyMetricsPlan }
  const problemsOf = (_: Plan, { hiddenDimensions }: Slice) =>
    hiddenDimensions.length > 0 ? ['it is gone'] : []
  const tools = { project: 'shop', keeper, uses: [use, { ...use, slice: 'other' }], problemsOf }
  const publish = (next: Slice, force?: string) =>
    publishSlice({ slice: next, before: slice(), by: boss, why: 'w', ...(force ? { force } : {}) }, tools)
  const hiding = slice({ hiddenDimensions: ['customers.contact'] })
  await expect(publish(hiding)).rejects.toThrow('saved view "Contacts": it is gone')
  await expect(
    publishSlice({ slice: hiding, before: null, by: { ...boss, roles: ['viewer'] }, why: 'w' }, tools),
  ).rejects.toThrow('manage:slice')
  expect(await keeper.list()).toEqual([])
  expect((await publish(hiding, 'law')).forced).toEqual({
    reason: 'law',
    broke: ['saved view "Contacts": it is gone'],
  })
  await expect(publish(hiding, 'law')).rejects.toThrow('nothing to publish')
  const used = withPublished(project, await keeper.list())
  expect(used.slices.map(({ hiddenDimensions }) => hiddenDimensions)).toEqual([['customers.contact']])
  expect(withPublished({ ...project, slices: [] }, await keeper.list()).slices).toHaveLength(1)
})

const column = (name: string, more: Partial<TableProfile['columns'][number]> = {}) => ({
  name,
  type: 'string' as const,
  nativeType: 'VARCHAR',
  nulls: 0,
  distinct: 3,
  unique: false,
  min: null,
  max: null,
  topValues: [],
  averageLength: 5,
  ...more,
})
const table = (...columns: TableProfile['columns']): TableProfile => ({
  relation: customers.relation,
  rowCount: 3,
  columns,
  primaryKey: [],
  foreignKeys: [],
})
const mails = ['a@b.example', 'c@d.example'].map((value) => ({ value, count: 1 }))

describe('readiness', () => {
  const texts = (...tables: TableProfile[]) =>
    readiness(project, slice(), { tables }).points.map(({ weight, text }) => `${weight}: ${text}`)
  it('blocks unmarked personal data and keys that repeat, without a value', () => {
    const found = texts(table(column('id'), column('contact', { topValues: mails })))
    expect(found).toContain('blocker: customer is the key of customers, but several rows share one.')
    expect(found.join()).toContain(
      'customers.contact seems to hold personal data (its values look like e-mail',
    )
    expect(found.join()).not.toContain('@')
  })
  it('has nothing to block where keys are unique and days are no phone numbers', () => {
    const days = ['2026-01-01', '2026-01-02'].map((value) => ({ value, count: 1 }))
    const found = texts(table(column('id', { unique: true }), column('contact', { topValues: days })))
    expect(found.filter((text) => text.startsWith('blocker'))).toEqual([])
  })
  it('scores higher what is mended, and at most 59 what is blocked', () => {
    const blocked = readiness(project, slice(), { tables: [table(column('id'))] })
    const open = readiness(project, slice(), { tables: [table(column('id', { unique: true }))] })
    const mended = readiness(project, slice({ rawRows: false }), {
      tables: [table(column('id', { unique: true }))],
    })
    expect(blocked.score).toBeLessThan(60)
    expect(mended.score).toBeGreaterThan(open.score)
    expect(open.points.every(({ place, mend }) => place !== '' && mend !== '')).toBe(true)
  })
})

it.each([
  [{ count: 10, grain: 'day' }, '2026-03-10', '2026-03-01', '2026-03-11'],
  [{ count: 1, grain: 'month' }, '2026-03-30', '2026-02-28', '2026-03-31'],
  [{ count: 1, grain: 'year' }, '2024-02-28', '2023-02-28', '2024-02-29'],
  [{ count: 2, grain: 'quarter' }, '2026-01-14', '2025-07-15', '2026-01-15'],
] as const)('a trailing window of %o on %s', (window, today, start, end) => {
  const wanted = slice({ window: { kind: 'trailing', ...window } })
  expect(windowsOf(project, wanted, today)).toMatchObject([
    { model: 'customers', dimension: 'joined_on', start, end },
  ])
})
