import type { Archetype } from './types.ts'

/** What a slot may be: words that go together share an entry, so that a table keeps its columns. */
type Entry = Readonly<Record<string, string>>

const fact = (
  [table, thing, key]: readonly [string, string, string],
  [fk, dim, entity]: readonly [string, string, string],
  [time, amount, col]: readonly [string, string, string],
): Entry => ({ table, thing, key, fk, dim, entity, time, amount, col })

const FACTS: Readonly<Record<Archetype, readonly Entry[]>> = {
  neobank: [
    fact(
      ['fact_card_transaction', 'card transactions', 'txn_id'],
      ['merchant_id', 'dim_merchant', 'merchants'],
      ['event_time', 'amount_cents', 'channel'],
    ),
    fact(
      ['fact_card_transaction', 'card swipes', 'txn_id'],
      ['card_id', 'dim_card', 'cards'],
      ['event_time', 'amount_cents', 'auth_result'],
    ),
    fact(
      ['fact_subscription_invoice', 'subscription invoices', 'invoice_id'],
      ['customer_id', 'dim_customer', 'customers'],
      ['paid_at', 'amount_cents', 'period_end'],
    ),
  ],
  marketplace: [
    fact(
      ['fact_order', 'orders', 'order_id'],
      ['buyer_id', 'dim_buyer', 'buyers'],
      ['order_time', 'subtotal_cents', 'currency'],
    ),
    fact(
      ['fact_order_item', 'order items', 'line_id'],
      ['listing_id', 'dim_listing', 'listings'],
      ['loaded_at', 'item_price_cents', 'qty'],
    ),
    fact(
      ['fact_payment', 'payments', 'order_id'],
      ['order_id', 'fact_order', 'orders'],
      ['captured_at', 'platform_fee_cents', 'buyer_paid_cents'],
    ),
  ],
}

const METRICS: Readonly<Record<Archetype, readonly string[]>> = {
  neobank: [
    'active customers',
    'card spend',
    'new account opens',
    'premium subscribers',
    'interchange revenue',
  ],
  marketplace: ['GMV', 'active buyers', 'take rate', 'AOV', 'live listings', 'net revenue'],
}

/** Those of them that are money. */
const SUMS: Readonly<Record<Archetype, readonly string[]>> = {
  neobank: ['card spend', 'interchange revenue'],
  marketplace: ['GMV', 'net revenue'],
}

const STEPS: Readonly<Record<Archetype, readonly Entry[]>> = {
  neobank: [
    { step: 'signup', step2: 'KYC passed' },
    { step: 'KYC passed', step2: 'card activation' },
    { step: 'card activation', step2: 'first spend' },
  ],
  marketplace: [
    { step: 'listing view', step2: 'add to cart' },
    { step: 'add to cart', step2: 'checkout' },
    { step: 'checkout', step2: 'paid order' },
  ],
}

const SHARED: Readonly<Record<string, readonly string[]>> = {
  team: ['finance', 'growth', 'risk', 'product', 'support', 'marketing', 'ops', 'treasury'],
  weekday: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  date: ['Oct 3', 'Oct 7', 'Sep 28', '10/14', 'the 21st', 'Aug 30'],
  month: ['June', 'July', 'August', 'September', 'last month'],
  pct: ['3', '4.5', '6', '8', '11', '17'],
  n: ['140', '412', '1,300', '2.2k', '9k', '31k'],
  hours: ['5', '6', '7', '9', '11'],
  money: ['$4k', '$18k', '$62k', '$110k', '$0.3M'],
  source: ['paid search', 'affiliates', 'referrals', 'the app store', 'podcast ads', 'TV'],
  campaign: ['the autumn promo', 'the refer-a-friend push', 'the homepage test', 'the Q3 brand campaign'],
  room: ['Aspen', 'Birch', 'Cedar', 'Dune'],
}

/** Draws every slot once, so that a text says the same word at each place. */
export function drawSlots(archetype: Archetype, random: () => number): Entry {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const two = (from: readonly string[]): readonly [string, string] => {
    const first = pick(from)
    return [first, pick(from.filter((each) => each !== first))]
  }
  const user = (): string => `u${String(1 + Math.floor(random() * 180)).padStart(3, '0')}`
  const [metric, metric2] = two(METRICS[archetype])
  const [team, team2] = two(SHARED['team']!)
  const others = Object.entries(SHARED).map(([name, words]) => [name, pick(words)] as const)
  return {
    ...Object.fromEntries(others),
    ...pick(FACTS[archetype]),
    ...pick(STEPS[archetype]),
    metric,
    metric2,
    sum: pick(SUMS[archetype]),
    team,
    team2,
    user: user(),
    user2: user(),
  }
}

/** `{slot}` and `{one|another}`; a slot that does not exist is an error of the text. */
export function fill(text: string, slots: Entry, random: () => number): string {
  return text.replace(/\{([^{}]*)\}/g, (_, inside: string) => {
    const choices = inside.split('|')
    if (choices.length > 1) return choices[Math.floor(random() * choices.length)]!
    const word = slots[inside]
    if (word === undefined) throw new Error(`no slot {${inside}} in: ${text}`)
    return word
  })
}
