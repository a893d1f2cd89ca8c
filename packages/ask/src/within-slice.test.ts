import { type Grant, grant } from '@numize/access'
import {
  type Check,
  emptyCheckPlan,
  emptyFunnelPlan,
  emptyListPlan,
  emptyProfilePlan,
  emptyRetentionPlan,
  type Filter,
  type FunnelPlan,
  loadProject,
  type RetentionPlan,
} from '@numize/semantic'
import { expect, it } from 'vitest'
import { withinSlice } from './within-slice.ts'

const FILES: Readonly<Record<string, string>> = {
  'numize.yml': 'name: shop\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/shop.yml': `semantic_models:
  - name: clicks
    model: ref('clicks')
    defaults: {agg_time_dimension: at}
    config: {meta: {numize: {event_stream: {entity: buyer, time: at, event: name}}}}
    entities:
      - {name: click, type: primary, expr: click_id}
      - {name: buyer, type: foreign, expr: buyer_id}
      - {name: device, type: foreign, expr: device_id}
    dimensions:
      - {name: at, type: time, type_params: {time_granularity: second}}
      - {name: seen_at, type: time, type_params: {time_granularity: second}}
      - {name: name, type: categorical}
      - {name: secret, type: categorical}
  - name: buyers
    model: ref('buyers')
    entities:
      - {name: buyer, type: primary, expr: buyer_id}
    dimensions:
      - {name: city, type: categorical}
      - {name: full_name, type: categorical, config: {meta: {numize: {pii: true}}}}
  - name: devices
    model: ref('devices')
    entities:
      - {name: device, type: primary, expr: device_id}
    dimensions:
      - {name: maker, type: categorical}
`,
  'slices/all.yml': `name: all
audience: [analyst]
min_group_size: 1
models: [clicks, buyers]
hidden_dimensions: [clicks.secret, clicks.seen_at]
`,
}

function analyst(): Grant {
  const { project, problems } = loadProject('/shop', {
    list: () => Object.keys(FILES).filter((name) => name.endsWith('.yml')),
    read: (path) => FILES[path.replace('/shop/', '')] ?? '',
  })
  if (!project) throw new Error(`the project did not load: ${JSON.stringify(problems)}`)
  return grant(project, { orgId: 'o', userId: 'an', roles: ['analyst'], attributes: {} })
}

const slice = analyst()
const isSet = (dimension: string): Filter => ({ kind: 'null', field: { dimension }, negate: true })
const retention: RetentionPlan = emptyRetentionPlan('clicks')
const funnel: FunnelPlan = { ...emptyFunnelPlan('clicks'), steps: [{ where: [isSet('name')] }] }
const checks = (...asked: readonly Check[]) => ({ ...emptyCheckPlan('clicks'), checks: asked })

const under = (root: string, dimension: string) => ({
  ...emptyListPlan('clicks'),
  also: [{ root, columns: [{ dimension }], where: [], time: null }],
})

it('writes every dimension of a funnel or retention as its whole path', () => {
  const whole = isSet('click__name')
  expect(withinSlice({ ...funnel, breakdown: [{ dimension: 'city' }] }, slice)).toMatchObject({
    steps: [{ where: [whole] }],
    breakdown: [{ dimension: 'buyer__city' }],
  })
  expect(withinSlice({ ...retention, start: [isSet('name')] }, slice)).toMatchObject({ start: [whole] })
})

it('profiles only what the slice shows', () => {
  const plan = withinSlice(emptyProfilePlan('clicks'), slice)
  expect(plan).toMatchObject({ dimensions: ['click__at', 'click__name'] })
})

it.each([
  ['a filter of a funnel', { ...funnel, where: [isSet('secret')] }],
  ['a step', { ...funnel, steps: [{ where: [isSet('secret')] }] }],
  ['an exclusion', { ...funnel, exclusions: [{ where: [isSet('secret')] }] }],
  ['a breakdown', { ...funnel, breakdown: [{ dimension: 'buyer__full_name' }] }],
  ['a filter of retention', { ...retention, where: [isSet('secret')] }],
  ['a start event', { ...retention, start: [isSet('secret')] }],
  ['a returning event', { ...retention, returning: [isSet('buyer__full_name')] }],
  ['a breakdown of retention', { ...retention, breakdown: [{ dimension: 'secret' }] }],
  [
    'a plan inside a step',
    {
      ...funnel,
      steps: [
        {
          where: [
            {
              kind: 'inPlan',
              field: { dimension: 'buyer' },
              plan: { ...funnel, where: [isSet('secret')], members: { step: 1, which: 'reached' } },
            },
          ],
        },
      ],
    },
  ],
  ['a profile', { ...emptyProfilePlan('clicks'), dimensions: ['secret'] }],
  ['a check for nulls', checks({ kind: 'nulls', dimension: 'secret' })],
  ['a check of keys', checks({ kind: 'duplicates', dimensions: ['name', 'secret'] })],
  ['a check of order', checks({ kind: 'order', earlier: 'at', later: 'seen_at' })],
  ['a lag', checks({ kind: 'lag', event: 'at', recorded: 'seen_at' })],
  ['gaps', checks({ kind: 'gaps', dimension: 'seen_at', grain: 'day' })],
  ['freshness', checks({ kind: 'freshness', dimension: 'seen_at', asOf: '2026-01-01' })],
  ['a list under another', under('clicks', 'secret')],
  ['a filter of a check', { ...checks({ kind: 'nulls', dimension: 'name' }), where: [isSet('secret')] }],
  [
    'a range by a hidden time',
    {
      ...emptyProfilePlan('clicks'),
      time: { start: '2026-01-01', end: null, dimension: 'seen_at' },
    },
  ],
] as const)('knows no hidden dimension in %s', (_, plan) => {
  expect(() => withinSlice(plan, slice)).toThrow(
    expect.objectContaining({ code: 'semantic/unknown-dimension' }),
  )
})

it('writes each of several lists within the slice', () => {
  const also = [{ root: 'buyers', columns: [{ dimension: 'city' }], where: [isSet('city')], time: null }]
  const plan = withinSlice({ ...emptyListPlan('clicks'), columns: [{ dimension: 'name' }], also }, slice)
  expect(plan).toMatchObject({
    columns: [{ dimension: 'click__name' }],
    also: [{ columns: [{ dimension: 'buyer__city' }], where: [isSet('buyer__city')] }],
  })
})

it.each([
  ['a funnel', { ...funnel, stream: 'devices' }],
  ['a list under another', under('devices', 'maker')],
  ['retention', emptyRetentionPlan('devices')],
  ['a profile', emptyProfilePlan('devices')],
  ['a check', { ...emptyCheckPlan('devices'), checks: [{ kind: 'nulls', dimension: 'maker' }] }],
  ['a check for rows it would look up', checks({ kind: 'orphans', entity: 'device' })],
] as const)('knows no hidden model in %s', (_, plan) => {
  expect(() => withinSlice(plan, slice)).toThrow(expect.objectContaining({ code: 'ask/outside-slice' }))
})
