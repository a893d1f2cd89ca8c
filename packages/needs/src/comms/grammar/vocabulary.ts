import type { Archetype } from '../../config/dnr-config.ts'
import type { PlantedEvent } from '../planted-events.ts'
import type { Random } from '../random.ts'
import type { Vocabulary } from './speech.ts'

/** A fact as people and SQL know it, and what its rows refer to. */
export interface Subject {
  readonly table: string
  readonly rows: string
  readonly row: string
  readonly key: string
  readonly time: string
  readonly amount: string
  readonly references: readonly Reference[]
}

export interface Reference {
  readonly column: string
  readonly table: string
  readonly rows: string
  readonly row: string
}

export const SUBJECTS: Readonly<Record<Archetype, readonly Subject[]>> = {
  neobank: [
    {
      table: 'fact_card_transaction',
      rows: 'card transactions',
      row: 'card transaction',
      key: 'txn_id',
      time: 'event_time',
      amount: 'amount_cents',
      references: [
        { column: 'merchant_id', table: 'dim_merchant', rows: 'merchants', row: 'merchant' },
        { column: 'card_id', table: 'dim_card', rows: 'cards', row: 'card' },
      ],
    },
    {
      table: 'fact_subscription_invoice',
      rows: 'invoices',
      row: 'invoice',
      key: 'invoice_id',
      time: 'paid_at',
      amount: 'amount_cents',
      references: [
        { column: 'customer_id', table: 'dim_customer', rows: 'customers', row: 'customer' },
        { column: 'plan_id', table: 'dim_plan', rows: 'plans', row: 'plan' },
      ],
    },
  ],
  marketplace: [
    {
      table: 'fact_order',
      rows: 'orders',
      row: 'order',
      key: 'order_id',
      time: 'order_time',
      amount: 'subtotal_cents',
      references: [{ column: 'buyer_id', table: 'dim_buyer', rows: 'buyers', row: 'buyer' }],
    },
    {
      table: 'fact_order_item',
      rows: 'order lines',
      row: 'order line',
      key: 'line_id',
      time: 'loaded_at',
      amount: 'item_price_cents',
      references: [
        { column: 'listing_id', table: 'dim_listing', rows: 'listings', row: 'listing' },
        { column: 'seller_id', table: 'dim_seller', rows: 'sellers', row: 'seller' },
      ],
    },
    {
      table: 'fact_payment',
      rows: 'payments',
      row: 'payment',
      key: 'order_id',
      time: 'captured_at',
      amount: 'platform_fee_cents',
      references: [{ column: 'order_id', table: 'fact_order', rows: 'orders', row: 'order' }],
    },
  ],
}

const COMMON: Vocabulary = {
  team: [
    'finance',
    'growth',
    'ops',
    'risk',
    'support',
    'marketing',
    'the product team',
    'compliance',
    'sales',
  ],
  report: [
    'the board deck',
    'the weekly KPI page',
    'the QBR slides',
    'the investor update',
    'the exec dashboard',
    'the Monday report',
    'the month-end pack',
    'our scorecard',
  ],
  place: [
    'the finance sheet',
    'the growth notebook',
    'our own export',
    'the ops tracker',
    'the BI explore',
    'the planning model',
  ],
  since: [
    'since Tuesday',
    'since the release',
    'since yesterday',
    'since last week',
    'since the weekend',
    'for about ten days',
    'since the migration',
  ],
  period: ['last month', 'Q3', 'week {week}', 'last week', 'the quarter', 'September', 'the last 30 days'],
  deadline: [
    'before the QBR',
    'by Thursday',
    'before month end',
    'by end of week',
    'before the board meets',
    'this sprint',
    'by tomorrow noon',
  ],
  system: ['the ledger', 'the processor', 'the CRM', 'the app backend', 'the admin tool', 'the support desk'],
}

