import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import type { RawWork } from '../slices/carry-out-raw.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { type NewSliceFlags, newSlice } from './new-slice.ts'
import { approveRaw, askRaw, type RawFlags, raw, refuseRaw } from './raw-request.ts'
import { type SliceFlags, slice } from './slice.ts'

/** Slices from a file to use, and requests to see personal data. */
export function addSliceCommands(program: Command, effects: Effects, exit: Exit): void {
  const group = program.command('slice').description('what a team may ask: check, publish, roll back')
  const command = (name: string, description: string, argument: string | null = '<slice>'): Command => {
    const made = group.command(name).description(description)
    if (argument !== null) made.argument(argument)
    return made
      .option('--project <dir>', 'a Numize project', '.')
      .option('--as <user>', 'act as this user')
      .option('--json', 'print JSON')
  }
  const carriedOut = (kind: Parameters<typeof slice>[0]) => async (name: string, flags: SliceFlags) =>
    exit(await withDesk(effects, (desk) => slice(kind, name, flags, { desk, effects })))
  command('new', 'write a slice to start from: personal data hidden, small groups and single rows kept back')
    .option('--audience <who>', 'a role or user; may be given again', gather, [])
    .option('--model <name>', 'only this model; may be given again', gather, [])
    .option('--metric <name>', 'only this metric; may be given again', gather, [])
    .action(async (name: string, flags: NewSliceFlags) => exit(await newSlice(name, flags, effects)))
  command('check', 'how ready a slice is to be exposed, and what to mend').action(carriedOut('check'))
  command('diff', 'what publishing would change and break').action(carriedOut('diff'))
  command('publish', 'put a slice to use as its file says')
    .option('--why <text>', 'why; it is kept with the version')
    .option('--force <reason>', 'although approved questions break')
    .action(carriedOut('publish'))
  command('rollback', 'put an earlier version to use again')
    .requiredOption('--to <version>', 'which')
    .option('--why <text>', 'why; it is kept with the version')
    .option('--force <reason>', 'although approved questions break')
    .action(carriedOut('rollBack'))
  command('versions', 'what was published, by whom and why').action(carriedOut('versions'))
  group
    .command('preview')
    .description('what somebody would see through the slice as its file says')
    .argument('<slice>')
    .requiredOption('--as <user>', 'who')
    .option('--question <text>', 'also answer this')
    .option('--project <dir>', 'a Numize project', '.')
    .option('--json', 'print JSON')
    .action(carriedOut('preview'))
  const wishing = (workOf: (id: string, flags: RawFlags) => RawWork) => async (id: string, flags: RawFlags) =>
    exit(await withDesk(effects, (desk) => raw(workOf(id, flags), flags, desk, effects)))
  command('request-raw', 'ask to see a personal column unmasked', '<model.dimension>')
    .option('--why <text>', 'what for')
    .option('--slice <name>', 'of this slice')
    .action(wishing(askRaw))
  command('requests', 'who asked to see personal data, and what was decided', null).action(
    async (flags: RawFlags) => wishing(() => ({ kind: 'list' }))('', flags),
  )
  command('approve-raw', 'let a request be seen for some days', '<request>')
    .option('--days <number>', 'how long, 7 unless said', '7')
    .action(wishing(approveRaw))
  command('refuse-raw', 'refuse a request, or end an approval', '<request>').action(wishing(refuseRaw))
}

const gather = (one: string, before: readonly string[]): readonly string[] => [...before, one]
