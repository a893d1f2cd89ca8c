import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Turn } from './conversation.ts'
import { type OpenProject, openProject, person } from './testing/open-project.ts'

const FILES = {
  'numize.yml': 'name: ferries\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/crossing.yml': `semantic_models:
  - name: crossing
    model: ref('crossing')
    defaults: {agg_time_dimension: left_on}
    entities:
      - {name: crossing, type: primary, expr: id}
    dimensions:
      - {name: left_on, type: time, type_params: {time_granularity: day}}
      - {name: harbour, type: categorical}
      - {name: state, type: categorical}
    measures:
      - {name: crossings, agg: sum, expr: "1", create_metric: true}
      - {name: fares, label: Fares, agg: sum, expr: fare, create_metric: true}
`,
  'slices/all.yml': 'name: all\naudience: [clerk]\nmin_group_size: 1\n',
  'data/crossing.csv': [
    'id,left_on,harbour,state,fare',
    '1,2026-01-10,Bergen,sailed,100',
    '2,2026-02-11,Bergen,sailed,50',
    '3,2026-02-20,Moss,sailed,30',
    '4,2026-02-21,Moss,cancelled,7',
  ].join('\n'),
}

let project: OpenProject
beforeAll(async () => {
  project = await openProject(FILES, '2026-03-15T12:00:00Z')
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
})

const principal = person('clerk')
const suggestedBy = ({ reply }: Turn): readonly string[] => {
  if (reply.status !== 'answered') throw new Error(JSON.stringify(reply))
  return reply.suggestions
}

it('suggests only what can be asked next, also where a like answer was given before', async () => {
  const assistant = project.assistant()
  for (const question of ['fares in January 2026', 'fares in February 2026', 'fares by harbour in 2026']) {
    const turn = await assistant.answer(question, { principal })
    const suggestions = suggestedBy(turn)
    expect(suggestions.length).toBeGreaterThan(1)
    for (const suggestion of suggestions) {
      const { reply } = await assistant.answer(suggestion, { principal, threadId: turn.threadId })
      expect([question, suggestion, reply.status]).toEqual([question, suggestion, 'answered'])
      await assistant.answer('undo', { principal, threadId: turn.threadId })
    }
  }
})

it('does not suggest the breakdown that is shown', async () => {
  const assistant = project.assistant()
  const whole = suggestedBy(await assistant.answer('fares in 2026', { principal }))
  const grouped = suggestedBy(await assistant.answer('fares by harbour in 2026', { principal }))
  expect([whole, grouped].map((all) => all.includes('by harbour'))).toEqual([true, false])
})
