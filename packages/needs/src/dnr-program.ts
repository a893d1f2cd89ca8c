import { Command } from 'commander'
import { evalLabelsCommand } from './commands/eval-labels.ts'
import { genComms } from './commands/gen-comms.ts'
import { genWarehouse } from './commands/gen-warehouse.ts'
import { validateCommand } from './commands/validate.ts'
import type { DnrEffects } from './dnr-effects.ts'

/** One line per command, under the heading it has in the help. */
const COMMANDS: Readonly<Record<string, readonly ((effects: DnrEffects) => Command)[]>> = {
  'Make data:': [genWarehouse, genComms],
  'Check:': [evalLabelsCommand, validateCommand],
}

/** The `dnr` command. Errors of the caller are thrown as they are: exit codes are the app's. */
export function dnrProgram(effects: DnrEffects): Command {
  const program = new Command('dnr')
    .description(
      'Data-needs reporter: synthetic warehouses with known defects, and a report on what they need.',
    )
    .showHelpAfterError('(dnr --help lists the commands)')
  for (const [heading, commands] of Object.entries(COMMANDS))
    for (const command of commands) program.addCommand(command(effects).helpGroup(heading).exitOverride())
  return program
}
