import { batched } from './batched.ts'
import { type Bound, isoNow } from './bound.ts'

export interface User {
  readonly userId: string
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  /** Bound into row filters: `{{ user('country') }}`. */
  readonly attributes: Readonly<Record<string, string | number | readonly string[]>>
}

/** A user and what their account is: a service account has keys and nothing else, a disabled one gets nowhere. */
export interface UserAccount extends User {
  readonly kind: 'person' | 'service'
  /** ISO, UTC; null while they may come in. */
  readonly disabledAt: string | null
}

export interface Users {
  /** Creates the user or replaces what is known of them; what kind they are is said once. */
  save(user: User, kind?: UserAccount['kind']): Promise<void>
  find(userId: string): Promise<UserAccount | null>
  /** By name or e-mail, without regard to case; null where nobody or more than one is called so. */
  findByLogin(login: string): Promise<UserAccount | null>
  /** Whether anybody is called so, by name or e-mail, without regard to case. */
  isTaken(login: string): Promise<boolean>
  list(): Promise<readonly UserAccount[]>
  /** False where there is nobody of that name. */
  setDisabled(userId: string, disabled: boolean): Promise<boolean>
}

export function usersOf(bound: Bound): Users {
  const { db, orgId } = bound
  const select = db
    .selectFrom('users')
    .select([
      'user_id as userId',
      'name',
      'email',
      'roles',
      'attributes',
      'kind',
      'disabled_at as disabledAt',
    ])
    .where('org_id', '=', orgId)
  const called = (login: string) =>
    select.where((eb) =>
      eb.or(
        (['user_id', 'email'] as const).map((column) =>
          eb(eb.fn('lower', [column]), '=', eb.fn<string>('lower', [eb.val(login)])),
        ),
      ),
    )
  const find = batched(async (userIds: readonly string[]) => {
    const rows = await select.where('user_id', 'in', [...new Set(userIds)]).execute()
    const byId = new Map((rows as UserAccount[]).map((user) => [user.userId, user]))
    return userIds.map((userId) => byId.get(userId) ?? null)
  })
  return {
    find,
    save: async ({ userId, name, email, roles, attributes }, kind = 'person') => {
      const known = { name, email, roles: JSON.stringify(roles), attributes: JSON.stringify(attributes) }
      await db
        .insertInto('users')
        .values({ org_id: orgId, user_id: userId, created_at: isoNow(bound), kind, ...known })
        .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet(known))
        .execute()
    },
    findByLogin: async (login) => {
      const exact = await select.where('user_id', '=', login).executeTakeFirst()
      const found = exact ? [exact] : await called(login).limit(2).execute()
      return found.length === 1 ? (found[0] as UserAccount) : null
    },
    isTaken: async (login) => (await called(login).limit(1).execute()).length > 0,
    list: async () => (await select.orderBy('user_id').execute()) as UserAccount[],
    setDisabled: async (userId, disabled) => {
      const { numUpdatedRows } = await db
        .updateTable('users')
        .set({ disabled_at: disabled ? isoNow(bound) : null })
        .where('org_id', '=', orgId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}
