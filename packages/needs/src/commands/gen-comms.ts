import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { generateComms } from '../comms/generate-comms.ts'
import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { ARCHETYPES } from '../options.ts'
import { choice, configured, examples, whole } from './flags.ts'

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
}

export function genComms(effects: DnrEffects): Command {
  const command = configured(new Command('gen-comms'))
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
    .action(async (flags: Flags) => run(flags, effects))
  return examples(command, ['dnr gen-comms --archetype neobank --seed 43 --out comms/neobank'])
}

async function run(flags: Flags, effects: DnrEffects): Promise<void> {
  const { slack: slack_threads, email: email_threads, nlq, seed, samplePolicy: sample_policy } = flags
  const config = await loadConfig({
    ...effects,
    file: flags.config,
    flags: { comms: { slack_threads, email_threads, nlq, seed, sample_policy } },
  })
  const folder = (given: string | undefined, root: string): string =>
    resolve(effects.cwd, given ?? join(root, flags.archetype))
  const { counts, out, meta } = await generateComms(
    {
      archetype: flags.archetype,
      slack: config.comms.slack_threads,
      email: config.comms.email_threads,
      nlq: config.comms.nlq,
      seed: config.comms.seed,
      samplePolicy: config.comms.sample_policy,
      warehouse: folder(flags.warehouse, config.paths.data),
      meta: folder(flags.meta, config.paths.meta),
      out: folder(flags.out, config.paths.comms),
      sql: flags.nlqExecute ? 'execute' : flags.nlqParseOnly ? 'parse' : 'keep',
    },
    {
      signal: effects.signal,
      onProgress: ({ step, done, total }) => effects.progress(`${step} ${done}/${total}`),
    },
  )
  for (const [name, count] of Object.entries(counts))
    effects.print(`${name.replace('_', ' ').padEnd(16)} ${count.toLocaleString('en-US').padStart(8)}`)
  effects.print(`written to ${out}; the true labels are in ${meta}`)
}
