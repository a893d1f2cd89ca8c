import type { CommsUser } from './comms-rows.ts'
import { apportion, ROLE_MIX, type Role } from './mixes.ts'
import { dealt, randomOf } from './random.ts'

const PEOPLE = 200

/** The people of a company, `u001` …, in the roles of the spec; the same people write Slack messages and e-mails. */
export function makeUsers(seed: number): readonly CommsUser[] {
  const roles = dealt(apportion(PEOPLE, ROLE_MIX), randomOf(seed, 'people'))
  return roles.map((role, index) => ({ user_id: `u${String(index + 1).padStart(3, '0')}`, role }))
}

/** Who raises a need, by weight: people who use numbers more than people who make them. */
export const ASKERS: Readonly<Partial<Record<Role, number>>> = {
  exec: 5,
  finance: 9,
  pm: 12,
  product_analytics: 9,
  bi: 9,
  other: 24,
  analytics_eng: 6,
  data_eng: 4,
  eng_platform: 4,
}

/** Who is asked for help. */
export const HELPERS: Readonly<Partial<Record<Role, number>>> = {
  data_eng: 10,
  analytics_eng: 8,
  bi: 5,
  eng_platform: 4,
  product_analytics: 3,
}
