import { fuzzGuard, openGuardedClinic } from '@numize/ask/testing'
import { readArguments } from './read-arguments.ts'

const MINUTE_MS = 60_000

/** Random SQL against the guard: `guard [MINUTES] [SEED] [--postgres]`, ten minutes unless said. */
export async function guard(args: readonly string[]): Promise<boolean> {
  const { words, server } = await readArguments(args)
  const [minutes = '10', seed = String(Date.now())] = words
  console.log(`fuzzing the guard for ${minutes} minutes on ${server ? 'Postgres' : 'DuckDB'}, seed ${seed}`)
  const end = Date.now() + Number(minutes) * MINUTE_MS
  const clinic = await openGuardedClinic(server)
  const { fault, asked, answered, blocked } = await fuzzGuard(clinic, seed, () => Date.now() < end)
  await clinic[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
  console.log(
    `${asked} statements: ${answered} answered, ${blocked} blocked, ${asked - answered - blocked} failed`,
  )
  if (fault) console.log(`FAULT ${fault.why}\n${fault.sql}`)
  return fault === null
}
