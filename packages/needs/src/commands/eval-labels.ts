import { basename, dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import type { DnrEffects } from '../dnr-effects.ts'
import { evalLabels } from '../labels/eval-labels.ts'
import { gateLines } from '../labels/eval-report.ts'
import { configured, examples } from './flags.ts'

interface Flags {
  readonly pred: string
  readonly labels?: string
  readonly out?: string
  readonly config?: string
  readonly strict?: boolean
}

export function evalLabelsCommand(effects: DnrEffects): Command {
  const command = configured(new Command('eval-labels'))
    .summary('were the texts read rightly')
    .description(
      "Score a run's labels against the true ones: accuracy, F1, confusions, calibration, coverage.",
    )
    .requiredOption('--pred <folder>', "a run's predictions: runs/<id>/preds")
    .option(
      '--labels <folder>',
      'the true labels: meta/<archetype>, or meta where the run tells which (meta)',
    )
    .option('--out <folder>', 'where eval.json and eval.md go (reports/eval/<id>)')
    .option('--strict', 'exit with 1 where a gate is not passed')
    .action(async (flags: Flags) => run(flags, effects))
  return examples(command, ['dnr eval-labels --pred runs/4f1c/preds --labels meta/neobank --strict'])
}

async function run({ pred, labels, out, config: file, strict }: Flags, effects: DnrEffects): Promise<void> {
  const { paths } = await loadConfig({ ...effects, file })
  const preds = resolve(effects.cwd, pred)
  const runId = basename(basename(preds) === 'preds' ? dirname(preds) : preds)
  const target = resolve(effects.cwd, out ?? join(paths.reports, 'eval', runId))
  const scores = await evalLabels(
    { pred: preds, labels: resolve(effects.cwd, labels ?? paths.meta), out: target },
    { signal: effects.signal },
  )
  for (const line of gateLines(scores)) effects.print(line)
  effects.print(
    `${scores.passed ? 'every gate is passed' : 'not every gate is passed'}; written to ${target}`,
  )
  if (strict === true && !scores.passed) effects.exit(1)
}
