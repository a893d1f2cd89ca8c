import { findIsolation } from '@numize/engines'
import { startTestServer } from '@numize/engines/testing'
import { expect, it, vi } from 'vitest'
import { runDifferential } from './testing/differential/run-differential.ts'
import { fuzzGuard } from './testing/fuzz-guard.ts'
import { openGuardedClinic } from './testing/guarded-clinic.ts'

// Hundreds of statements on a busy machine; `npm run fuzz` has the long rounds.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const isolation = await findIsolation()
if (!isolation.found) console.log(`skipped: ${isolation.reason}`)

it.skipIf(!isolation.found)(
  'answers random SQL as a copy without the hidden rows would, or not at all',
  async () => {
    await using clinic = await openGuardedClinic()
    const { fault, answered } = await fuzzGuard(clinic, 'guard', (asked) => asked < 300)
    expect(fault).toBeNull()
    expect(answered).toBeGreaterThan(20)
  },
)

it('does so on Postgres', async (context) => {
  await using server = await startTestServer((reason) => console.log(reason))
  if (!server) return context.skip()
  await using clinic = await openGuardedClinic(server)
  const { fault, answered } = await fuzzGuard(clinic, 'guard', (asked) => asked < 200)
  expect(fault).toBeNull()
  expect(answered).toBeGreaterThan(10)
})

it.skipIf(!isolation.found)(
  'gives plans and SELECTs under policies the rows of a copy that holds only what may be seen',
  async () => {
    const { wrong, leaks, answered } = await runDifferential({ count: 220, seed: 'short', server: null })
    expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
    expect(answered).toBeGreaterThan(120)
  },
)
