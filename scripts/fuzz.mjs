// Random SQL against the guard of analyst SQL: `npm run fuzz [-- MINUTES SEED]`, ten minutes unless said.
import { spawnSync } from 'node:child_process'

const [minutes = '10', seed = String(Date.now())] = process.argv.slice(2)
process.stdout.write(`fuzzing for ${minutes} minutes, seed ${seed}\n`)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'packages/ask/src/ask-sql-fuzz.test.ts'],
  { stdio: 'inherit', env: { ...process.env, NUMIZE_FUZZ_MINUTES: minutes, NUMIZE_FUZZ_SEED: seed } },
)
process.exitCode = status ?? 1
