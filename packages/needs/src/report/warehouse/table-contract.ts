import type { Archetype } from '../../config/dnr-config.ts'

/** What a table of spec 002 promises: what identifies a row, what may not be null, what refers to what. */
export interface TableContract {
  readonly table: string
  readonly kind: 'fact' | 'dimension'
  readonly columns: readonly string[]
  /** The business key: a second row with the same one is a copy. */
  readonly key: readonly string[]
  readonly required: readonly string[]
  readonly references: readonly Reference[]
  /** When the row happened; null where the table does not say. */
  readonly time: RowTime | null
  /** Column that says when the row was written; null where there is none. */
  readonly loaded: string | null
  /** Columns whose share of nulls is followed from day to day. */
  readonly watched: readonly string[]
}

export interface Reference {
  readonly column: string
  readonly to: string
  readonly key: string
  /** Column of the table referred to: what refers to it may not have happened before. */
  readonly began: string | null
}

export interface RowTime {
  readonly column: string
  /** A `date` is a local day and stands for all of it; a `timestamp` is UTC. */
  readonly type: 'timestamp' | 'date'
  /** The table that has the column, and the column the two share, where it is not the row's own. */
  readonly via?: { readonly table: string; readonly on: string }
}

type Brief = Pick<TableContract, 'table' | 'columns' | 'key'> & Partial<TableContract>

const dimension = (brief: Brief): TableContract => ({
  kind: 'dimension',
  references: [],
  time: null,
  loaded: null,
  watched: [],
  required: brief.key,
  ...brief,
})

const fact = (brief: Brief): TableContract => ({ ...dimension(brief), kind: 'fact', ...brief })

const refersTo = (column: string, to: string, key: string, began: string | null = null): Reference => ({
  column,
  to,
  key,
  began,
})

const NEOBANK: readonly TableContract[] = [
  dimension({
    table: 'dim_customer',
    columns: ['customer_id', 'created_at', 'kyc_status'],
    key: ['customer_id'],
  }),
  dimension({
    table: 'dim_account',
    columns: ['account_id', 'customer_id', 'type', 'created_at', 'status'],
    key: ['account_id'],
    required: ['account_id', 'customer_id'],
    references: [refersTo('customer_id', 'dim_customer', 'customer_id', 'created_at')],
    time: { column: 'created_at', type: 'timestamp' },
  }),
  dimension({
    table: 'dim_card',
    columns: ['card_id', 'account_id', 'status', 'activated_at'],
    key: ['card_id'],
    required: ['card_id', 'account_id'],
    references: [refersTo('account_id', 'dim_account', 'account_id', 'created_at')],
    time: { column: 'activated_at', type: 'timestamp' },
  }),
  dimension({ table: 'dim_merchant', columns: ['merchant_id', 'mcc', 'name'], key: ['merchant_id'] }),
  dimension({ table: 'dim_plan', columns: ['plan_id', 'name', 'price_cents', 'cadence'], key: ['plan_id'] }),
  fact({
    table: 'fact_card_transaction',
    columns: [
      'txn_id',
      'card_id',
      'merchant_id',
      'event_time',
      'amount_cents',
      'interchange_bps',
      'channel',
      'auth_result',
      'loaded_at',
    ],
    key: ['txn_id'],
    required: ['txn_id', 'card_id', 'merchant_id'],
    references: [
      refersTo('card_id', 'dim_card', 'card_id', 'activated_at'),
      refersTo('merchant_id', 'dim_merchant', 'merchant_id'),
    ],
    time: { column: 'event_time', type: 'timestamp' },
    loaded: 'loaded_at',
    watched: ['card_id', 'merchant_id', 'amount_cents', 'interchange_bps', 'channel', 'auth_result'],
  }),
  fact({
    table: 'fact_subscription_invoice',
    columns: [
      'invoice_id',
      'customer_id',
      'plan_id',
      'period_start',
      'period_end',
      'paid_at',
      'amount_cents',
      'loaded_at',
    ],
    key: ['invoice_id'],
    required: ['invoice_id', 'customer_id', 'plan_id'],
    references: [
      refersTo('customer_id', 'dim_customer', 'customer_id', 'created_at'),
      refersTo('plan_id', 'dim_plan', 'plan_id'),
    ],
    time: { column: 'period_start', type: 'date' },
    loaded: 'loaded_at',
    watched: ['customer_id', 'plan_id', 'period_end', 'amount_cents'],
  }),
]

