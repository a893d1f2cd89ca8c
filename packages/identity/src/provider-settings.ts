import { isReference } from '@numize/secrets'
import type { Org } from '@numize/store'
import { z } from 'zod'
import { identityError } from './errors.ts'
import type { Ground } from './ground.ts'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

const issuer = z.url({ protocol: /^https?$/ }).refine(
  (url) => {
    if (!URL.canParse(url)) return false
    const { protocol, hostname } = new URL(url)
    return protocol === 'https:' || LOOPBACK.test(hostname)
  },
  { error: 'an issuer is reached by https' },
)

const settings = z.strictObject({
  issuer,
  clientId: z.string().min(1).max(500),
  label: z.string().min(1).max(100),
  scopes: z.array(z.string().min(1)).default(['openid', 'profile', 'email']),
  /** People of these e-mail domains alone, and only with an address that the provider says it verified. */
  domains: z.array(z.string().min(3)).default([]),
  /** Whether somebody who was never here may come in. */
  createPeople: z.boolean().default(false),
  /** Roles of people who come in for the first time. */
  defaultRoles: z.array(z.string()).default([]),
  /** Claim that lists groups; where set, roles are what the groups give, at each sign-in anew. */
  roleClaim: z.string().nullable().default(null),
  /** Group → role. */
  roles: z.record(z.string(), z.string()).default({}),
  /** Attribute for row filters → claim it comes from. */
  attributes: z.record(z.string(), z.string()).default({}),
})

/** How the people of an organisation sign in at an OpenID Connect provider. */
export type ProviderSettings = z.output<typeof settings>
/** As somebody writes it: a secret left out stays what it is, null is none; a reference is looked up when it is used. */
export type ProviderInput = z.input<typeof settings> & { readonly clientSecret?: string | null | undefined }
export type Provider = ProviderSettings &
  Trust & { readonly name: string; readonly clientSecret: string | null }

interface Trust {
  /** Set up by whoever owns the machine: it may stand inside, and on this machine. */
  readonly isOperators: boolean
}

const kept = settings.extend({
  clientSecret: z.string().nullable(),
  // settings of older versions were the operator's alone
  isOperators: z.boolean().default(true),
})
const sealedAbout = (orgId: string, name: string): string => `identity provider ${orgId} ${name}`
const NAME = /^[a-z][a-z0-9-]{0,39}$/

/** What settings rest in, and how a secret that lies elsewhere is looked up. */
export interface ProviderShelf extends Pick<Ground, 'sealer' | 'resolve'> {
  readonly org: Org
}

/** What was written, with everything that was left out. @throws `identity/bad-provider` */
export function parseProvider(name: string, input: Omit<ProviderInput, 'clientSecret'>): ProviderSettings {
  const parsed = settings.safeParse(input)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (!NAME.test(name)) problems.push('a name has lower-case letters, digits and dashes, a letter first')
  if (!parsed.success || problems.length > 0) throw identityError('bad-provider', { problems })
  return parsed.data
}

/** Keeps settings; `clientSecret` undefined leaves the one there is, as long as it goes to the same issuer. */
export async function keepProvider(
  { org, sealer }: ProviderShelf,
  {
    name,
    clientSecret,
    ...given
  }: ProviderSettings & Trust & { name: string; clientSecret: string | null | undefined },
): Promise<void> {
  const sealed =
    clientSecret === undefined
      ? await sealedSecret(org, name, given.issuer)
      : clientSecret && sealer.seal(clientSecret, sealedAbout(org.orgId, name))
  await org.federation.saveProvider(name, { ...given, clientSecret: sealed })
}

/** A secret was given for one issuer: another one is not told it. */
async function sealedSecret(org: Org, name: string, issuerNow: string): Promise<string | null> {
  const before = kept.safeParse(await org.federation.provider(name))
  return before.success && before.data.issuer === issuerNow ? before.data.clientSecret : null
}

/** @throws `identity/no-provider` */
export async function readProvider({ org, sealer, resolve }: ProviderShelf, name: string): Promise<Provider> {
  const parsed = kept.safeParse(await org.federation.provider(name))
  if (!parsed.success) throw identityError('no-provider', { provider: name })
  const { clientSecret: sealed, ...rest } = parsed.data
  const written = sealed === null ? null : sealer.open(sealed, sealedAbout(org.orgId, name))
  const isElsewhere = written !== null && resolve !== undefined && isReference(written)
  return { ...rest, name, clientSecret: isElsewhere ? await resolve(org.orgId, written) : written }
}

export async function listProviders(
  org: Org,
): Promise<readonly (ProviderSettings & { readonly name: string; readonly hasSecret: boolean })[]> {
  return (await org.federation.providers()).flatMap(({ provider, body }) => {
    const parsed = kept.safeParse(body)
    if (!parsed.success) return []
    const { clientSecret, isOperators: _, ...rest } = parsed.data
    return [{ ...rest, name: provider, hasSecret: clientSecret !== null }]
  })
}
