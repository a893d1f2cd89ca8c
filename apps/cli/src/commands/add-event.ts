import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { addEvent, type EventFlags, listEvents, removeEvent } from './event.ts'

/** What people know to have happened. */
export function addEventCommands(program: Command, effects: Effects, exit: Exit): void {
  const event = program.command('event').description('the timeline of a project: what happened, and when')
  event
    .command('add')
    .description('note what happened')
    .argument('<name>')
    .requiredOption('--day <day>', 'the (first) day of it')
    .option('--until <day>', 'the last day of it')
    .option('--note <text>', 'what there is to know of it')
    .option('--project <dir>', 'a Numize project', '.')
    .action(async (name: string, flags: EventFlags) =>
      exit(await withDesk(effects, (desk) => addEvent(name, flags, desk, effects))),
    )
  event
    .command('list')
    .description('what is noted, by day')
    .option('--project <dir>', 'a Numize project', '.')
    .action(async (flags: EventFlags) =>
      exit(await withDesk(effects, (desk) => listEvents(flags, desk, effects))),
    )
  event
    .command('remove')
    .description('take an event off the timeline')
    .argument('<name>')
    .option('--project <dir>', 'a Numize project', '.')
    .action(async (name: string, flags: EventFlags) =>
      exit(await withDesk(effects, (desk) => removeEvent(name, flags, desk, effects))),
    )
}
