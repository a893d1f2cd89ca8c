import type { Trajectory } from './options.ts'
import { addDays, monthAt, type Window } from './window.ts'

export const EVENT_KINDS = ['price_change', 'channel_outage', 'fraud_wave', 'promotion', 'mix_shift'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** A business event planted in the data, and the truth about it: days are local, `to` is exclusive (null = for good). */
export interface BusinessEvent {
  readonly kind: EventKind
  readonly from: string
  readonly to: string | null
  readonly description: string
  /** Where it shows: tables, the columns and values touched, and how strongly. */
  readonly effect: Readonly<Record<string, string | number | readonly string[]>>
}

export type EventTexts = Readonly<Record<EventKind, Pick<BusinessEvent, 'description' | 'effect'>>>

/** The five events of trajectory T2, at the same places of every window; T1 has none. */
export function planEvents(
  trajectory: Trajectory,
  window: Window,
  texts: EventTexts,
): readonly BusinessEvent[] {
  if (trajectory === 'T1') return []
  const event = (kind: EventKind, month: number, from: number, days: number | null): BusinessEvent => {
    const start = addDays(monthAt(window, month / 18), from)
    return { kind, from: start, to: days === null ? null : addDays(start, days), ...texts[kind] }
  }
  return [
    event('price_change', 10, 0, null),
    event('mix_shift', 12, 0, null),
    event('fraud_wave', 14, 9, 10),
    event('promotion', 15, 13, 18),
    event('channel_outage', 17, 13, 2),
  ]
}

/** SQL over `day_index`: does the row fall into this event? `false` where it is not planted. */
export const during = (
  events: readonly BusinessEvent[],
  kind: EventKind,
  dayIndex: (day: string) => number,
): string => {
  const event = events.find((candidate) => candidate.kind === kind)
  if (!event) return 'false'
  const end = event.to === null ? '' : ` AND day_index < ${dayIndex(event.to)}`
  return `(day_index >= ${dayIndex(event.from)}${end})`
}

/** The same test for a local ISO day. */
export const isDuring = (events: readonly BusinessEvent[], kind: EventKind, day: string): boolean =>
  events.some((event) => event.kind === kind && day >= event.from && (event.to === null || day < event.to))
