import { openStore, type Store, type StoreOptions } from '../store.ts'
import { startTestServer, type TestServer } from './start-postgres.ts'

/** A store in memory and one on a Postgres server, where it can run here. */
export interface TestStores extends AsyncDisposable {
  readonly kinds: readonly string[]
  /** @throws where there is no store of that kind */
  on(kind: string): Store
  readonly server: TestServer | null
}

export async function startTestStores(
  optionsOf: (kind: string) => Omit<StoreOptions, 'dir' | 'url'>,
): Promise<TestStores> {
  const server = await startTestServer(console.warn)
  const stores = new Map([['PGlite', await openStore({ ...optionsOf('PGlite'), dir: null })]])
  if (server)
    stores.set('Postgres', await openStore({ ...optionsOf('Postgres'), dir: null, url: server.url }))
  return {
    kinds: [...stores.keys()],
    on: (kind) => {
      const store = stores.get(kind)
      if (!store) throw new Error(`no store on ${kind}`)
      return store
    },
    server,
    [Symbol.asyncDispose]: async () => {
      for (const store of stores.values()) await store[Symbol.asyncDispose]()
      await server?.[Symbol.asyncDispose]()
    },
  }
}
