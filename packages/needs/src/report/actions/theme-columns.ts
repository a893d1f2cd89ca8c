import type { Theme } from '../../config/dnr-config.ts'
import type { TableContract } from '../warehouse/table-contract.ts'

/** Columns that say where revenue belongs (what was sold, at which rate, in which currency), not who it came from. */
const REVENUE_COLUMNS = new Set([
  'merchant_id',
  'plan_id',
  'currency',
  'amount_cents',
  'interchange_bps',
  'subtotal_cents',
  'tax_cents',
  'shipping_cents',
  'discount_cents',
  'item_price_cents',
  'qty',
  'buyer_paid_cents',
  'seller_earnings_cents',
  'platform_fee_cents',
  'paid_at',
])
const FUNNEL_COLUMNS = new Set(['channel', 'auth_result'])

/** The theme that a defect of a column belongs to: a payment's order is what maps its fee to something sold. */
export function themeOfColumn({ table }: Pick<TableContract, 'table'>, column: string): Theme {
  if (FUNNEL_COLUMNS.has(column)) return 'attribution_funnel_gaps'
  if (REVENUE_COLUMNS.has(column) || (table === 'fact_payment' && column === 'order_id'))
    return 'revenue_coverage_mapping'
  return 'join_keys_orphans'
}

/** Columns of a table whose defects belong to a theme. */
export const columnsOfTheme = (contract: TableContract, theme: Theme): readonly string[] =>
  [
    ...new Set([
      ...contract.required,
      ...contract.watched,
      ...contract.references.map(({ column }) => column),
    ]),
  ].filter((column) => themeOfColumn(contract, column) === theme)
