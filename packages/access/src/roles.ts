import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability'
import { accessError } from './errors.ts'
import type { Principal } from './principal.ts'
import { SCOPES, type Scope } from './scopes.ts'

interface Role {
  readonly label: string
  readonly scopes: readonly Scope[]
}

const VIEWS = ['read:session', 'read:catalog', 'read:board', 'request:raw'] as const
const ASKS = [...VIEWS, 'write:session', 'run:query', 'run:job', 'export:data'] as const
const EDITS = [...ASKS, 'write:board', 'share:board', 'upload:data'] as const
const ANALYSES = [...EDITS, 'run:sql'] as const

/** Who may do what: the one permission table. The roles of the specifications, by their names. */
export const ROLES = {
  admin: { label: 'Admin', scopes: Object.keys(SCOPES) as Scope[] },
  head: { label: 'Head', scopes: [...EDITS, 'approve:raw'] },
  ops: { label: 'Ops', scopes: EDITS },
  data: {
    label: 'Data team',
    scopes: [...ANALYSES, 'review:answer', 'manage:slice', 'manage:datasource', 'manage:settings'],
  },
  'product-manager': { label: 'Product Manager', scopes: EDITS },
  'prompt-engineer': { label: 'Prompt Engineer', scopes: EDITS },
  support: { label: 'Operations / Support', scopes: ASKS },
  engineer: { label: 'Engineer', scopes: [...ANALYSES, 'manage:settings'] },
  enablement: { label: 'Enablement', scopes: VIEWS },
  reviewer: { label: 'Reviewer', scopes: [...ASKS, 'review:answer'] },
  editor: { label: 'Editor', scopes: EDITS },
  viewer: { label: 'Viewer', scopes: ASKS },
} as const satisfies Record<string, Role>

export type RoleName = keyof typeof ROLES

export const isRole = (name: string): name is RoleName => Object.hasOwn(ROLES, name)

/** Roles that are no word of the table are groups (a slice's audience); who has no other is a viewer. */
const rolesOf = ({ roles }: Principal): readonly RoleName[] => {
  const known = roles.filter(isRole)
  return known.length === 0 ? ['viewer'] : known
}

/** Every scope somebody has: those of their roles, and of these only the ones their key or token carries. */
export function scopesOf(principal: Principal): readonly Scope[] {
  const ability = abilityOf(principal)
  return (Object.keys(SCOPES) as Scope[]).filter((scope) => can(ability, scope))
}

export const allows = (principal: Principal, scope: Scope): boolean => can(abilityOf(principal), scope)

/** @throws `access/forbidden` */
export function requireScope(principal: Principal, scope: Scope): void {
  if (!allows(principal, scope)) throw accessError('forbidden', { scope, means: SCOPES[scope] })
}

type Ability = MongoAbility<[string, string]>

const can = (ability: Ability, scope: Scope): boolean => {
  const [verb, thing] = scope.split(':') as [string, string]
  return ability.can(verb, thing)
}

const abilities = new WeakMap<Principal, Ability>()

function abilityOf(principal: Principal): Ability {
  const known = abilities.get(principal)
  if (known) return known
  const carried = principal.scopes === undefined ? null : new Set(principal.scopes)
  const granted = rolesOf(principal)
    .flatMap((role): readonly Scope[] => ROLES[role].scopes)
    .filter((scope) => carried === null || carried.has(scope))
  const ability = createMongoAbility<[string, string]>([...new Set(granted)].map(ruleOf))
  abilities.set(principal, ability)
  return ability
}

function ruleOf(scope: Scope): RawRuleOf<Ability> {
  const [action, subject] = scope.split(':') as [string, string]
  return { action, subject }
}
