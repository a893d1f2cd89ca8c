import type { Runs } from '../runs.ts'
import type { Traffic } from '../traffic/traffic.ts'

/** What handlers share while the server runs. */
export interface Live {
  readonly runs: Runs
  readonly traffic: Traffic
  /** The OpenAPI document. */
  readonly document: () => Readonly<Record<string, unknown>>
}
