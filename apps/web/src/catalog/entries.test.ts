import type { CatalogView } from '@numize/server/contract'
import { expect, it } from 'vitest'
import { entriesOf, found } from './entries.ts'

const described = { description: null, synonyms: [] }
const catalog = {
  metrics: [
    { ...described, name: 'net_revenue', label: 'Net revenue', models: ['orders'], synonyms: ['takings'] },
    { ...described, name: 'orders', label: 'Orders', models: ['orders'] },
  ],
  models: [{ ...described, name: 'orders', label: 'Customer orders', relation: 'shop.orders' }],
  dimensions: [
    {
      ...described,
      name: 'city',
      path: 'customer__city',
      label: 'City',
      model: 'customer',
      kind: 'categorical',
    },
    {
      ...described,
      name: 'city',
      path: 'order__customer__city',
      label: 'City',
      model: 'customer',
      kind: 'categorical',
    },
    {
      ...described,
      name: 'customer',
      path: 'customer',
      label: 'Customer',
      model: 'customer',
      kind: 'entity',
    },
  ],
} as unknown as CatalogView

it('is found by any word of its name, label, synonyms and table, whatever the case', () => {
  const labels = (search: string) => found(entriesOf(catalog, 'metric'), search).map(({ label }) => label)
  expect(labels('')).toEqual(['Net revenue', 'Orders'])
  expect(labels('TAKINGS')).toEqual(['Net revenue'])
  expect(labels('revenue net')).toEqual(['Net revenue'])
  expect(labels('orders')).toEqual(['Orders', 'Net revenue'])
  expect(labels('refunds')).toEqual([])
})

it('tells two ways to the same dimension apart, and leaves keys out', () => {
  expect(entriesOf(catalog, 'dimension').map(({ label, hint }) => `${label} (${hint})`)).toEqual([
    'City (customer)',
    'City (customer, by order)',
  ])
})
