import type { Command } from 'commander'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { asking, type Exit, withDesk } from '../with-desk.ts'
import { type DiveFlags, deepDive, listDives } from './deep-dive.ts'

/** `numize deep-dive`. */
export function addDeepDive(program: Command, effects: Effects, exit: Exit): void {
  asking(
    program
      .command('deep-dive')
      .description('everything that can be looked at for the cause of a change: "revenue last month"')
      .argument('[question]'),
  )
    .option('--list', 'deep dives so far')
    .option('--stop <run>', 'stop one that is under way')
    .action(async (question: string | undefined, flags: DiveFlags) =>
      exit(await withDesk(effects, diveWork(question, flags))),
    )
}

/** A dive, or with `--list` or `--stop` the dives so far. */
function diveWork(
  question: string | undefined,
  flags: DiveFlags,
): (desk: Desk, effects: Effects) => Promise<number> {
  if (flags.list === true || flags.stop !== undefined)
    return (desk, effects) => listDives(flags.stop, desk, effects)
  if (question !== undefined) return (desk, effects) => deepDive(question, flags, desk, effects)
  throw cliError('bad-option', { option: 'deep-dive', value: '', expected: 'what to dive into, in quotes' })
}
