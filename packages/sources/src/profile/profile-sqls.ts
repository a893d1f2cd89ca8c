import type { DialectName } from '@numize/semantic'
import { bigqueryProfile } from '../bigquery/bigquery-profile.ts'
import { clickhouseProfile } from '../clickhouse/clickhouse-profile.ts'
import { postgresProfile } from '../postgres/postgres-profile.ts'
import { duckdbProfile } from './duckdb-profile.ts'
import type { ProfileSql } from './profile-sql.ts'

export const profileSqls: Readonly<Record<DialectName, ProfileSql>> = {
  bigquery: bigqueryProfile,
  clickhouse: clickhouseProfile,
  duckdb: duckdbProfile,
  postgres: postgresProfile,
}
