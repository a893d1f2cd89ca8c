import { Command } from 'commander'
import { evalLabelsCommand } from './commands/eval-labels.ts'
import { genComms } from './commands/gen-comms.ts'
import { genWarehouse } from './commands/gen-warehouse.ts'
import { initCommand } from './commands/init.ts'
import { quickstart } from './commands/quickstart.ts'
import { runReportCommand } from './commands/run-report.ts'
import { validateCommand } from './commands/validate.ts'
import type { DnrEffects } from './dnr-effects.ts'

/** One line per command, under the heading it has in the help. */
const COMMANDS: Readonly<Record<string, readonly ((effects: DnrEffects) => Command)[]>> = {
  'Start:': [initCommand, quickstart],
  'Make data:': [genWarehouse, genComms],
  'Report:': [runReportCommand],
  'Check:': [evalLabelsCommand, validateCommand],
}

const FLOW = `
How it goes together:
  gen-warehouse   tables with known defects     → data/<archetype>, meta/<archetype>
  gen-comms       what people write about them  → comms/<archetype>
  run-report      what to do first, and why     → reports/<archetype>, runs/<id>
  eval-labels     were the texts read rightly   → reports/eval/<id>
  validate        does every gate hold          → reports/<archetype>/qc

Examples:
  $ dnr quickstart --fast --no-llm      all of it in seconds, without a key
  $ dnr gen-warehouse --help            the flags of one command

Settings come from configs/default.yaml (dnr init makes it), then the environment
(DNR_CLASSIFICATION_API_CAP_USD=0.5), then flags. Exit codes: 0 fine, 1 a gate failed
or a fault of ours, 2 a mistake in what was given, 130 stopped by Ctrl-C.`

/** The `dnr` command. Errors of the caller are thrown as they are: exit codes are the app's. */
export function dnrProgram(effects: DnrEffects): Command {
  const program = new Command('dnr')
    .description('What your data needs most: synthetic companies with known defects, and a report on them.')
    .showHelpAfterError('(dnr --help lists the commands)')
    .helpCommand(false)
    .addHelpText('after', FLOW)
  for (const [heading, commands] of Object.entries(COMMANDS))
    for (const command of commands) program.addCommand(command(effects).helpGroup(heading).exitOverride())
  return program
}
