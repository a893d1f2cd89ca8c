import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { backup, move, restore } from './store.ts'

/** What keeps metadata safe. */
export function addStoreCommands(program: Command, effects: Effects, exit: Exit): void {
  const store = program
    .command('store')
    .description('back up, restore or move users, conversations and the audit')
  store
    .command('backup')
    .description('write all metadata to a file')
    .argument('<file>')
    .action(async (file: string) => exit(await withDesk(effects, (desk) => backup(file, desk, effects))))
  store
    .command('restore')
    .description('read a backup into an empty state folder, or the empty database of DATABASE_URL')
    .argument('<file>')
    .action(async (file: string) => exit(await restore(file, effects)))
  store
    .command('move')
    .description('copy all metadata from here to an empty Postgres database')
    .argument('<url>', 'postgres://LOGIN@HOST/DATABASE')
    .action(async (url: string) => exit(await withDesk(effects, (desk) => move(url, desk, effects))))
}
