import { catalog, day, entity, flag, measure, number, ratio, simple, table, text, valuesOf } from './build.ts'

/** An authored shop: governed metrics over orders, visits and returns. */
export const shop = catalog(
  [
    table('orders', 'order', {
      defaultTimeDimension: 'ordered_at',
      entities: [
        entity('order', 'primary'),
        entity('customer', 'foreign'),
        entity('product', 'foreign'),
        entity('store', 'foreign'),
      ],
      dimensions: [
        day('ordered_at'),
        text('order_status'),
        text('payment_method'),
        flag('is_gift'),
        number('basket_lines'),
      ],
      measures: [
        measure('order_count', 'count', 'order_id'),
        measure('order_value', 'sum'),
        measure('refund_value', 'sum'),
        measure('buyers', 'count_distinct', 'customer_id'),
      ],
    }),
    table('customers', 'customer', {
      defaultTimeDimension: 'signed_up_at',
      entities: [entity('customer', 'primary')],
      dimensions: [
        day('signed_up_at'),
        text('customer_name', { display: true }),
        text('country'),
        text('segment'),
        number('age'),
      ],
      measures: [measure('new_customers', 'count', 'customer_id')],
    }),
    table('products', 'product', {
      entities: [entity('product', 'primary')],
      dimensions: [
        text('product_name', { display: true }),
        text('category', { synonyms: ['department'] }),
        text('brand'),
        number('list_price'),
      ],
    }),
    table('stores', 'store', {
      entities: [entity('store', 'primary')],
      dimensions: [text('store_name', { display: true }), text('region'), text('city')],
    }),
    table('visits', 'visit', {
      defaultTimeDimension: 'visited_at',
      entities: [entity('visit', 'primary'), entity('customer', 'foreign')],
      dimensions: [day('visited_at'), text('channel')],
      measures: [measure('visit_count', 'count', 'visit_id')],
    }),
  ],
  {
    metrics: [
      simple('revenue', 'order_value', {
        label: 'Revenue',
        extras: { unit: { kind: 'money', currency: 'EUR' } },
      }),
      simple('orders', 'order_count', { label: 'Orders' }),
      simple('refunds', 'refund_value', { label: 'Refunded amount', extras: { synonyms: ['refunds'] } }),
      simple('active_customers', 'buyers', {
        label: 'Active customers',
        extras: { synonyms: ['active buyers'] },
      }),
      simple('new_customers', 'new_customers', { label: 'New customers' }),
      simple('visits', 'visit_count', { label: 'Visits' }),
      ratio('average_order_value', 'revenue', 'orders', { label: 'Average order value' }),
      ratio('refund_rate', 'refunds', 'revenue', {
        label: 'Refund rate',
        extras: { unit: { kind: 'percent' } },
      }),
    ],
    inlineMeasures: false,
    lexicon: {
      synonyms: [{ phrase: 'takings', means: 'revenue' }],
      ambiguous: [{ phrase: 'activity', choices: ['orders', 'visits'] }],
    },
    values: [
      valuesOf('orders', 'order_status', ['completed', 'cancelled', 'pending']),
      valuesOf('orders', 'payment_method', ['card', 'bank transfer', 'cash']),
      valuesOf('customers', 'country', ['FR', 'DE', 'ES', 'IT']),
      valuesOf('customers', 'segment', ['consumer', 'business', 'reseller']),
      valuesOf('products', 'category', ['garden', 'kitchen', 'outdoor furniture', 'lighting']),
      valuesOf('products', 'brand', ['Nordlys', 'Casa Verde', 'Paris']),
      valuesOf('stores', 'region', ['north', 'south', 'west']),
      valuesOf('stores', 'city', ['Lyon', 'Paris', 'Berlin']),
      valuesOf('visits', 'channel', ['organic', 'paid search', 'email']),
    ],
    examples: [
      'Revenue by month this year',
      'Top 5 products by revenue',
      'New customers by country last month',
    ],
  },
)
