import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { ARCHETYPES } from '../options.ts'
import { type ReportOptions, type ReportRun, runReport } from '../report/run-report.ts'
import { amount, choice, configured, examples } from './flags.ts'

interface Flags {
  archetype?: Archetype
  warehouse?: string
  comms?: string
  out?: string
  runs: string
  window?: number
  apiCapUsd?: number
  llm: boolean
  strict?: boolean
  dryRun?: boolean
  config?: string
}

export function runReportCommand(effects: DnrEffects): Command {
  const command = new Command('run-report')
    .summary('what to do first, and why')
    .description(
      'Measure a warehouse, read what people write about it, and write the report: three actions, data health, themes, figures, one page to print.',
    )
    .addOption(choice('--archetype <name>', 'for the default folders', ARCHETYPES))
    .option('--warehouse <folder>', 'its tables (data/<archetype>)')
    .option('--comms <folder>', 'its communications (comms/<archetype>)')
    .option('--out <folder>', 'where the report goes (reports/<archetype>)')
    .option('--runs <folder>', 'where labels and accounts of each run go', 'runs')
    .option('--window <days>', 'the last days of the data, such as 30d (30d)', days)
    .option('--api-cap-usd <usd>', 'most that labels by a model may cost (1)', amount)
    .option('--no-llm', 'our own classifier, even where there is a key for a model')
    .option('--strict', 'exit 1 where a source is covered too little or the budget ended early')
    .option('--dry-run', 'say what would be read, by whom and at what cost, and write nothing')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(configured(command), [
    'dnr run-report --archetype neobank',
    'dnr run-report --warehouse data/neobank --comms comms/neobank --out reports/neobank --window 30d --no-llm',
  ])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const config = await loadConfig({
    ...effects,
    file: flags.config,
    flags: { classification: { api_cap_usd: flags.apiCapUsd }, report: { window_days: flags.window } },
  })
  const options = optionsOf(flags, config, effects)
  if (flags.dryRun === true) return plan(options, effects).forEach(effects.print)
  const done = await runReport(options, { ...effects, threads: availableParallelism() })
  tell(done, options, effects)
  if (flags.strict === true && done.shortfalls.length > 0) effects.exit(1)
}

function optionsOf(flags: Flags, config: DnrConfig, { cwd }: DnrEffects): ReportOptions {
  const archetype = flags.archetype ?? archetypeIn(flags.warehouse) ?? archetypeIn(flags.comms) ?? 'neobank'
  const folder = (given: string | undefined, root: string) => resolve(cwd, given ?? join(root, archetype))
  return {
    warehouse: folder(flags.warehouse, config.paths.data),
    comms: folder(flags.comms, config.paths.comms),
    out: folder(flags.out, config.paths.reports),
    runs: resolve(cwd, flags.runs),
    config,
    windowDays: config.report.window_days,
    useLlm: flags.llm && config.classification.engine === 'llm',
  }
}

/** `data/marketplace` is of the marketplace, so that the other folders need not be given. */
const archetypeIn = (folder: string | undefined): Archetype | undefined =>
  ARCHETYPES.find((name) => folder?.split(/[\\/]/).includes(name))

function tell(
  { report, files, shortfalls }: ReportRun,
  { out }: ReportOptions,
  { print, cwd }: DnrEffects,
): void {
  const { compliance } = report.facts
  for (const note of report.notes) print(note)
  print(`${compliance.passed} of ${compliance.checks} objectives are met`)
  for (const [index, { theme, table, score, confidence }] of report.actions.entries())
    print(
      `${index + 1}. ${theme} at ${table ?? 'no table'}: score ${score.toFixed(3)}, confidence ${confidence.toFixed(2)}`,
    )
  if (report.hidden.length > 0) print(`hidden for a confidence below 0.55: ${report.hidden.length}`)
  for (const shortfall of shortfalls) print(`coverage: ${shortfall}`)
  print(
    `${files.length} files in ${relative(cwd, out) || '.'}; read ${join(relative(cwd, out), 'exec_summary.md')}`,
  )
}

function plan(
  { warehouse, comms, out, config, windowDays, useLlm }: ReportOptions,
  { env, cwd }: DnrEffects,
): readonly string[] {
  const { classification, entities } = config
  const hasKey = (env[classification.env_key_var] ?? '') !== ''
  const shown = (path: string) => relative(cwd, path) || '.'
  return [
    `the last ${windowDays} days of ${shown(warehouse)}, with what ${shown(comms)} says in them`,
    useLlm && hasKey
      ? `labels by ${classification.model}: at most ${classification.api_cap_usd.toFixed(2)} USD, and ${entities.api_cap_usd.toFixed(2)} USD for tables and columns`
      : 'labels by our own classifier: it costs nothing, and nothing is sent anywhere',
    `the report would replace what is in ${shown(out)}`,
    'nothing was written: leave --dry-run out to write it',
  ]
}

const MOST_DAYS = 730

function days(text: string): number {
  const found = /^(\d+)d?$/.exec(text)
  const count = Number(found?.[1])
  if (found === null || count < 1 || count > MOST_DAYS)
    throw new InvalidArgumentError(`It must be a number of days from 1 to ${MOST_DAYS}, such as 30d.`)
  return count
}
