import { type ArchetypeBuild, dayDefects, factDefects } from '../builder.ts'
import { planEvents } from '../events.ts'
import { PROMOTION_LIFT } from '../growth.ts'
import { makeNormals } from '../quantiles.ts'
import { makeAccounts, makeCards, makeCustomers, makeMerchants } from './customers.ts'
import { makeInvoices, makePlans, PREMIUM_CENTS, PRICE_CHURN, RAISED_CENTS } from './invoices.ts'
import { neobankKpis } from './kpi-views.ts'
import { NEOBANK_STAGING, stageNeobank } from './staging.ts'
import { FRAUD_SHARE, makeTransactionSources, makeTransactions, SHIFT } from './transactions.ts'

/** A consumer bank: card spend that earns interchange, and a paid plan. */
export const neobank: ArchetypeBuild = {
  spikeColumns: ['merchant_id', 'channel'],
  planEvents: (trajectory, window) => planEvents(trajectory, window, EVENTS),
  steps: (size) => [
    { name: 'dim_customer', run: (build) => makeCustomers(build, size.customers) },
    { name: 'dim_account', run: makeAccounts },
    { name: 'dim_card', run: makeCards },
    { name: 'dim_merchant', run: (build) => makeMerchants(build, size.offers) },
    { name: 'dim_plan', run: makePlans },
    { name: 'fact_subscription_invoice', run: makeInvoices },
    {
      name: 'fact_card_transaction',
      run: async (build) => {
        await makeNormals(build.db)
        await makeTransactionSources(build)
        await makeTransactions(build, size.events)
      },
    },
  ],
  tables: [
    'dim_customer',
    'dim_account',
    'dim_card',
    'dim_merchant',
    'dim_plan',
    'fact_card_transaction',
    'fact_subscription_invoice',
  ],
  stagingTables: NEOBANK_STAGING,
  stage: stageNeobank,
  views: neobankKpis,
  injected: (build) => [
    ...factDefects(build, {
      table: 'fact_card_transaction',
      keys: ['card_id', 'merchant_id'],
      reference: { column: 'card_id', to: 'dim_card.card_id' },
    }),
    ...factDefects(build, {
      table: 'fact_subscription_invoice',
      keys: ['customer_id', 'plan_id'],
      reference: { column: 'customer_id', to: 'dim_customer.customer_id' },
    }),
    ...dayDefects(build, 'fact_card_transaction'),
  ],
}

const EVENTS = {
  price_change: {
    description:
      'The Premium plan went from $9.99 to $11.99 a month; some subscribers left at their next renewal.',
    effect: {
      table: 'fact_subscription_invoice',
      column: 'amount_cents',
      before: PREMIUM_CENTS,
      after: RAISED_CENTS,
      extraChurn: PRICE_CHURN,
    },
  },
  mix_shift: {
    description: 'Card spend moved from shopping to travel.',
    effect: {
      table: 'fact_card_transaction',
      column: 'merchant_id',
      dimension: 'sector',
      travelWeight: SHIFT.Travel,
      shoppingWeight: SHIFT.Shopping,
    },
  },
  fraud_wave: {
    description: 'Large online purchases at electronics merchants, more than half of them declined.',
    effect: {
      table: 'fact_card_transaction',
      mcc: '5732',
      channel: 'online',
      shareOfRows: FRAUD_SHARE,
      declined: 0.58,
    },
  },
  promotion: {
    description: 'A referral campaign more than doubled sign-ups.',
    effect: { table: 'dim_customer', column: 'created_at', factor: PROMOTION_LIFT },
  },
  channel_outage: {
    description: 'Online payments were down: four of five attempts were declined.',
    effect: { table: 'fact_card_transaction', channel: 'online', column: 'auth_result', declined: 0.8 },
  },
} as const
