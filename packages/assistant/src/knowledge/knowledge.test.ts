import { type Catalog, createPlanner } from '@numize/planner'
import { loadProject, type Model } from '@numize/semantic'
import { expect, it } from 'vitest'
import { collectKnowledge, type Playbook } from './collect.ts'
import { createKnowledge } from './knowledge.ts'

const files: Readonly<Record<string, string>> = {
  'numize.yml': 'name: clinic\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/all.yml': `semantic_models:
  - name: visits
    model: ref('visits')
    defaults: {agg_time_dimension: seen_at}
    entities:
      - {name: visit, type: primary, expr: id}
      - {name: doctor, type: foreign, expr: doctor_id}
    dimensions:
      - {name: outcome, type: categorical}
      - {name: secret_score, type: categorical}
      - {name: seen_at, type: time, type_params: {time_granularity: day}}
    measures: [{name: fees, agg: sum, expr: fee, create_metric: true}]
  - name: doctors
    model: ref('doctors')
    entities:
      - {name: doctor, type: primary, expr: id}
      - {name: ward, type: foreign, expr: ward_id}
    dimensions: [{name: doctor_name, type: categorical}]
  - name: wards
    model: ref('wards')
    entities: [{name: ward, type: primary, expr: id}]
    dimensions: [{name: floor, type: categorical}]
`,
}

function clinic(): Model {
  const { project, problems } = loadProject('clinic', {
    list: () => Object.keys(files),
    read: (path) => files[path.replace(/^clinic\//, '')] ?? '',
  })
  if (!project) throw new Error(problems.map(({ message }) => message).join('\n'))
  return project.model
}

const without = (model: Model, dimension: string): Model => ({
  ...model,
  semanticModels: model.semanticModels.map((one) => ({
    ...one,
    dimensions: one.dimensions.filter(({ name }) => name !== dimension),
  })),
})

function knowledgeOf(model: Model, playbooks: readonly Playbook[]) {
  const catalog: Catalog = {
    model,
    calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
    lexicon: { synonyms: [], ambiguous: [] },
    values: [],
    inlineMeasures: true,
    dataRange: null,
    examples: [],
  }
  const planner = createPlanner(catalog)
  const items = collectKnowledge({ catalog, whole: clinic(), dbt: null, approved: [], playbooks })
  return createKnowledge(items, model, (question) => planner.mentions(question))
}

const notes: Playbook = {
  file: 'fees.md',
  text: '# Fees\nFees are billed when a visit ends, never before.\n# Scores\nThe secret_score is set by the board.\n# Holidays\nThe clinic is closed in August.',
}

it('finds the tables of a question and the one between them', () => {
  const found = knowledgeOf(clinic(), []).search('fees by floor', { count: 3, kinds: ['table'] })
  expect(found.map(({ item }) => item.id).toSorted()).toEqual([
    'table doctors',
    'table visits',
    'table wards',
  ])
})

it('finds a metric by a slip of its name and a passage by its words', () => {
  const knowledge = knowledgeOf(clinic(), [notes])
  expect(knowledge.search('feees', { count: 1, kinds: ['metric'] })[0]?.item.id).toBe('metric fees')
  const [passage] = knowledge.search('when are fees billed', { count: 1, kinds: ['playbook'] })
  expect(passage?.item.title).toBe('fees.md · Fees')
})

it('knows nothing of what a slice hides, not even from a playbook', () => {
  const { items } = knowledgeOf(without(clinic(), 'secret_score'), [notes])
  expect(JSON.stringify(items)).not.toContain('secret_score')
  expect(items.filter(({ kind }) => kind === 'playbook').map(({ title }) => title)).toEqual([
    'fees.md · Fees',
    'fees.md · Holidays',
  ])
})
