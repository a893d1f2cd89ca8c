import { isScope, type Principal, SCOPES, type Scope } from '@numize/access'
import { nearestNames } from '@numize/base'
import type { Identity, ProviderInput, ProviderView } from '@numize/identity'
import { cliError } from './errors.ts'

/** What the operator of an installation asks of its identity; `org` is the installation's own unless said. */
export type ManageRequest = { readonly org?: string } & (
  | { readonly what: 'organisations' }
  | {
      readonly what: 'add organisation'
      readonly name: string
      readonly label: string | null
      readonly admin: string | null
      /** The folder of its projects; null leaves it as it is. */
      readonly projects: string | null
    }
  | { readonly what: 'people' }
  | {
      readonly what: 'invite'
      readonly user: string
      readonly roles: readonly string[]
      readonly email: string | null
    }
  | { readonly what: 'reset'; readonly user: string; readonly authenticator: boolean }
  | { readonly what: 'disable'; readonly user: string; readonly disabled: boolean }
  | { readonly what: 'keys'; readonly prefix: string | null }
  | {
      readonly what: 'make key'
      readonly name: string
      readonly scopes: readonly string[]
      readonly expires: string | null
      readonly owner: string | null
      readonly service: boolean
    }
  | { readonly what: 'revoke key'; readonly key: string }
  | { readonly what: 'rotate signing key' }
  | { readonly what: 'providers' }
  | { readonly what: 'save provider'; readonly name: string; readonly settings: ProviderInput }
  | { readonly what: 'test provider' | 'remove provider'; readonly name: string }
)

/** Carries out what was asked; gives the lines to print. */
export async function manage(
  request: ManageRequest,
  { signIn, owner }: { readonly signIn: Identity; readonly owner: Principal },
): Promise<readonly string[]> {
  const { operator } = signIn
  const by: Principal = { ...owner, orgId: request.org ?? owner.orgId }
  await operator.requireOrganisation(by.orgId)
  const work = WORK[request.what] as Work<ManageRequest>
  return work(request, signIn, by)
}

type Work<R> = (request: R, signIn: Identity, by: Principal) => Promise<readonly string[]>

/** Who carries out what. */
const WORK: { readonly [W in ManageRequest['what']]: Work<Extract<ManageRequest, { what: W }>> } = {
  organisations: async (_, { operator }) =>
    (await operator.organisations()).map(
      ({ orgId, name, projectsDir }) => `${orgId}  ${name}${projectsDir === null ? '' : `  ${projectsDir}`}`,
    ),
  'add organisation': addOrganisation,
  people: managePeople,
  invite: managePeople,
  reset: managePeople,
  disable: managePeople,
  keys: manageKeys,
  'make key': manageKeys,
  'revoke key': manageKeys,
  'rotate signing key': manageKeys,
  providers: manageProviders,
  'save provider': manageProviders,
  'test provider': manageProviders,
  'remove provider': manageProviders,
}

async function addOrganisation(
  { name, label, admin, projects }: Extract<ManageRequest, { what: 'add organisation' }>,
  signIn: Identity,
  by: Principal,
): Promise<readonly string[]> {
  await signIn.operator.addOrganisation(name, label ?? name, projects)
  const served = projects === null ? [] : [`its projects in ${projects} are served from the next start on`]
  if (admin === null) return [`${name} is there`, ...served]
  const link = await signIn.people({ ...by, orgId: name }).invite({ userId: admin, roles: ['admin'] })
  return [`${name} is there; its administrator ${admin} comes in by`, signIn.linkTo(link), ...served]
}

type PeopleRequest = Extract<ManageRequest, { what: 'people' | 'invite' | 'reset' | 'disable' }>

