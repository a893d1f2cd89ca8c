import type { Engine, Table } from '@numize/engines'
import type { Resolve } from '@numize/secrets'
import type { Reach } from './reachable.ts'

/** What an address may lead to: what its references stand for, and which machines may be called (absent: every one). */
export interface Outside {
  readonly resolve: Resolve
  readonly reach?: Reach | undefined
}

/** Data that a person points at, open for questions. */
export interface OpenSource extends AsyncDisposable {
  readonly engine: Engine
  readonly tables: readonly Table[]
  /** Sentences for people about data that was not read as it stands. */
  readonly warnings: readonly string[]
  /** Others write while it is read: its version may move between two plans of one answer. */
  readonly isLive: boolean
  /**
   * Equal versions mean equal data. Of files a hash of the paths, sizes and times of what the engine reads (files read
   * in place as they are now, others as loaded); of a database the server's snapshot.
   */
  dataVersion(): Promise<string>
  /** False once a file, or a database's tables, changed since it was opened: then open again to see the change. */
  isCurrent(): Promise<boolean>
}
