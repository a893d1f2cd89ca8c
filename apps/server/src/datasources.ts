import type { Principal } from '@numize/access'
import type { Connection } from '@numize/semantic'
import type { ServedProject } from './projects.ts'

export interface Registration {
  readonly name: string
  readonly connection: Connection
  readonly audience: readonly string[]
  /** Those the model is made of; null = all. */
  readonly tables: readonly string[] | null
}

/** How data sources come to be while the server runs; given by the app, which keeps and opens them. */
export interface Datasources {
  /** Opens and closes it. @throws `sources/…`, `cli/…` where it cannot be reached or may not be */
  test(
    connection: Connection,
    by: Principal,
  ): Promise<{ readonly tables: readonly string[]; readonly warnings: readonly string[] }>
  /** Keeps it for good, and serves it from now on. @throws the same, and where the name is taken */
  register(registration: Registration, by: Principal): Promise<ServedProject>
}
