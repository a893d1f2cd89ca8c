import type { AttributeValue } from '@numize/access'
import type { Org, User } from '@numize/store'
import type { ProviderSettings } from './provider-settings.ts'

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/** Whether a provider's settings let somebody in: every domain where none is said, else a verified address of one. */
export function isAllowed({ domains }: ProviderSettings, claims: Claims): boolean {
  if (domains.length === 0) return true
  const email = verifiedEmail(claims)
  const domain = email?.slice(email.lastIndexOf('@') + 1)
  return domain !== undefined && domains.some((one) => one.toLowerCase() === domain)
}

export const verifiedEmail = ({ email, email_verified: verified }: Claims): string | null =>
  typeof email === 'string' && verified === true && /^[^@\s]+@[^@\s]+$/.test(email)
    ? email.toLowerCase()
    : null

/** What claims make of a user by the settings: roles of their groups, attributes; what is not mapped stays as it was. */
export function mapped(settings: ProviderSettings, user: User, claims: Claims): User {
  const { roleClaim, roles, attributes } = settings
  const groups = roleClaim === null ? [] : texts(claimAt(claims, roleClaim))
  return {
    ...user,
    name: typeof claims['name'] === 'string' ? claims['name'] : user.name,
    email: verifiedEmail(claims) ?? user.email,
    roles:
      roleClaim === null
        ? user.roles
        : [
            ...new Set(
              groups.flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group] as string] : [])),
            ),
          ],
    attributes: withMapped(user.attributes, attributes, claims),
  }
}

/** A mapped attribute whose claim is gone goes too: a row filter that needs it then refuses. */
function withMapped(
  known: User['attributes'],
  wanted: ProviderSettings['attributes'],
  claims: Claims,
): User['attributes'] {
  const own = Object.entries(known).filter(([name]) => !Object.hasOwn(wanted, name))
  const given = Object.entries(wanted).flatMap(([name, claim]) => {
    const value = attributeOf(claimAt(claims, claim))
    return value === null ? [] : [[name, value] as const]
  })
  return Object.fromEntries([...own, ...given])
}

/** A claim by its name, or by a path with dots: `realm_access.roles`. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      claims,
    )
}

function attributeOf(value: unknown): AttributeValue | null {
  if (typeof value === 'string' || typeof value === 'number') return value
  return Array.isArray(value) && value.length > 0 ? texts(value) : null
}

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')

/** Keeps what claims make of a user; null where they are not, or no longer, allowed in. */
export async function applyClaims(
  org: Org,
  settings: ProviderSettings,
  user: User,
  claims: Claims,
): Promise<User | null> {
  if (!isAllowed(settings, claims)) return null
  const next = mapped(settings, user, claims)
  if (settings.roleClaim !== null && next.roles.length === 0) return null
  const { userId, name, email, roles, attributes } = next
  await org.users.save({ userId, name, email, roles, attributes })
  return next
}
