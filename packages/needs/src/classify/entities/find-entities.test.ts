import { describe, expect, it } from 'vitest'
import { entityFinder } from './find-entities.ts'

const find = entityFinder([
  { table: 'dim_customer', columns: ['customer_id', 'created_at', 'kyc_status'] },
  { table: 'dim_card', columns: ['card_id', 'account_id', 'status', 'activated_at'] },
  { table: 'dim_merchant', columns: ['merchant_id', 'mcc', 'name'] },
  {
    table: 'fact_card_transaction',
    columns: [
      'txn_id',
      'card_id',
      'merchant_id',
      'event_time',
      'amount_cents',
      'interchange_bps',
      'channel',
      'loaded_at',
    ],
  },
  {
    table: 'fact_subscription_invoice',
    columns: ['invoice_id', 'customer_id', 'plan_id', 'paid_at', 'amount_cents', 'loaded_at'],
  },
])
const names = (text: string): readonly string[] =>
  find(text).map(({ table, column }) => (column === null ? table : `${table}.${column}`))

describe('tables and columns in a text', () => {
  it('are found by name', () => {
    expect(names('fact_card_transaction has no channel on Mondays')).toEqual([
      'fact_card_transaction',
      'fact_card_transaction.channel',
    ])
    expect(find('fact_card_transaction')[0]?.confidence).toBeGreaterThan(0.9)
  })
  it('are found by the words of a name, and by what business people call them', () => {
    expect(names('card transactions arrive late')).toContain('fact_card_transaction')
    expect(names('the interchange is missing')).toContain('fact_card_transaction.interchange_bps')
    expect(names('MRR is off')).toContain('fact_subscription_invoice.amount_cents')
    expect(names('kyc is pending')).toContain('dim_customer.kyc_status')
  })
  it('a column of several tables is that of the table which is named, else of the one it identifies', () => {
    expect(names('loaded_at of the subscription invoice')).toContain('fact_subscription_invoice.loaded_at')
    expect(names('card_id is null')).toContain('dim_card.card_id')
    expect(names('SELECT card_id FROM fact_card_transaction')).toContain('fact_card_transaction.card_id')
  })
  it('are not found where there are none', () => {
    expect(names('lunch at noon?')).toEqual([])
    expect(names('')).toEqual([])
  })
})
