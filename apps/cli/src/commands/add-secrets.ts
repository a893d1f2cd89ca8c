import type { Command } from 'commander'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { inOrg, type OfOrg } from './of-org.ts'
import { listSecrets, removeSecret, rotateMasterKey, setSecret } from './secrets.ts'

/** Passwords and keys that connections and providers refer to. */
export function addSecretsCommands(program: Command, effects: Effects, exit: Exit): void {
  const through = (work: (desk: Desk) => Promise<number>): Promise<number> => withDesk(effects, work)
  const secrets = program
    .command('secrets')
    .description('passwords and keys that connections refer to as secret:NAME')
  inOrg(secrets.command('set').description('keep a secret; its value is typed or piped in'))
    .argument('<name>')
    .option('--from <reference>', 'env:NAME, file:/PATH or vault:PATH#FIELD instead')
    .action(async (name: string, flags: OfOrg & { from?: string }) =>
      exit(await through((desk) => setSecret(name, flags, desk, effects))),
    )
  inOrg(secrets.command('list').description('their names, never their values')).action(async (flags: OfOrg) =>
    exit(await through((desk) => listSecrets(flags, desk, effects))),
  )
  inOrg(secrets.command('remove').argument('<name>')).action(async (name: string, flags: OfOrg) =>
    exit(await through((desk) => removeSecret(name, flags, desk, effects))),
  )
  secrets
    .command('rotate')
    .description('put everything that is sealed under a new master key')
    .option('--to <reference>', 'the new key, where the present one is not in a file: env:NAME or file:/PATH')
    .action(async (flags: { to?: string }) =>
      exit(await through((desk) => rotateMasterKey(flags, desk, effects))),
    )
}
