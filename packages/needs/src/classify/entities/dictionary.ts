/** A table and its columns, as the warehouse has them. */
export interface KnownTable {
  readonly table: string
  readonly columns: readonly string[]
}

/** A word or phrase of people, and what of the schema it may mean. */
export interface Term {
  readonly phrase: string
  readonly table: string
  readonly column: string | null
  /** How surely the phrase means it, 0 to 1. */
  readonly confidence: number
}

const NAMED = 0.95
const WORDS_OF_NAME = 0.7
const LAST_WORD = 0.55
const BUSINESS_WORD = 0.6
const PREFIXES = new Set(['dim', 'fact', 'snapshot', 'stg', 'daily'])
/** Units and roles that people leave out. */
const SUFFIXES = new Set(['cents', 'bps', 'at', 'id', 'time', 'result'])
/** Words that a name has and every sentence has too. */
const PLAIN_WORDS = new Set([
  'status',
  'type',
  'name',
  'created',
  'loaded',
  'event',
  'paid',
  'period',
  'line',
  'parent',
  'ds',
  'start',
  'end',
  'auth',
  'captured',
  'price',
  'amount',
  'item',
  'order',
  'shop',
  'plan',
  'card',
  'buyer',
  'seller',
  'qty',
])

/** What business people call things: each name on the right means the columns that contain it. */
const BUSINESS_WORDS: Readonly<Record<string, readonly string[]>> = {
  txn: ['fact_card_transaction.'],
  'card spend': ['amount_cents'],
  spend: ['fact_card_transaction.amount_cents'],
  swipe: ['fact_card_transaction.'],
  purchase: ['fact_order.', 'fact_card_transaction.'],
  basket: ['fact_order.subtotal_cents'],
  gmv: ['fact_order_item.item_price_cents', 'fact_card_transaction.amount_cents'],
  aov: ['fact_order.subtotal_cents'],
  'order value': ['fact_order.subtotal_cents'],
  interchange: ['interchange_bps'],
  'take rate': ['platform_fee_cents'],
  commission: ['platform_fee_cents'],
  fee: ['platform_fee_cents'],
  payout: ['seller_earnings_cents'],
  'net revenue': ['platform_fee_cents'],
  'subscription revenue': ['fact_subscription_invoice.amount_cents'],
  subscription: ['fact_subscription_invoice.'],
  mrr: ['fact_subscription_invoice.amount_cents'],
  invoice: ['fact_subscription_invoice.'],
  premium: ['dim_plan.'],
  plan: ['dim_plan.'],
  decline: ['auth_result'],
  authorisation: ['auth_result'],
  authorization: ['auth_result'],
  kyc: ['kyc_status'],
  'merchant category': ['dim_merchant.mcc'],
  sector: ['dim_merchant.mcc'],
  shop: ['dim_seller.'],
  product: ['dim_listing.'],
  refund: ['fact_payment.'],
  payment: ['fact_payment.', 'fact_card_transaction.'],
  cardholder: ['dim_card.'],
  card: ['dim_card.'],
  user: ['dim_customer.', 'dim_buyer.'],
  signup: ['dim_customer.created_at', 'dim_buyer.created_at'],
  order: ['fact_order.'],
  buyer: ['dim_buyer.'],
  seller: ['dim_seller.'],
  snapshot: ['snapshot_listing_daily.'],
  'order line': ['fact_order_item.'],
  'line item': ['fact_order_item.'],
  item: ['fact_order_item.'],
  quantity: ['qty'],
  price: ['price_cents'],
  tax: ['tax_cents'],
  shipping: ['shipping_cents'],
  discount: ['discount_cents'],
  currency: ['currency'],
  country: ['country'],
}

/** Every way to name the tables and columns of a schema: by name, by the words of a name, by a business word. */
export function dictionaryOf(tables: readonly KnownTable[]): readonly Term[] {
  return [...tables.flatMap(termsOfTable), ...tables.flatMap(termsOfColumns), ...businessTerms(tables)]
}

function termsOfTable({ table }: KnownTable): readonly Term[] {
  const words = wordsOf(table)
  const spoken = words.filter((word) => !PREFIXES.has(word))
  const last = spoken.at(-1)
  const term = (phrase: string, confidence: number): Term => ({ phrase, table, column: null, confidence })
  return [
    term(words.join(' '), NAMED),
    ...(spoken.length > 1 ? [term(spoken.join(' '), WORDS_OF_NAME + 0.1)] : []),
    ...(last !== undefined && !PLAIN_WORDS.has(last) ? [term(last, LAST_WORD)] : []),
  ]
}

const termsOfColumns = ({ table, columns }: KnownTable): readonly Term[] =>
  columns.flatMap((column) => {
    const words = wordsOf(column)
    const spoken = words.filter((word) => !SUFFIXES.has(word))
    const isPlain = spoken.length === 0 || (spoken.length === 1 && PLAIN_WORDS.has(spoken[0] ?? ''))
    const isKey = column.endsWith('_id')
    const term = (phrase: string, confidence: number): Term => ({ phrase, table, column, confidence })
    return [
      ...(words.length > 1 ? [term(words.join(' '), NAMED)] : []),
      ...(isPlain || isKey ? [] : [term(spoken.join(' '), WORDS_OF_NAME)]),
    ]
  })

function businessTerms(tables: readonly KnownTable[]): readonly Term[] {
  const places = tables.flatMap(({ table, columns }) => [
    { table, column: null, path: `${table}.` },
    ...columns.map((column) => ({ table, column, path: `${table}.${column}` })),
  ])
  return Object.entries(BUSINESS_WORDS).flatMap(([phrase, names]) =>
    places
      .filter(({ path, column }) => names.some((name) => path === name || column === name))
      .map(({ table, column }) => ({ phrase, table, column, confidence: BUSINESS_WORD })),
  )
}

const wordsOf = (name: string): readonly string[] => name.split('_')
