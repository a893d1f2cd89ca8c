import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import { asking, type Exit, withDesk } from '../with-desk.ts'
import { type ProfileFlags, profile } from './profile.ts'

/** `numize profile`. */
export function addProfile(program: Command, effects: Effects, exit: Exit): void {
  asking(
    program
      .command('profile')
      .description('what the columns of a table hold, or how that differs from an earlier profile')
      .argument('<table>'),
  )
    .option('--from <day>', 'rows from this day on')
    .option('--until <day>', 'rows before this day')
    .option('--against <file>', 'an earlier profile, written with --json')
    .action(async (table: string, flags: ProfileFlags) =>
      exit(await withDesk(effects, (desk) => profile(table, flags, desk, effects))),
    )
}
