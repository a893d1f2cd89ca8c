import type { Command } from 'commander'
import { type Desk, localDesk } from './desk.ts'
import type { Effects } from './effects.ts'
import { type Installation, openInstallation } from './installation.ts'
import { remoteDesk } from './owner-socket.ts'

/** Tells the exit code of a command. */
export type Exit = (code: number) => void

/** The flags of every command that answers. */
export const asking = (command: Command): Command =>
  command
    .option('--project <dir>', 'a Numize project')
    .option(
      '--source <file>',
      'your own data: CSV, TSV, JSON, Parquet, SQLite or DuckDB file, or a folder of them',
    )
    .option('--now <moment>', 'read the question at this moment')
    .option('--as <user>', 'ask as this user')
    .option('--json', 'print JSON')

/** The owner's desk where one runs, else our own. */
export async function withDesk(
  effects: Effects,
  work: (desk: Desk, effects: Effects) => Promise<number>,
): Promise<number> {
  const remote = await remoteDesk(effects.stateDir)
  if (remote) {
    await using desk = remote
    return await work(desk, effects)
  }
  return withInstallation(effects, async (installation) => {
    await using desk = localDesk(installation, effects)
    return await work(desk, effects)
  })
}

export async function withInstallation(
  effects: Effects,
  work: (installation: Installation) => Promise<number>,
): Promise<number> {
  await using installation = await openInstallation(effects)
  return await work(installation)
}
