import { type Bound, isoNow } from './bound.ts'

export interface User {
  readonly userId: string
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  /** Bound into row filters: `{{ user('country') }}`. */
  readonly attributes: Readonly<Record<string, string | number | readonly string[]>>
}

export interface Users {
  /** Creates the user or replaces what is known of them. */
  save(user: User): Promise<void>
  find(userId: string): Promise<User | null>
  list(): Promise<readonly User[]>
}

export function usersOf(bound: Bound): Users {
  const { db, orgId } = bound
  const select = db
    .selectFrom('users')
    .select(['user_id as userId', 'name', 'email', 'roles', 'attributes'])
    .where('org_id', '=', orgId)
  return {
    save: async ({ userId, name, email, roles, attributes }) => {
      const known = { name, email, roles: JSON.stringify(roles), attributes: JSON.stringify(attributes) }
      await db
        .insertInto('users')
        .values({ org_id: orgId, user_id: userId, created_at: isoNow(bound), ...known })
        .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet(known))
        .execute()
    },
    find: async (userId) => {
      const user = await select.where('user_id', '=', userId).executeTakeFirst()
      return (user as User | undefined) ?? null
    },
    list: async () => (await select.orderBy('user_id').execute()) as User[],
  }
}