const WORDS: Readonly<Record<Archetype, Vocabulary>> = {
  neobank: {
    ...COMMON,
    metric: [
      'active customers',
      'card spend',
      'interchange revenue',
      'subscription revenue',
      'MRR',
      'new accounts',
      'churn',
      'GMV',
    ],
    rule: [
      'frozen accounts',
      'declined payments',
      'closed accounts',
      'trial months',
      'refunded spend',
      'cards that were never activated',
      'pending transactions',
    ],
    segment: [
      'premium customers',
      'new customers',
      'online spend',
      'the grocery sector',
      'business cards',
      'travel merchants',
    ],
    wish: [
      'a decline reason',
      'the device type',
      'a cancellation reason',
      'the wallet that was used',
      'the country of purchase',
      'a refund flag',
      'the plan before an upgrade',
      'the time of the KYC review',
    ],
    line: [
      'ATM fees',
      'interchange from online merchants',
      'premium upgrades',
      'foreign exchange margin',
      'annual plans',
      'the new MCC codes',
      'partner rebates',
    ],
    origin: [
      'referral',
      'paid search',
      'the partner app',
      'organic',
      'the card-in-branch pilot',
      'affiliates',
    ],
    step: [
      'app install',
      'KYC start',
      'KYC pass',
      'account opening',
      'first top-up',
      'card activation',
      'first purchase',
    ],
    sensitive: [
      'dates of birth',
      'home addresses',
      'KYC documents',
      'phone numbers',
      'salary deposits',
      'account numbers',
    ],
  },
  marketplace: {
    ...COMMON,
    metric: [
      'GMV',
      'take rate',
      'net revenue',
      'AOV',
      'active buyers',
      'active sellers',
      'live listings',
      'order count',
    ],
    rule: [
      'cancelled orders',
      'shipping',
      'gift cards',
      'refunded orders',
      'paused shops',
      'taxes',
      'orders that were never captured',
    ],
    segment: ['craft supplies', 'new shops', 'repeat buyers', 'vintage', 'top sellers', 'overseas orders'],
    wish: [
      'a refund reason',
      'the device type',
      'a cancellation reason',
      'the delivery date',
      'the gift flag',
      'the shipping carrier',
      'the price before discount',
      'the language of the shop',
    ],
    line: [
      'promoted listings',
      'shipping labels',
      'the seller subscription',
      'payment processing fees',
      'overseas fees',
      'gift cards',
      'the new categories',
    ],
    origin: [
      'e-mail campaigns',
      'paid search',
      'the affiliate programme',
      'organic',
      'influencers',
      'the app push',
    ],
    step: [
      'search',
      'listing view',
      'favourite',
      'add to basket',
      'checkout start',
      'payment',
      'second order',
    ],
    sensitive: [
      'buyer addresses',
      'phone numbers',
      'bank details of sellers',
      'tax ids',
      'private messages',
      'dates of birth',
    ],
  },
}

/** The words of one thread: those of its company, and a fact and a reference of it; an event brings its own. */
export function vocabularyFor(archetype: Archetype, event: PlantedEvent | null, random: Random): Vocabulary {
  const subject = subjectFor(archetype, event, random)
  const reference =
    subject.references.find(({ column }) => column === event?.column) ?? random.one(subject.references)
  const words = WORDS[archetype]
  const [step, next] = inOrder(words['step'] ?? [], random)
  return {
    ...words,
    step,
    next,
    table: [subject.table],
    rows: [subject.rows],
    row: [subject.row],
    key: [subject.key],
    time: [subject.time],
    amount: [subject.amount],
    refs: [reference.rows],
    ref: [reference.row],
    refId: [reference.column],
    refTable: [reference.table],
    column: [event?.column ?? random.one([reference.column, subject.amount, subject.time])],
    ...(event ? { since: ['since yesterday', 'today', 'since last night', 'since this morning'] } : {}),
  }
}

/** Two steps of a funnel, the earlier one first. */
function inOrder(steps: readonly string[], random: Random): readonly [readonly string[], readonly string[]] {
  const first = random.whole(0, steps.length - 2)
  const second = random.whole(first + 1, steps.length - 1)
  return [steps.slice(first, first + 1), steps.slice(second, second + 1)]
}

function subjectFor(archetype: Archetype, event: PlantedEvent | null, random: Random): Subject {
  const subjects = SUBJECTS[archetype]
  return subjects.find(({ table }) => table === event?.table) ?? random.one(subjects)
}
