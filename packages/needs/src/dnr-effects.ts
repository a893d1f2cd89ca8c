import type { Clock } from '@numize/base'

/** What the command line is given of the world. */
export interface DnrEffects {
  readonly print: (line: string) => void
  /** Shown while something long runs; on a terminal it may overwrite itself. */
  readonly progress: (line: string) => void
  /** Aborted by Ctrl-C: what runs stops, and leaves nothing half-written. */
  readonly signal: AbortSignal
  readonly env: Readonly<Record<string, string | undefined>>
  /** For the deadlines of network calls only: no output depends on it. */
  readonly clock: Clock
  /** Folder that relative paths start from. */
  readonly cwd: string
  /** The exit code of a command that ran but did not pass: 1 for a gate that failed. */
  readonly exit: (code: number) => void
}
