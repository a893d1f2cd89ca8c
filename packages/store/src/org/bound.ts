import type { Clock } from '@numize/base'
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** What every repository works with: one organisation's view of the database. */
export interface Bound {
  readonly db: Kysely<Tables>
  readonly orgId: string
  readonly clock: Clock
}

export const isoNow = ({ clock }: Pick<Bound, 'clock'>): string => new Date(clock.now()).toISOString()
