import type { Size } from './builder.ts'
import type { Archetype, Scale } from './options.ts'

/** `events` are expected over 18 months and scale with the months asked for. */
export const SIZES: Readonly<Record<Archetype, Readonly<Record<Scale, Size>>>> = {
  neobank: {
    tiny: { customers: 600, events: 24_000, offers: 400, snapshotDays: 0 },
    demo: { customers: 20_000, events: 1_000_000, offers: 6000, snapshotDays: 0 },
    evaluation: { customers: 200_000, events: 10_000_000, offers: 6000, snapshotDays: 0 },
  },
  marketplace: {
    tiny: { customers: 800, events: 9000, offers: 1500, snapshotDays: 40 },
    demo: { customers: 20_000, events: 210_000, offers: 20_000, snapshotDays: 92 },
    evaluation: { customers: 200_000, events: 2_100_000, offers: 200_000, snapshotDays: 30 },
  },
}
