import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import type { DnrConfig } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { isCurrent } from '../is-current.ts'
import type { Archetype } from '../options.ts'
import { planWarehouse } from '../plan-warehouse.ts'
import { reportedRun, writeReportIndex } from '../start/report-index.ts'
import { evalLabelsCommand } from './eval-labels.ts'
import { configured, examples, whole } from './flags.ts'
import { genComms } from './gen-comms.ts'
import { genWarehouse, warehouseOptions } from './gen-warehouse.ts'
import { runReportCommand } from './run-report.ts'

interface Flags {
  fast?: boolean
  llm: boolean
  seed?: number
  config?: string
  dryRun?: boolean
}

/** Settings of `--fast`: a tenth of the rows, a fifth of the texts. */
const FAST = {
  DNR_WAREHOUSE_SCALE: 'demo',
  DNR_COMMS_SLACK_THREADS: '600',
  DNR_COMMS_EMAIL_THREADS: '160',
  DNR_COMMS_NLQ: '200',
}

export function quickstart(effects: DnrEffects): Command {
  const command = new Command('quickstart')
    .summary('both companies, from nothing to a report')
    .description(
      'For both archetypes: warehouse, communications, report, labels scored; then reports/index.md. A warehouse that stands there already, of the same settings, is kept.',
    )
    .option('--fast', 'a tenth of the rows: seconds instead of minutes')
    .option('--no-llm', 'no language model, also where there is a key')
    .option('--seed <n>', 'of the warehouses; the communications take the next (42)', whole)
    .option('--dry-run', 'say what would be made and what it may cost, and make nothing')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(configured(command), ['dnr quickstart --fast --no-llm', 'dnr quickstart --seed 42'])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const inner = { ...effects, env: environmentOf(flags, effects.env) }
  const config = await loadConfig({ ...inner, file: flags.config })
  if (flags.dryRun === true) return plan(config, inner).forEach(effects.print)
  const started = effects.clock.now()
  for (const archetype of config.warehouse.archetypes) await runArchetype(archetype, { flags, config, inner })
  const index = await writeReportIndex(
    resolve(effects.cwd, config.paths.reports),
    config.warehouse.archetypes,
  )
  const seconds = ((effects.clock.now() - started) / 1000).toFixed(1)
  effects.print(`done in ${seconds} s: read ${relative(effects.cwd, index)}`)
  effects.print('next: dnr validate --archetype neobank, and the same for marketplace')
}

/** The steps are the commands themselves: what is said to quickstart is said to them by the environment. */
function environmentOf({ fast, llm, seed }: Flags, env: DnrEffects['env']): DnrEffects['env'] {
  return {
    ...env,
    ...(fast === true ? FAST : {}),
    ...(llm ? {} : { DNR_CLASSIFICATION_ENGINE: 'deterministic' }),
    ...(seed === undefined ? {} : { DNR_WAREHOUSE_SEED: String(seed), DNR_COMMS_SEED: String(seed + 1) }),
  }
}

interface Work {
  readonly flags: Flags
  readonly config: DnrConfig
  readonly inner: DnrEffects
}

async function runArchetype(archetype: Archetype, { flags, config, inner }: Work): Promise<void> {
  const settings = flags.config === undefined ? [] : ['--config', flags.config]
  const warehouse = { ...warehouseOptions(config, archetype, inner.cwd), database: true, staging: false }
  const step = async (title: string, make: (effects: DnrEffects) => Command, argv: readonly string[]) => {
    inner.signal.throwIfAborted()
    const from = inner.clock.now()
    const told: string[] = []
    const command = make({
      ...inner,
      print: (line) => void told.push(line),
      progress: (line) => inner.progress(`${archetype}: ${title}: ${line}`),
    })
    await command.parseAsync([...argv, ...settings], { from: 'user' })
    const seconds = ((inner.clock.now() - from) / 1000).toFixed(1)
    inner.print(`${archetype.padEnd(12)} ${title.padEnd(15)} ${seconds.padStart(6)} s`)
  }
  if (await isCurrent(warehouse)) inner.print(`${archetype.padEnd(12)} warehouse       there already`)
  else await step('warehouse', genWarehouse, ['--archetype', archetype, '--no-staging'])
  await step('communications', genComms, ['--archetype', archetype])
  await step('report', runReportCommand, ['--archetype', archetype])
  const runId = reportedRun(join(inner.cwd, config.paths.reports), archetype)
  if (runId === null) return
  const labels = ['--pred', join('runs', runId, 'preds'), '--labels', join(config.paths.meta, archetype)]
  await step('labels scored', evalLabelsCommand, labels)
}

function plan(config: DnrConfig, { cwd, env }: DnrEffects): readonly string[] {
  const { classification, entities, comms, warehouse } = config
  const hasKey = (env[classification.env_key_var] ?? '') !== ''
  const usesLlm = classification.engine === 'llm' && hasKey
  const cost = warehouse.archetypes.length * (2 * classification.api_cap_usd + entities.api_cap_usd)
  return [
    ...warehouse.archetypes.flatMap((archetype) =>
      planWarehouse(warehouseOptions(config, archetype, cwd)).slice(0, -2),
    ),
    `${comms.slack_threads} Slack threads, ${comms.email_threads} e-mails and ${comms.nlq} questions each, then a report each`,
    usesLlm
      ? `at most ${cost.toFixed(2)} USD for language models, by the caps of the settings`
      : 'no language model: it costs nothing, and nothing is sent anywhere',
    'nothing was made: leave --dry-run out to make it',
  ]
}
