import type { Company, PlantedEvent } from './world.ts'

/** Why a metric changed: the one the event shows in, and members of which the answer must name one, where any is behind it. */
export interface Asked {
  readonly metric: string
  readonly names: readonly string[]
}

const ASKED: Readonly<Record<Company, Readonly<Record<string, Asked>>>> = {
  neobank: {
    price_change: { metric: 'subscription revenue', names: [] },
    mix_shift: { metric: 'card spend', names: ['Travel'] },
    fraud_wave: { metric: 'decline rate', names: ['online', '5732', 'Electronics'] },
    channel_outage: { metric: 'decline rate', names: ['online'] },
  },
  marketplace: {
    price_change: { metric: 'take rate', names: [] },
    mix_shift: { metric: 'GMV', names: ['Craft Supplies'] },
    channel_outage: { metric: 'orders', names: [] },
  },
}

/** Null where no metric of the demo breaks down by what the event touched. */
export const askedOf = (company: Company, { kind }: PlantedEvent): Asked | null =>
  ASKED[company][kind] ?? null

/** The dimensions in which an empty column shows; none where the demo's model leaves the column out. */
export const SHOWN_IN: Readonly<Record<Company, Readonly<Record<string, readonly string[]>>>> = {
  neobank: { channel: ['channel'], merchant_id: ['mcc', 'merchant_category', 'sector', 'merchant_name'] },
  marketplace: { buyer_id: ['buyer_country'] },
}

/** "why did card spend change in May 2026", against the time before as long. */
export function whyQuestion({ metric }: Asked, { from, to }: PlantedEvent): string {
  if (to === null) return `why did ${metric} change in ${monthName(from)}`
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  const last = dayPlus(from, days - 1)
  return days <= 3
    ? `why did ${metric} change on ${from}`
    : `why did ${metric} change from ${from} to ${last}`
}

const DAY_MS = 86_400_000

export const dayPlus = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)

const monthName = (day: string): string =>
  new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day))
