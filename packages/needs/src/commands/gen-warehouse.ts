import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import {
  ARCHETYPES,
  QUALITIES,
  type Quality,
  SCALES,
  type Scale,
  TRAJECTORIES,
  type Trajectory,
  type WarehouseOptions,
} from '../options.ts'
import { planWarehouse } from '../plan-warehouse.ts'
import { choice, configured, examples, whole } from './flags.ts'

interface Flags {
  archetype: Archetype
  scale?: Scale
  quality?: Quality
  trajectory?: Trajectory
  tz?: string
  months?: number
  seed?: number
  until?: string
  out?: string
  meta?: string
  staging?: boolean
  duckdb: boolean
  threads: number
  config?: string
  dryRun?: boolean
}

export function genWarehouse(effects: DnrEffects): Command {
  const command = new Command('gen-warehouse')
    .summary('tables of a company with known defects, as Parquet and DuckDB')
    .description(
      'Generate a synthetic warehouse as Parquet and a DuckDB file. The same seed gives the same bytes, on any machine.',
    )
    .addOption(choice('--archetype <name>', 'the kind of company', ARCHETYPES).makeOptionMandatory())
    .addOption(choice('--scale <name>', 'how many rows (evaluation)', SCALES))
    .addOption(choice('--quality <name>', 'typical has every defect (typical)', QUALITIES))
    .addOption(choice('--trajectory <name>', 'T1 is steady, T2 plants business events (T1)', TRAJECTORIES))
    .option('--tz <zone>', 'IANA zone of the business day (America/Los_Angeles)')
    .option('--months <n>', 'months of events (18)', whole)
    .option('--seed <n>', 'another seed gives other rows (42)', whole)
    .option('--until <day>', 'last day of the data')
    .option('--out <folder>', 'where the tables go (data/<archetype>)')
    .option('--meta <folder>', 'where the truth about defects and events goes (meta/<archetype>)')
    .option('--staging', 'also write the de-duplicated stg_ tables; below evaluation scale they are')
    .option('--no-staging', 'do not')
    .option('--no-duckdb', 'Parquet only')
    .option('--threads <n>', 'does not change the bytes', whole, availableParallelism())
    .option('--dry-run', 'say what would be made, and make nothing')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(configured(command), [
    'dnr gen-warehouse --archetype neobank --out data/neobank',
    'dnr gen-warehouse --archetype marketplace --scale demo --trajectory T2',
  ])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const { scale, quality, trajectory, tz, months, seed, until } = flags
  const config = await loadConfig({
    ...effects,
    file: flags.config,
    flags: { warehouse: { scale, quality, trajectory, tz, months, seed, until } },
  })
  const options = {
    ...warehouseOptions(config, flags.archetype, effects.cwd),
    database: flags.duckdb,
    ...(flags.staging === undefined ? {} : { staging: flags.staging }),
    ...(flags.out === undefined ? {} : { out: resolve(effects.cwd, flags.out) }),
    ...(flags.meta === undefined ? {} : { meta: resolve(effects.cwd, flags.meta) }),
  }
  if (flags.dryRun === true) return planWarehouse(options).forEach(effects.print)
  const warehouse = await generateWarehouse(options, {
    threads: flags.threads,
    signal: effects.signal,
    onProgress: ({ table, done, total }) => effects.progress(`${done + 1}/${total} ${table}`),
  })
  for (const { name, rows } of warehouse.tables)
    effects.print(`${name.padEnd(28)} ${rows.toLocaleString('en-US').padStart(14)} rows`)
  effects.print(`written to ${warehouse.out}; what was planted is told in ${warehouse.meta}`)
}

/** What the settings say of an archetype's warehouse, in the folders they name. */
export function warehouseOptions(
  { warehouse, paths }: DnrConfig,
  archetype: Archetype,
  cwd: string,
): WarehouseOptions {
  const { scale, quality, trajectory, tz, months, seed, until } = warehouse
  return {
    archetype,
    scale,
    quality,
    trajectory,
    timeZone: tz,
    months,
    seed,
    until,
    out: resolve(cwd, join(paths.data, archetype)),
    meta: resolve(cwd, join(paths.meta, archetype)),
  }
}
