import { expect, it } from 'vitest'
import { shop } from '../compile/shop.ts'
import type { Model } from '../model.ts'
import { dimensionsOfMetrics, modelsOfMetric } from './metric-models.ts'
import { reachableDimensions } from './reachable.ts'
import { resolveDimension } from './resolve-dimension.ts'

const refs = (found: readonly { readonly ref: string }[]) => found.map(({ ref }) => ref)

it('reaches own dimensions first, then those of joined models, never ones that repeat rows', () => {
  expect(refs(reachableDimensions(shop, 'orders'))).toEqual([
    'order__ordered_at',
    'order__channel',
    'order__status',
    'order__amount',
    'order__is_large',
    'order',
    'customer',
    'order__is_paid',
    'customer__country',
    'customer__email',
    'customer__name',
    'customer__joined_on',
  ])
  expect(refs(reachableDimensions(shop, 'customers'))).not.toContain('order__channel')
})

it('finds the models of a metric through what it is made of', () => {
  expect(modelsOfMetric(shop, 'net_revenue')).toEqual(['orders', 'refunds'])
  expect(refs(dimensionsOfMetrics(shop, ['revenue', 'refunded']))).toEqual([
    'customer',
    'customer__country',
    'customer__email',
    'customer__name',
    'customer__joined_on',
  ])
  expect(() => modelsOfMetric(shop, 'revenu')).toThrow('Unknown metric: revenu.')
})

it('takes a whole path or a unique end of one', () => {
  expect(resolveDimension(shop, 'orders', 'customer__country')).toMatchObject({ model: 'customers', hops: 1 })
  expect(resolveDimension(shop, 'orders', 'country').ref).toBe('customer__country')
  expect(resolveDimension(shop, 'orders', 'order__customer')).toMatchObject({ hops: 0, dimension: null })
})

it.each([
  ['orders', 'customer__contry', 'semantic/unknown-dimension'],
  ['customers', 'order__channel', 'semantic/fan-out'],
  ['nothing', 'order__channel', 'semantic/unknown-model'],
])('tells why %s has no %s', (from, name, code) =>
  expect(() => resolveDimension(shop, from, name)).toThrow(expect.objectContaining({ code })),
)

/** A name two joined models share is ambiguous by its end and clear by its path; cycles end. */
const twice: Model = {
  ...shop,
  semanticModels: shop.semanticModels.map((model) => {
    const [first] = model.entities
    if (!first) return model
    const partner = { ...first, name: 'partner', kind: 'foreign' as const, expr: 'partner_id' }
    const self = { ...first, name: 'partner', kind: 'unique' as const, expr: 'id' }
    if (model.name === 'orders') return { ...model, entities: [...model.entities, partner] }
    return model.name === 'customers' ? { ...model, entities: [...model.entities, self] } : model
  }),
}

it('asks for the whole path where an end means several things', () => {
  expect(() => resolveDimension(twice, 'orders', 'country')).toThrow(
    'customer__country, partner__country. Give the whole path.',
  )
  expect(resolveDimension(twice, 'orders', 'partner__country').entityPath).toEqual(['partner'])
})