const MARKETPLACE: readonly TableContract[] = [
  dimension({ table: 'dim_buyer', columns: ['buyer_id', 'created_at', 'country'], key: ['buyer_id'] }),
  dimension({
    table: 'dim_seller',
    columns: ['seller_id', 'created_at', 'country', 'shop_status'],
    key: ['seller_id'],
  }),
  dimension({
    table: 'dim_category',
    columns: ['category_id', 'name', 'parent_id'],
    key: ['category_id'],
    references: [refersTo('parent_id', 'dim_category', 'category_id')],
  }),
  dimension({
    table: 'dim_listing',
    columns: ['listing_id', 'seller_id', 'category_id', 'created_at', 'status', 'price_cents'],
    key: ['listing_id'],
    required: ['listing_id', 'seller_id', 'category_id'],
    references: [
      refersTo('seller_id', 'dim_seller', 'seller_id', 'created_at'),
      refersTo('category_id', 'dim_category', 'category_id'),
    ],
    time: { column: 'created_at', type: 'timestamp' },
  }),
  fact({
    table: 'fact_order',
    columns: [
      'order_id',
      'buyer_id',
      'order_time',
      'currency',
      'subtotal_cents',
      'tax_cents',
      'shipping_cents',
      'discount_cents',
      'loaded_at',
    ],
    key: ['order_id'],
    required: ['order_id', 'buyer_id'],
    references: [refersTo('buyer_id', 'dim_buyer', 'buyer_id', 'created_at')],
    time: { column: 'order_time', type: 'timestamp' },
    loaded: 'loaded_at',
    watched: ['buyer_id', 'currency', 'subtotal_cents', 'tax_cents', 'shipping_cents', 'discount_cents'],
  }),
  fact({
    table: 'fact_order_item',
    columns: ['order_id', 'line_id', 'listing_id', 'seller_id', 'qty', 'item_price_cents', 'loaded_at'],
    key: ['order_id', 'line_id'],
    required: ['order_id', 'line_id', 'listing_id', 'seller_id'],
    references: [
      refersTo('listing_id', 'dim_listing', 'listing_id', 'created_at'),
      refersTo('seller_id', 'dim_seller', 'seller_id', 'created_at'),
    ],
    time: { column: 'order_time', type: 'timestamp', via: { table: 'fact_order', on: 'order_id' } },
    loaded: 'loaded_at',
    watched: ['listing_id', 'seller_id', 'qty', 'item_price_cents'],
  }),
  fact({
    table: 'fact_payment',
    columns: [
      'order_id',
      'captured_at',
      'buyer_paid_cents',
      'seller_earnings_cents',
      'platform_fee_cents',
      'loaded_at',
    ],
    key: ['order_id'],
    references: [refersTo('order_id', 'fact_order', 'order_id', 'order_time')],
    time: { column: 'captured_at', type: 'timestamp' },
    loaded: 'loaded_at',
    watched: ['order_id', 'buyer_paid_cents', 'seller_earnings_cents', 'platform_fee_cents'],
  }),
  fact({
    table: 'snapshot_listing_daily',
    columns: ['ds', 'listing_id', 'status'],
    key: ['ds', 'listing_id'],
    references: [refersTo('listing_id', 'dim_listing', 'listing_id', 'created_at')],
    time: { column: 'ds', type: 'date' },
    watched: ['status'],
  }),
]

/** The tables of each archetype; dimensions first. */
export const CONTRACTS: Readonly<Record<Archetype, readonly TableContract[]>> = {
  neobank: NEOBANK,
  marketplace: MARKETPLACE,
}
