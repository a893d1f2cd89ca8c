import type { Sealer } from '@numize/secrets'
import type { Org } from '@numize/store'
import { z } from 'zod'
import { identityError } from './errors.ts'

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
export type ProviderInput = z.input<typeof settings>
export type Provider = ProviderSettings & { readonly name: string; readonly clientSecret: string | null }

const kept = settings.extend({ clientSecret: z.string().nullable() })
const sealedAbout = (orgId: string, name: string): string => `identity provider ${orgId} ${name}`
const NAME = /^[a-z][a-z0-9-]{0,39}$/

/** @throws `identity/bad-provider` */
export async function saveProvider(
  org: Org,
  sealer: Sealer,
  { name, clientSecret, ...input }: ProviderInput & { name: string; clientSecret: string | null },
): Promise<void> {
  const parsed = settings.safeParse(input)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (!NAME.test(name)) problems.push('a name has lower-case letters, digits and dashes, a letter first')
  if (!parsed.success || problems.length > 0) throw identityError('bad-provider', { problems })
  const sealed = clientSecret === null ? null : sealer.seal(clientSecret, sealedAbout(org.orgId, name))
  await org.federation.saveProvider(name, { ...parsed.data, clientSecret: sealed })
}

/** @throws `identity/no-provider` */
export async function readProvider(org: Org, sealer: Sealer, name: string): Promise<Provider> {
  const parsed = kept.safeParse(await org.federation.provider(name))
  if (!parsed.success) throw identityError('no-provider', { provider: name })
  const { clientSecret: sealed, ...rest } = parsed.data
  const clientSecret = sealed === null ? null : sealer.open(sealed, sealedAbout(org.orgId, name))
  return { ...rest, name, clientSecret }
}

export async function listProviders(
  org: Org,
): Promise<readonly { readonly name: string; readonly label: string; readonly issuer: string }[]> {
  return (await org.federation.providers()).flatMap(({ provider, body }) => {
    const parsed = kept.safeParse(body)
    return parsed.success ? [{ name: provider, label: parsed.data.label, issuer: parsed.data.issuer }] : []
  })
}
