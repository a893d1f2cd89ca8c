import type { Dimension, Metric, Model, Project, SemanticModel, Slice } from '@numize/semantic'
import { describe, expect, it } from 'vitest'
import type { Principal } from './principal.ts'
import { grant, slicesOf } from './slice.ts'

const described = { label: null, description: null, extras: {}, place: null }
const dimension = (name: string, extras = {}): Dimension => ({
  ...described,
  name,
  extras,
  kind: 'categorical',
  expr: name,
  grain: null,
  isPartition: false,
  validity: null,
  dataType: 'string',
})
const semanticModel = (name: string, parts: Partial<SemanticModel>): SemanticModel => ({
  ...described,
  name,
  relation: { database: null, schema: null, name },
  primaryEntity: name,
  defaultTimeDimension: null,
  entities: [],
  dimensions: [],
  measures: [],
  ...parts,
})
const sum = (name: string) => ({
  ...described,
  name,
  aggregation: 'sum' as const,
  expr: name,
  percentile: null,
  discretePercentile: false,
  approximatePercentile: false,
  timeDimension: null,
  nonAdditive: null,
})
const simple = (name: string, measure: string): Metric => ({
  ...described,
  name,
  kind: 'simple',
  filters: [],
  defaultGrain: null,
  input: { measure, alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
})

const model: Model = {
  semanticModels: [
    semanticModel('patient', { dimensions: [dimension('city'), dimension('full_name', { pii: true })] }),
    semanticModel('visit', { dimensions: [dimension('ward'), dimension('room')], measures: [sum('cost')] }),
    semanticModel('payroll', { measures: [sum('salary')] }),
  ],
  metrics: [simple('total_cost', 'cost'), simple('total_salary', 'salary')],
  timeSpines: [],
  savedQueries: [],
}
const slice = (parts: Partial<Slice>): Slice => ({
  name: 'care',
  label: 'Care',
  description: null,
  audience: ['nurse'],
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: [],
  inlineMeasures: true,
  place: null,
  ...parts,
})
const project = (...slices: Slice[]): Project => ({
  name: 'clinic',
  label: 'Clinic',
  dir: '/',
  now: 'clock',
  connection: { kind: 'files', path: '.' },
  model,
  slices,
  calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
  lexicon: { synonyms: [], ambiguous: [] },
  examples: [],
  version: '1',
})
const nurse: Principal = {
  orgId: 'o',
  userId: 'ana',
  roles: ['nurse'],
  attributes: { ward: "O'Neil", wards: ['A', 'B'] },
}
const wardFilter = (attribute: string) => ({
  model: 'visit',
  where: `{{ Dimension('visit__ward') }} = {{ user('${attribute}') }}`,
  description: null,
})

describe('who may use a slice', () => {
  it('counts roles, user names and everyone', () => {
    const slices = [
      slice({ name: 'a', audience: ['boss'] }),
      slice({ name: 'b', audience: ['ana'] }),
      slice({ name: 'c', audience: ['*'] }),
    ]
    expect(slicesOf(project(...slices), nurse).map(({ name }) => name)).toEqual(['b', 'c'])
  })

  it('refuses where no slice counts the asker in', () => {
    expect(() => grant(project(slice({ audience: ['boss'] })), nurse)).toThrow(
      'nothing of Clinic is exposed to you',
    )
  })

  it('refuses a slice of others by the names of the own ones', () => {
    const slices = [slice({}), slice({ name: 'pay', audience: ['boss'] })]
    expect(() => grant(project(...slices), nurse, { slice: 'pay' })).toThrow(
      'unknown slice: pay. Yours are care.',
    )
  })
})

describe('what a slice shows', () => {
  it('hides personal data unless the slice says how it is shown', () => {
    const columns = (parts: Partial<Slice>) =>
      grant(project(slice(parts)), nurse).visible.semanticModels[0]?.dimensions.map(({ name }) => name)
    expect(columns({})).toEqual(['city'])
    expect(columns({ pii: [{ dimension: 'patient.full_name', mask: 'hash' }] })).toEqual([
      'city',
      'full_name',
    ])
    expect(grant(project(slice({})), nurse).policies.masks).toEqual([
      { model: 'patient', dimension: 'full_name', mask: 'hide' },
    ])
  })

  it('keeps a metric only when every model it stands on is shown', () => {
    const { visible } = grant(project(slice({ models: ['patient', 'visit'] })), nurse)
    expect(visible.metrics.map(({ name }) => name)).toEqual(['total_cost'])
    expect(visible.semanticModels.map(({ name }) => name)).toEqual(['patient', 'visit'])
  })

  it('shows all of a project without slices, personal data too: it is the asker’s own file', () => {
    const { visible, policies } = grant(project(), nurse)
    expect(visible.semanticModels[0]?.dimensions).toHaveLength(2)
    expect(policies.masks).toEqual([])
  })
})

describe('row filters', () => {
  const filterOf = (attribute: string, who = nurse) =>
    grant(project(slice({ rowFilters: [wardFilter(attribute)] })), who).policies.rowFilters[0]?.where

  it('binds attributes as escaped literals', () => {
    expect(filterOf('ward')).toBe("{{ Dimension('visit__ward') }} = 'O''Neil'")
    expect(filterOf('wards')).toBe("{{ Dimension('visit__ward') }} = ('A', 'B')")
  })

  it('refuses who lacks the attribute, and never widens', () => {
    expect(() => filterOf('country')).toThrow(
      'filters rows by your attribute "country", which you do not have',
    )
    expect(() => filterOf('wards', { ...nurse, attributes: { wards: [] } })).toThrow('which you do not have')
  })

  it.each(["{{ Dimension('visit__room') }}", 'a\\', 'a\u0000b', "x' }} OR 1=1 {{"])(
    'refuses the attribute %j',
    (ward) => {
      expect(() => filterOf('ward', { ...nurse, attributes: { ward } })).toThrow(
        'characters that cannot be put',
      )
    },
  )

  it('gives another fingerprint to whoever sees other rows', () => {
    const of = (ward: string) =>
      grant(project(slice({ rowFilters: [wardFilter('ward')] })), { ...nurse, attributes: { ward } })
        .fingerprint
    expect(of('A')).toBe(of('A'))
    expect(of('A')).not.toBe(of('B'))
  })
})
