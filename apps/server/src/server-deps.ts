import type { ServedProject } from './projects.ts'
import type { SignIn } from './sign-in.ts'

/** Everything the server needs, opened and closed by its caller. */
export interface ServerDeps {
  readonly projects: readonly ServedProject[]
  readonly signIn: SignIn
  readonly version: string
  /** Folder of the built web; null serves the API alone. */
  readonly webRoot: string | null
  /** Whether questions can be answered already. */
  readonly isReady: () => boolean
  /** Hears of what broke on our side; the client is told only that it did. */
  readonly onBug: (error: unknown) => void
  /** Of one session, or of one address that has none; 600 when not said. */
  readonly requestsPerMinute?: number
}
