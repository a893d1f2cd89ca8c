import type { InspectContent } from '@numize/access'
import type { Dives } from '@numize/assistant'
import type { Identity } from '@numize/identity'
import type { Datasources } from './datasources.ts'
import type { RequestLine } from './http/request-log.ts'
import type { Keepers } from './keepers.ts'
import type { ServedProject } from './projects.ts'
import type { SlicesOf } from './slices.ts'
import type { LaneRules } from './traffic/lanes.ts'
import type { Rates } from './traffic/traffic.ts'
import type { Uploads } from './uploads.ts'

/** Everything the server needs, opened and closed by its caller. */
export interface ServerDeps {
  readonly projects: readonly ServedProject[]
  /** What an organisation keeps. */
  readonly keepersOf: (orgId: string) => Keepers
  /** Absent: nothing runs on here, so a deep dive is answered like any question for a cause. */
  readonly dives?: Dives
  /** Absent: none are added while it runs. */
  readonly datasources?: Datasources
  /** Absent: no file is taken in. */
  readonly uploads?: Uploads
  readonly signIn: Identity
  /** Addresses of proxies whose word on where a request comes from is taken; none when not said. */
  readonly trustedProxies?: string
  /** Absent: slices are as their files say, and no versions are kept. */
  readonly slicesOf?: SlicesOf
  readonly version: string
  /** Folder of the built web; null serves the API alone. */
  readonly webRoot: string | null
  /** Looks at files before they are given away or taken in; null where nobody is to. */
  readonly inspectContent?: InspectContent | null
  /** Whether questions can be answered already. */
  readonly isReady: () => boolean
  /** Hears of what broke on our side, and in which request; the client is told only that it did. */
  readonly onBug: (error: unknown, requestId?: string) => void
  /** Hears of each request once it was answered. */
  readonly onRequest?: (line: RequestLine) => void
  /** How much may be asked; `RATES` and `LANE_RULES` where nothing is said. */
  readonly rates?: Partial<Rates>
  readonly lanes?: LaneRules
  /** Origins of other sites whose pages may call the API; none when not said. */
  readonly allowedOrigins?: readonly string[]
}
