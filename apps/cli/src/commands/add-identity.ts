import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import type { ManageRequest } from '../managing.ts'
import { findProjects } from '../projects.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { addProviders } from './add-provider.ts'
import { gather, inOrg, type OfOrg, orgIn } from './of-org.ts'

/** Organisations, their identity providers, people and keys, by whoever owns the machine. */
export function addIdentityCommands(program: Command, effects: Effects, exit: Exit): void {
  const carryOut = async (request: ManageRequest): Promise<void> =>
    exit(
      await withDesk(effects, async (desk) => {
        for (const line of await desk.manage(request)) effects.out(`${line}\n`)
        return 0
      }),
    )
  addProviders(addOrganisations(program, carryOut), effects, carryOut)
  addPeople(program, carryOut)
  addKeys(program, carryOut)
}

type CarryOut = (request: ManageRequest) => Promise<void>

function addOrganisations(program: Command, carryOut: CarryOut): Command {
  const org = program
    .command('org')
    .description('organisations of this installation: nothing of one is seen in another')
  org
    .command('add')
    .description('make an organisation')
    .argument('<name>')
    .option('--label <text>', 'its name for people')
    .option('--admin <user>', 'its first administrator: prints the link to send them')
    .option('--projects <dir>', 'its projects, served to nobody else; said again, it replaces the folder')
    .action(
      (name: string, { label, admin, projects }: { label?: string; admin?: string; projects?: string }) =>
        carryOut({
          what: 'add organisation',
          name,
          label: label ?? null,
          admin: admin ?? null,
          projects: projects === undefined ? null : folderOf(projects),
        }),
    )
  org
    .command('list')
    .description('the organisations there are')
    .action(() => carryOut({ what: 'organisations' }))
  return org
}

/** A folder that holds projects, whole: the server may be started elsewhere. @throws `cli/no-projects` */
function folderOf(dir: string): string {
  findProjects(dir)
  return resolve(dir)
}

function addPeople(program: Command, carryOut: CarryOut): void {
  const people = program.command('people').description('people of an organisation')
  inOrg(people.command('list').description('people and service accounts')).action((flags: OfOrg) =>
    carryOut({ what: 'people', ...orgIn(flags) }),
  )
  inOrg(people.command('invite').description('add somebody: prints the link to send them').argument('<user>'))
    .option('--role <role>', 'a role; may be given again', gather, [])
    .option('--email <address>', 'their e-mail address')
    .action((user: string, flags: OfOrg & { role: string[]; email?: string }) =>
      carryOut({ what: 'invite', user, roles: flags.role, email: flags.email ?? null, ...orgIn(flags) }),
    )
  inOrg(
    people
      .command('reset')
      .description('print a link to come in by and set a new password')
      .argument('<user>'),
  )
    .option('--authenticator', 'remove a lost authenticator app too')
    .action((user: string, flags: OfOrg & { authenticator?: boolean }) =>
      carryOut({ what: 'reset', user, authenticator: flags.authenticator ?? false, ...orgIn(flags) }),
    )
  for (const disabled of [true, false])
    inOrg(
      people
        .command(disabled ? 'disable' : 'enable')
        .description(disabled ? 'shut somebody out, everywhere at once' : 'let somebody in again')
        .argument('<user>'),
    ).action((user: string, flags: OfOrg) => carryOut({ what: 'disable', user, disabled, ...orgIn(flags) }))
}

function addKeys(program: Command, carryOut: CarryOut): void {
  const key = program.command('key').description('API keys')
  inOrg(key.command('create').description('make a key: it is shown once').argument('<name>'))
    .requiredOption('--scope <scope>', 'what it may do; may be given again', gather, [])
    .option('--expires <day>', 'when it ends')
    .option('--for <user>', 'whose it is, yours unless said')
    .option('--service', 'make the service account of --for first')
    .action(
      (name: string, flags: OfOrg & { scope: string[]; expires?: string; for?: string; service?: boolean }) =>
        carryOut({
          what: 'make key',
          name,
          scopes: flags.scope,
          expires: flags.expires ?? null,
          owner: flags.for ?? null,
          service: flags.service ?? false,
          ...orgIn(flags),
        }),
    )
  inOrg(
    key.command('list').description('keys there are, or those that begin so').argument('[prefix]'),
  ).action((prefix: string | undefined, flags: OfOrg) =>
    carryOut({ what: 'keys', prefix: prefix ?? null, ...orgIn(flags) }),
  )
  inOrg(key.command('revoke').description('end a key').argument('<id>')).action((id: string, flags: OfOrg) =>
    carryOut({ what: 'revoke key', key: id, ...orgIn(flags) }),
  )
  inOrg(key.command('rotate').description('sign access tokens with a new key')).action((flags: OfOrg) =>
    carryOut({ what: 'rotate signing key', ...orgIn(flags) }),
  )
}
