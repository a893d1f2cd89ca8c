import { expect, it } from 'vitest'
import { loadProject } from './load-project.ts'
import { manifestExtras } from './manifest-extras.ts'

const models = (stream: string): string => `semantic_models:
  - name: clicks
    model: ref('clicks')
    defaults: {agg_time_dimension: at}
    config: {meta: {numize: {event_stream: ${stream}}}}
    entities:
      - {name: click, type: primary, expr: click_id}
      - {name: visitor, type: foreign, expr: visitor_id}
    dimensions:
      - {name: at, type: time, type_params: {time_granularity: second}}
      - {name: name, type: categorical}
`

function load(stream: string) {
  const files: Readonly<Record<string, string>> = {
    'numize.yml': 'name: site\nconnection: {type: files, path: data}\n',
    'models/clicks.yml': models(stream),
  }
  return loadProject('/site', {
    list: () => Object.keys(files),
    read: (path) => files[path.replace('/site/', '')] ?? '',
  })
}

it('reads a declared event stream', () => {
  const { project, problems } = load('{entity: visitor, time: at, event: name, id: click}')
  expect(problems).toEqual([])
  expect(project?.model.semanticModels[0]?.extras.eventStream).toEqual({
    entity: 'visitor',
    time: 'at',
    event: 'name',
    id: 'click',
    identity: null,
  })
})

it.each([
  ['{entity: visitor}', 'needs time'],
  ['{entity: visitr, time: at}', 'visitr'],
  ['{entity: visitor, time: at, evnt: name}', 'evnt'],
  ['{entity: visitor, time: at, identity: {model: ids, from: a, to: b}}', 'ids'],
])('tells what is wrong with %s', (stream, word) => {
  const { problems } = load(stream)
  expect(problems.map(({ message }) => message).join(' ')).toContain(word)
  expect(problems[0]?.file).toBe('models/clicks.yml')
})

it('takes it from a dbt manifest too', () => {
  expect(manifestExtras({ event_stream: { entity: 'visitor', time: 'at' }, up_is_good: false })).toEqual({
    upIsGood: false,
    eventStream: { entity: 'visitor', time: 'at', event: null, id: null, identity: null },
  })
  expect(manifestExtras(null)).toEqual({})
})
