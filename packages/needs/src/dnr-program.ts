import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { generateWarehouse } from './generate-warehouse.ts'
import { ARCHETYPES, DEFAULTS, QUALITIES, SCALES, TRAJECTORIES, type WarehouseOptions } from './options.ts'

/** What the command line is given of the world. */
export interface DnrEffects {
  readonly print: (line: string) => void
  /** Shown while something long runs; on a terminal it may overwrite itself. */
  readonly progress: (line: string) => void
  readonly signal?: AbortSignal
}

type Flags = Omit<WarehouseOptions, 'timeZone' | 'database' | 'out'> & {
  out?: string
  tz: string
  duckdb: boolean
  threads: number
}

/** The `dnr` command. Errors of the caller are thrown as they are: exit codes are the app's. */
export function dnrProgram(effects: DnrEffects): Command {
  const program = new Command('dnr')
    .description(
      'Data-needs reporter: synthetic warehouses with known defects, and a report on what they need.',
    )
    .showHelpAfterError('(dnr --help lists the commands)')
  program.addCommand(genWarehouse(effects).exitOverride())
  return program
}

function genWarehouse(effects: DnrEffects): Command {
  return new Command('gen-warehouse')
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
    .action(async (flags: Flags) => {
      const { tz, duckdb, threads, ...rest } = flags
      const warehouse = await generateWarehouse(
        {
          ...rest,
          timeZone: tz,
          database: duckdb,
          out: flags.out ?? join('data', flags.archetype),
          meta: flags.meta ?? join('meta', flags.archetype),
        },
        {
          threads,
          ...(effects.signal ? { signal: effects.signal } : {}),
          onProgress: ({ table, done, total }) => effects.progress(`${done + 1}/${total} ${table}`),
        },
      )
      for (const { name, rows } of warehouse.tables)
        effects.print(`${name.padEnd(28)} ${rows.toLocaleString('en-US').padStart(14)} rows`)
      effects.print(`written to ${warehouse.out}; what was planted is told in ${warehouse.meta}`)
    })
}

const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices)

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
