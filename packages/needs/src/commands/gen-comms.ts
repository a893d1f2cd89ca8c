import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { CommsOptions } from '../comms/comms-options.ts'
import type { CommsEffects } from '../comms/compose-comms.ts'
import { type CommsEstimate, estimateComms } from '../comms/estimate-comms.ts'
import { type GeneratedComms, generateComms } from '../comms/generate-comms.ts'
import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { ARCHETYPES } from '../options.ts'
import { amount, choice, configured, examples, whole } from './flags.ts'

interface Flags {
  readonly archetype: Archetype
  readonly config?: string
  readonly slack?: number
  readonly email?: number
  readonly nlq?: number
  readonly seed?: number
  readonly samplePolicy?: DnrConfig['comms']['sample_policy']
  readonly warehouse?: string
  readonly meta?: string
  readonly out?: string
  readonly nlqParseOnly?: boolean
  readonly nlqExecute?: boolean
  readonly llm: boolean
  readonly apiCapUsd?: number
  readonly dryRun?: boolean
}

export function genComms(effects: DnrEffects): Command {
  const command = configured(new Command('gen-comms'))
    .summary('what people write about it, and the true labels')
    .description('Write Slack threads, e-mails and questions about a warehouse, and their true labels.')
    .addOption(choice('--archetype <name>', 'the kind of company', ARCHETYPES).makeOptionMandatory())
    .option('--slack <n>', 'threads (default: 3000)', whole)
    .option('--email <n>', 'messages (default: 800)', whole)
    .option('--nlq <n>', 'questions (default: 1000)', whole)
    .option('--seed <n>', 'another seed gives other texts (default: 43)', whole)
    .addOption(
      choice('--sample-policy <name>', 'whether people write about what was planted', [
        'event_aware',
        'uniform',
      ]),
    )
    .option('--warehouse <folder>', 'what they write about (default: data/<archetype>)')
    .option('--meta <folder>', 'what was planted, and where the labels go (default: meta/<archetype>)')
    .option('--out <folder>', 'where the texts go (default: comms/<archetype>)')
    .option('--nlq-parse-only', "bind each question's SQL against the warehouse, do not run it")
    .option('--nlq-execute', "run each question's SQL on the synthetic warehouse")
    .option('--no-llm', 'by our own grammar, even where there is a key for a model')
    .option('--api-cap-usd <usd>', 'most that a model may cost (1)', amount)
    .option('--dry-run', 'say what would be written, by whom and at what cost, and write nothing')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(command, ['dnr gen-comms --archetype neobank --seed 43 --out comms/neobank'])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const { slack: slack_threads, email: email_threads, nlq, seed, samplePolicy: sample_policy } = flags
  const config = await loadConfig({
    ...effects,
    file: flags.config,
    flags: {
      comms: { slack_threads, email_threads, nlq, seed, sample_policy },
      classification: { api_cap_usd: flags.apiCapUsd },
    },
  })
  const folder = (given: string | undefined): string | undefined =>
    given === undefined ? undefined : resolve(effects.cwd, given)
  const planned = commsOptions(config, flags.archetype, effects.cwd)
  const options: CommsOptions = {
    ...planned,
    warehouse: folder(flags.warehouse) ?? planned.warehouse,
    meta: folder(flags.meta) ?? planned.meta,
    out: folder(flags.out) ?? planned.out,
    sql: flags.nlqExecute ? 'execute' : flags.nlqParseOnly ? 'parse' : 'keep',
    ...(flags.llm ? {} : { llm: null }),
  }
  const { signal, env } = effects
  if (flags.dryRun === true) return tellPlan(options, await estimateComms(options, { signal, env }), effects)
  const onProgress: CommsEffects['onProgress'] = ({ step, done, total }) =>
    effects.progress(`${step} ${done}/${total}`)
  tellResult(await generateComms(options, { signal, env, onProgress }), effects)
}

/** What the settings say of an archetype's communications, in the folders they name. */
export function commsOptions(
  { comms, paths, classification, cache }: DnrConfig,
  archetype: Archetype,
  cwd: string,
): CommsOptions {
  const folder = (root: string): string => resolve(cwd, join(root, archetype))
  const { engine, provider, model, base_url: baseUrl, concurrency, env_key_var: keyVariable } = classification
  const llm = {
    provider,
    model,
    baseUrl,
    keyVariable,
    concurrency,
    capUsd: classification.api_cap_usd,
    cacheDir: cache.enabled ? resolve(cwd, cache.dir) : null,
  }
  return {
    archetype,
    slack: comms.slack_threads,
    email: comms.email_threads,
    nlq: comms.nlq,
    seed: comms.seed,
    samplePolicy: comms.sample_policy,
    warehouse: folder(paths.data),
    meta: folder(paths.meta),
    out: folder(paths.comms),
    sql: 'keep',
    llm: engine === 'llm' ? llm : null,
  }
}

function tellPlan(options: CommsOptions, estimate: CommsEstimate, { print }: DnrEffects): void {
  const { slack, email, nlq, out } = options
  print(`${slack} Slack threads, ${email} e-mails and ${nlq} questions would be written to ${out}`)
  print(`${estimate.events} things that happened to the data would be written about within a day`)
  print(
    estimate.model === null
      ? 'by our own grammar, at no cost'
      : `by ${estimate.model}: ${estimate.requests} requests, about $${estimate.estimateUsd.toFixed(2)}, never more than $${estimate.capUsd.toFixed(2)}`,
  )
}

function tellResult(
  { counts, out, meta, engine, spend, byGrammar }: GeneratedComms,
  { print }: DnrEffects,
): void {
  for (const [name, count] of Object.entries(counts))
    print(`${name.replace('_', ' ').padEnd(16)} ${Number(count).toLocaleString('en-US').padStart(8)}`)
  if (spend.model !== null)
    print(
      `${spend.model}: ${spend.calls} requests for $${spend.spentUsd.toFixed(4)} of $${spend.capUsd.toFixed(2)}, ${spend.cachedCalls} replies from the cache`,
    )
  if (engine === 'llm' && byGrammar > 0) print(`${byGrammar} items are by the grammar: comms.json lists them`)
  print(`written to ${out}; the true labels are in ${meta}`)
}
