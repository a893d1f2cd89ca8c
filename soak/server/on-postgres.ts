import { startTestServer } from '@numize/store/testing'
import type { SoakOptions } from '../main.ts'
import { soak } from './run.ts'

/** The served product with Postgres as its store, both killed in turn; passed over where Postgres cannot run. */
export async function run(options: SoakOptions): Promise<boolean> {
  await using database = await startTestServer((reason) => console.log(reason))
  return database === null || (await soak(options, database))
}