async function managePeople(
  request: PeopleRequest,
  signIn: Identity,
  by: Principal,
): Promise<readonly string[]> {
  const people = signIn.people(by)
  switch (request.what) {
    case 'people':
      return (await people.list()).map(
        ({ userId, roles, kind, disabled }) =>
          `${userId}  ${roles.join(', ') || 'no roles'}${kind === 'service' ? '  service account' : ''}${disabled ? '  shut out' : ''}`,
      )
    case 'invite': {
      const { user, roles, email } = request
      return [signIn.linkTo(await people.invite({ userId: user, roles, email }))]
    }
    case 'reset':
      return [signIn.linkTo(await people.resetLink(request.user, { authenticator: request.authenticator }))]
    case 'disable': {
      await people.change(request.user, { disabled: request.disabled })
      return [`${request.user} ${request.disabled ? 'is shut out' : 'may come in again'}`]
    }
  }
}

type KeyRequest = Extract<ManageRequest, { what: 'keys' | 'make key' | 'revoke key' | 'rotate signing key' }>

async function manageKeys(request: KeyRequest, signIn: Identity, by: Principal): Promise<readonly string[]> {
  switch (request.what) {
    case 'keys':
      return (await signIn.operator.keys(by.orgId, request.prefix ?? undefined)).map(
        ({ keyId, name, userId, scopes, revokedAt, expiresAt }) =>
          `${keyId}  ${name}  ${userId}  ${scopes.join(' ')}${revokedAt === null ? '' : '  revoked'}${expiresAt === null ? '' : `  ends ${expiresAt}`}`,
      )
    case 'make key': {
      const { name, expires, service } = request
      const owner = request.owner ?? by.userId
      if (service) await signIn.people(by).addServiceAccount({ userId: owner, roles: ['viewer'] })
      const scopes = request.scopes.map(scopeNamed)
      const expiresAt = expires === null ? null : momentOf(expires)
      const { key, keyId } = await signIn.operator.makeKey(by, { name, scopes, expiresAt, owner })
      return [key, `Kept as ${keyId}; the key itself is not shown again.`]
    }
    case 'revoke key':
      await signIn.operator.revokeKey(by, request.key)
      return [`${request.key} is revoked`]
    case 'rotate signing key':
      return [`access tokens are signed with ${await signIn.operator.rotateSigningKey(by.orgId)} from now on`]
  }
}

type ProviderRequest = Extract<
  ManageRequest,
  { what: 'providers' | 'save provider' | 'test provider' | 'remove provider' }
>

async function manageProviders(
  request: ProviderRequest,
  signIn: Identity,
  by: Principal,
): Promise<readonly string[]> {
  const providers = signIn.operator.providers(by)
  switch (request.what) {
    case 'providers':
      return (await providers.list()).map(providerLine)
    case 'save provider':
      return [providerLine(await providers.save(request.name, request.settings))]
    case 'test provider': {
      const { issuer, signInAt } = await providers.test(request.name)
      return [`${issuer} answers; people sign in at ${signInAt}`]
    }
    case 'remove provider':
      await providers.remove(request.name)
      return [`${request.name} is removed; its people stay and sign in otherwise`]
  }
}

const providerLine = ({ name, label, issuer, clientId, domains, hasSecret }: ProviderView): string =>
  [
    `${name}  ${label}  ${issuer}  ${clientId}`,
    domains.length === 0 ? '' : `domains ${domains.join(', ')}`,
    hasSecret ? '' : 'no secret',
  ]
    .filter((part) => part !== '')
    .join('  ')

function scopeNamed(text: string): Scope {
  if (isScope(text)) return text
  const expected = `a scope like ${nearestNames(text, Object.keys(SCOPES))[0] ?? 'run:query'}`
  throw cliError('bad-option', { option: '--scope', value: text, expected })
}

function momentOf(text: string): string {
  const moment = Date.parse(text)
  if (Number.isNaN(moment))
    throw cliError('bad-option', { option: '--expires', value: text, expected: 'a day like 2027-01-31' })
  return new Date(moment).toISOString()
}
