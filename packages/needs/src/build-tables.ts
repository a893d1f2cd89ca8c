import { makeSlots } from './arrivals.ts'
import type { ArchetypeBuild, Build } from './builder.ts'
import type { Database } from './database.ts'
import { planDefects } from './defects.ts'
import { marketplace } from './marketplace/marketplace.ts'
import { neobank } from './neobank/neobank.ts'
import { type Archetype, DEFAULTS, type WarehouseOptions } from './options.ts'
import { SIZES } from './sizes.ts'
import { daysBetween, windowUntil } from './window.ts'

export const ARCHETYPE_BUILDS: Readonly<Record<Archetype, ArchetypeBuild>> = { neobank, marketplace }

export interface Progress {
  readonly table: string
  readonly done: number
  readonly total: number
}

export interface BuildScope {
  /** Also the `stg_` tables. */
  readonly staging: boolean
  /** Only the first part of the largest fact, and of what hangs on it: 0 to 1. The rows are those of a whole build. */
  readonly share?: number
  /** Tables that are not wanted. */
  readonly without?: readonly string[]
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Makes the tables of a warehouse in a database. */
export async function buildTables(
  db: Database,
  options: WarehouseOptions,
  { staging, share = 1, without = [], signal, onProgress }: BuildScope,
): Promise<Build> {
  const archetype = ARCHETYPE_BUILDS[options.archetype]
  const build = await prepare(db, archetype, options, share)
  const size = SIZES[options.archetype][options.scale]
  const steps = [
    ...archetype.steps({ ...size, events: Math.round((size.events * options.months) / 18) }),
    ...(staging ? [{ name: 'stg_ tables', run: archetype.stage }] : []),
  ].filter(({ name }) => !without.includes(name))
  for (const [done, step] of steps.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ table: step.name, done, total: steps.length })
    await step.run(build)
  }
  return build
}

async function prepare(
  db: Database,
  archetype: ArchetypeBuild,
  options: WarehouseOptions,
  share: number,
): Promise<Build> {
  const window = windowUntil(options.until ?? DEFAULTS.until, options.months)
  return {
    db,
    window,
    share,
    seed: options.seed,
    slots: await makeSlots(db, window, options.timeZone),
    defects: planDefects(options.quality, window, options.seed, archetype.spikeColumns),
    events: archetype.planEvents(options.trajectory, window),
    dayIndex: (day) => daysBetween(window.start, day),
  }
}
