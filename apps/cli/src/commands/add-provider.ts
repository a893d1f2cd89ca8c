import { isReference } from '@numize/secrets'
import type { Command } from 'commander'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import type { ManageRequest } from '../managing.ts'
import { gather, inOrg, type OfOrg, orgIn } from './of-org.ts'

interface ProviderFlags extends OfOrg {
  readonly issuer: string
  readonly client: string
  readonly secret?: string
  readonly label?: string
  readonly domain: readonly string[]
  readonly create?: boolean
  readonly role: readonly string[]
  readonly roleClaim?: string
  readonly map: readonly string[]
  readonly attribute: readonly string[]
}

/** `numize org provider …`: where the people of an organisation sign in beside here. */
export function addProviders(
  org: Command,
  effects: Effects,
  carryOut: (request: ManageRequest) => Promise<void>,
): void {
  const provider = org
    .command('provider')
    .description('identity providers people sign in at (OpenID Connect)')
  inOrg(
    provider
      .command('add')
      .description('add one, or replace its settings')
      .argument('<name>', 'as in acme-id'),
  )
    .requiredOption('--issuer <address>', 'its address: https://id.acme.example')
    .requiredOption('--client <id>', 'what it knows Numize by')
    .option('--secret <reference>', 'secret:NAME or vault:PATH#FIELD; - reads it from a pipe or the terminal')
    .option('--label <text>', 'its name for people')
    .option('--domain <domain>', 'only people of this e-mail domain; may be given again', gather, [])
    .option('--create', 'let in people who were never here')
    .option('--role <role>', 'a role of new people; may be given again', gather, [])
    .option('--role-claim <claim>', 'the claim that lists groups: roles are what --map says of them')
    .option('--map <group=role>', 'a role by a group; may be given again', gather, [])
    .option('--attribute <name=claim>', 'an attribute for row filters; may be given again', gather, [])
    .action(async (name: string, flags: ProviderFlags) =>
      carryOut({
        what: 'save provider',
        name,
        settings: await settingsOf(name, flags, effects),
        ...orgIn(flags),
      }),
    )
  inOrg(provider.command('list').description('those there are')).action((flags: OfOrg) =>
    carryOut({ what: 'providers', ...orgIn(flags) }),
  )
  inOrg(provider.command('test').description('ask it what it says of itself').argument('<name>')).action(
    (name: string, flags: OfOrg) => carryOut({ what: 'test provider', name, ...orgIn(flags) }),
  )
  inOrg(provider.command('remove').description('remove one; its people stay').argument('<name>')).action(
    (name: string, flags: OfOrg) => carryOut({ what: 'remove provider', name, ...orgIn(flags) }),
  )
}

async function settingsOf(name: string, flags: ProviderFlags, effects: Effects) {
  const { issuer, client, label = name, domain, create = false, role, roleClaim = null } = flags
  const clientSecret = await secretOf(flags.secret, effects)
  return {
    label,
    issuer,
    clientId: client,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    domains: [...domain],
    createPeople: create,
    defaultRoles: [...role],
    roleClaim,
    roles: pairsOf('--map', flags.map),
    attributes: pairsOf('--attribute', flags.attribute),
  }
}

/** A secret in clear never stands in a command: other people of the machine could read it there. */
async function secretOf(given: string | undefined, { secretInput }: Effects): Promise<string | undefined> {
  if (given === '-' && secretInput) return secretInput('The secret of the client: ')
  if (given === undefined || isReference(given)) return given
  const expected = 'secret:NAME, vault:PATH#FIELD, or - to be asked for it'
  throw cliError('bad-option', { option: '--secret', value: '…', expected })
}

const pairsOf = (option: string, texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw cliError('bad-option', { option, value: text, expected: 'name=value' })
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
