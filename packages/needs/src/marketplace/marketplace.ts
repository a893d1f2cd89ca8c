import { type ArchetypeBuild, dayDefects, factDefects } from '../builder.ts'
import { planEvents } from '../events.ts'
import { PROMOTION_LIFT } from '../growth.ts'
import { makeNormals } from '../quantiles.ts'
import { marketplaceKpis } from './kpi-views.ts'
import {
  FRAUD_SHARE,
  makeDrafts,
  makeOrderItems,
  makeOrders,
  makePayments,
  OUTAGE_SHARE,
  PROMOTION_DISCOUNT,
  PROMOTION_ORDERS,
  RAISED_TAKE_RATE_PERCENT,
  SHIFT,
  TAKE_RATE_PERCENT,
} from './orders.ts'
import { makeBuyers, makeCategories, makeListings, makeSellers, makeSnapshots } from './people.ts'
import { MARKETPLACE_STAGING, stageMarketplace } from './staging.ts'

/** A place where small shops sell handmade things: single-shop orders, paid on the day, a fee on each. */
export const marketplace: ArchetypeBuild = {
  spikeColumns: ['buyer_id', 'currency'],
  planEvents: (trajectory, window) => planEvents(trajectory, window, EVENTS),
  steps: (size) => [
    { name: 'dim_buyer', run: (build) => makeBuyers(build, size.customers) },
    { name: 'dim_seller', run: (build) => makeSellers(build, size.offers / 10) },
    {
      name: 'dim_category',
      run: async (build) => {
        await makeNormals(build.db)
        await makeCategories(build)
      },
    },
    { name: 'dim_listing', run: (build) => makeListings(build, size.offers) },
    {
      name: 'fact_order_item',
      run: async (build) => {
        await makeDrafts(build, size.events)
        await makeOrderItems(build)
      },
    },
    { name: 'fact_order', run: makeOrders },
    { name: 'fact_payment', run: makePayments },
    { name: 'snapshot_listing_daily', run: (build) => makeSnapshots(build, size.snapshotDays) },
  ],
  tables: [
    'dim_buyer',
    'dim_seller',
    'dim_category',
    'dim_listing',
    'fact_order',
    'fact_order_item',
    'fact_payment',
    'snapshot_listing_daily',
  ],
  stagingTables: MARKETPLACE_STAGING,
  stage: stageMarketplace,
  views: marketplaceKpis,
  injected: (build) => [
    ...factDefects(build, {
      table: 'fact_order',
      keys: ['buyer_id'],
      reference: { column: 'buyer_id', to: 'dim_buyer.buyer_id' },
    }),
    ...factDefects(build, {
      table: 'fact_order_item',
      keys: ['listing_id', 'seller_id'],
      reference: { column: 'listing_id', to: 'dim_listing.listing_id' },
    }),
    ...factDefects(build, {
      table: 'fact_payment',
      keys: ['order_id'],
      reference: { column: 'order_id', to: 'fact_order.order_id' },
    }),
    ...dayDefects(build, 'fact_order'),
  ],
}

const EVENTS = {
  price_change: {
    description: 'The platform fee went from 12 % to 13.5 % of the goods sold.',
    effect: {
      table: 'fact_payment',
      column: 'platform_fee_cents',
      beforePercent: TAKE_RATE_PERCENT,
      afterPercent: RAISED_TAKE_RATE_PERCENT,
    },
  },
  mix_shift: {
    description: 'Demand moved from clothing to craft supplies.',
    effect: {
      table: 'fact_order_item',
      column: 'listing_id',
      dimension: 'department',
      craftSuppliesWeight: SHIFT['Craft Supplies'],
      clothingWeight: SHIFT.Clothing,
    },
  },
  fraud_wave: {
    description: 'New buyers placed large orders, most of which were never captured.',
    effect: { table: 'fact_order', shareOfRows: FRAUD_SHARE, extraUnits: 4, uncaptured: 0.63 },
  },
  promotion: {
    description: 'A sale: 15 % off, more orders and more new buyers.',
    effect: {
      table: 'fact_order',
      orders: PROMOTION_ORDERS,
      discount: PROMOTION_DISCOUNT,
      signUps: PROMOTION_LIFT,
    },
  },
  channel_outage: {
    description: 'Checkout was failing: a third of the usual orders, and three in ten not captured.',
    effect: { table: 'fact_order', orders: OUTAGE_SHARE, uncaptured: 0.29 },
  },
} as const
