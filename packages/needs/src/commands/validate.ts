import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Archetype } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { ARCHETYPES } from '../options.ts'
import { validate } from '../validate/validate.ts'
import { asLines, writeValidation } from '../validate/write-validation.ts'
import { choice, configured, examples } from './flags.ts'

interface Flags {
  archetype?: Archetype
  warehouse?: string
  comms?: string
  meta?: string
  runs: string
  report?: string
  out?: string
  strict?: boolean
  json?: boolean
  config?: string
}

export function validateCommand(effects: DnrEffects): Command {
  const command = new Command('validate')
    .summary('every quality gate, on a warehouse and on what was made from it')
    .description(
      'Check a warehouse, its communications and runs against every gate: schema, volumes, defects, seasons, taxonomy, money, trajectory, texts, themes, correlation, reproducibility, spend and guardrails.',
    )
    .addOption(choice('--archetype <name>', 'for the default folders', ARCHETYPES))
    .option('--warehouse <folder>', 'its tables (data/<archetype>)')
    .option('--comms <folder>', 'its communications (comms/<archetype>)')
    .option('--meta <folder>', 'what was planted, and the true labels (meta/<archetype>)')
    .option('--runs <folder>', 'runs of the report, for what they spent', 'runs')
    .option('--report <folder>', 'the report (reports/<archetype>)')
    .option('--out <folder>', 'where validate.json and validate.md go (reports/<archetype>/qc)')
    .option('--strict', 'exit 1 where a gate fails; without it failures are warnings')
    .option('--json', 'print JSON')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(configured(command), [
    'dnr validate --archetype neobank --strict',
    'dnr validate --warehouse data/neobank --comms comms/neobank --out reports/neobank/qc --strict',
  ])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const config = await loadConfig({ ...effects, file: flags.config, flags: {} })
  const archetype = flags.archetype ?? archetypeIn(flags.warehouse) ?? 'neobank'
  const folder = (given: string | undefined, root: string) =>
    resolve(effects.cwd, given ?? join(root, archetype))
  const validation = await validate(
    {
      warehouse: folder(flags.warehouse, config.paths.data),
      comms: folder(flags.comms, config.paths.comms),
      meta: folder(flags.meta, config.paths.meta),
      runs: resolve(effects.cwd, flags.runs),
      report: folder(flags.report, config.paths.reports),
    },
    { config, threads: availableParallelism(), signal: effects.signal, onProgress: effects.progress },
  )
  const out = resolve(effects.cwd, flags.out ?? join(config.paths.reports, archetype, 'qc'))
  await writeValidation(out, validation)
  if (flags.json === true) effects.print(JSON.stringify(validation))
  else for (const line of asLines(validation)) effects.print(line)
  if (flags.json !== true) effects.print(`written to ${out}`)
  if (flags.strict === true && !validation.passed) effects.exit(1)
}

/** `data/marketplace` is of the marketplace, so that the other folders need not be given. */
const archetypeIn = (folder: string | undefined): Archetype | undefined =>
  ARCHETYPES.find((name) => folder?.split(/[\\/]/).includes(name))
