import { expect, it } from 'vitest'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { readDbtFile } from './read-dbt-file.ts'
import { model, modelId, type ShopOptions, shopManifest } from './shop-manifest.ts'

const shop = (options: Partial<ShopOptions> = {}) =>
  assembleDbt([readDbtFile('m', JSON.stringify(shopManifest({ version: 12, ...options })))])
const told = (project: ReturnType<typeof shop>, select: readonly string[] | null = null) =>
  Object.fromEntries(
    chooseModels(project, select).map(({ node, isChosen, reason }) => [
      node.label,
      `${isChosen ? 'yes' : 'no'}: ${reason}`,
    ]),
  )

const with_ = (name: string, more: object) => ({ nodes: { [modelId(name)]: model(12, name, { ...more }) } })

it('takes the marts and leaves the layers below, each with its reason', () => {
  expect(told(shop())).toEqual({
    stg_orders: 'no: its name begins with stg_',
    orders: 'yes: it lies in the folder marts',
    customers: 'yes: it lies in the folder marts',
  })
})

it.each([
  [
    'its meta',
    { meta: { numize: { business_ready: true } }, path: 'staging/x.sql' },
    'yes: its meta says business_ready: true',
  ],
  [
    'its meta against a mart',
    { meta: { business_ready: false }, path: 'marts/x.sql' },
    'no: its meta says business_ready: false',
  ],
  [
    'private access',
    { access: 'private', group: 'finance', path: 'marts/x.sql' },
    'no: it is private to the group finance',
  ],
  ['public access', { access: 'public', path: 'staging/x.sql' }, 'yes: its access is public'],
  ['a tag', { tags: ['business-ready'], path: 'int/x.sql' }, 'yes: it is tagged business-ready'],
  [
    'an ephemeral model',
    { config: { materialized: 'ephemeral' }, path: 'marts/x.sql' },
    'no: it is ephemeral: it has no table of its own',
  ],
  [
    'a package',
    { package_name: 'elementary', path: 'marts/x.sql' },
    'no: it comes with the package elementary',
  ],
  [
    'an old version',
    { version: 1, latest_version: 2, path: 'marts/x.sql' },
    'no: a later version of it exists',
  ],
  [
    'a place outside the layers',
    { path: 'x.sql' },
    'yes: it lies outside the staging and intermediate layers',
  ],
])('goes by %s', (_, more, reason) => {
  expect(Object.values(told(shop(with_('extra', more)))).at(-1)).toBe(reason)
})

it('takes what an exposure shows, though it is staging', () => {
  const exposures = {
    'exposure.shop.weekly': {
      unique_id: 'exposure.shop.weekly',
      name: 'weekly',
      label: 'Weekly report',
      type: 'dashboard',
      owner: { name: 'Ann' },
      depends_on: { nodes: [modelId('stg_orders')] },
    },
  }
  expect(told(shop({ more: { exposures } }))).toMatchObject({
    stg_orders: 'yes: the exposure Weekly report shows it',
  })
})

it.each([
  [['orders'], ['orders']],
  [['tag:gold'], ['gold_one']],
  [['path:models/marts'], ['orders', 'customers', 'gold_one']],
  [
    ['access:protected', 'customers'],
    ['stg_orders', 'orders', 'customers', 'gold_one'],
  ],
  [['shop.customers'], ['customers']],
])('takes what --models %s names and nothing else', (select, labels) => {
  const project = shop(with_('gold_one', { tags: ['gold'], path: 'marts/gold_one.sql' }))
  expect(
    chooseModels(project, select)
      .filter(({ isChosen }) => isChosen)
      .map(({ node }) => node.label),
  ).toEqual(labels)
})

it('offers the nearest name for one that is not there', () => {
  expect(() => chooseModels(shop(), ['ordrs'])).toThrow(
    'No dbt model is chosen by ordrs. Did you mean orders',
  )
  expect(() => chooseModels(shop(with_('x', { tags: ['finance'] })), ['tag:finanze'])).toThrow(
    /Did you mean tag:finance\?/,
  )
})

it('says how to choose where nothing looks ready', () => {
  const project = shop({ nodes: { [modelId('orders')]: null, [modelId('customers')]: null } })
  expect(() => chooseModels(project, null)).toThrow(
    /None of the 1 dbt models looks business-ready\. Choose them with --models/,
  )
})

it('finds the project by the hash of its name, however many models its packages bring', () => {
  const packaged = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [
      `model.kit.m${at}`,
      {
        ...model(5, `m${at}`, { path: `marts/m${at}.sql` }),
        unique_id: `model.kit.m${at}`,
        package_name: 'kit',
      },
    ]),
  )
  const choices = chooseModels(shop({ version: 5, nodes: packaged }), null)
  expect(choices.filter(({ isChosen }) => isChosen).map(({ node }) => node.label)).toEqual([
    'orders',
    'customers',
  ])
})
