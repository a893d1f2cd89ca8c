import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { DnrEffects } from '../dnr-effects.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import { ARCHETYPES, DEFAULTS, QUALITIES, SCALES, TRAJECTORIES, type WarehouseOptions } from '../options.ts'
import { choice, examples, whole } from './flags.ts'

type Flags = Omit<WarehouseOptions, 'timeZone' | 'database' | 'out'> & {
  out?: string
  tz: string
  duckdb: boolean
  threads: number
}

export function genWarehouse(effects: DnrEffects): Command {
  const command = new Command('gen-warehouse')
    .description('Generate a synthetic warehouse as Parquet and a DuckDB file; same bytes for the same seed.')
    .addOption(choice('--archetype <name>', 'the kind of company', ARCHETYPES).makeOptionMandatory())
    .addOption(choice('--scale <name>', 'how many rows', SCALES).default(DEFAULTS.scale))
    .addOption(choice('--quality <name>', 'typical has every defect', QUALITIES).default(DEFAULTS.quality))
    .addOption(
      choice('--trajectory <name>', 'T1 is steady, T2 plants business events', TRAJECTORIES).default(
        DEFAULTS.trajectory,
      ),
    )
    .option('--tz <zone>', 'IANA zone of the business day', DEFAULTS.timeZone)
    .option('--months <n>', 'months of events', whole, DEFAULTS.months)
    .option('--seed <n>', 'another seed gives other rows', whole, DEFAULTS.seed)
    .option('--until <day>', 'last day of the data', DEFAULTS.until)
    .option('--out <folder>', 'where the tables go (default: data/<archetype>)')
    .option('--meta <folder>', 'where the truth about defects and events goes (default: meta/<archetype>)')
    .option('--staging', 'also write the de-duplicated stg_ tables')
    .option('--no-duckdb', 'Parquet only')
    .option('--threads <n>', 'does not change the bytes', whole, availableParallelism())
    .action(async (flags: Flags) => run(flags, effects))
  return examples(command, ['dnr gen-warehouse --archetype neobank --out data/neobank'])
}

async function run({ tz, duckdb, threads, ...rest }: Flags, effects: DnrEffects): Promise<void> {
  const folder = (given: string | undefined, root: string) =>
    resolve(effects.cwd, given ?? join(root, rest.archetype))
  const warehouse = await generateWarehouse(
    {
      ...rest,
      timeZone: tz,
      database: duckdb,
      out: folder(rest.out, 'data'),
      meta: folder(rest.meta, 'meta'),
    },
    {
      threads,
      signal: effects.signal,
      onProgress: ({ table, done, total }) => effects.progress(`${done + 1}/${total} ${table}`),
    },
  )
  for (const { name, rows } of warehouse.tables)
    effects.print(`${name.padEnd(28)} ${rows.toLocaleString('en-US').padStart(14)} rows`)
  effects.print(`written to ${warehouse.out}; what was planted is told in ${warehouse.meta}`)
}
