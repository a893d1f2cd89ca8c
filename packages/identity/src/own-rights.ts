import { type Principal, type Scope, scopesOf } from '@numize/access'
import { identityError } from './errors.ts'

/** Roles may be given by whoever may do all they allow. @throws `identity/beyond-own-rights` */
export function requireOwnRights(by: Principal, roles: readonly string[]): void {
  const own = new Set<Scope>(scopesOf(by))
  const { orgId, userId, attributes } = by
  const beyond = scopesOf({ orgId, userId, roles, attributes }).filter((scope) => !own.has(scope))
  if (beyond.length > 0) throw identityError('beyond-own-rights', { scopes: beyond })
}
