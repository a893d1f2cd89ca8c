import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, localDesk } from './desk.ts'
import { diskFiles, type Effects } from './effects.ts'
import { openInstallation } from './installation.ts'
import { remoteDesk, serveOwner, socketPath } from './owner-socket.ts'

const dir = mkdtempSync(join(tmpdir(), 'numize-owner-'))
const source = join(dir, 'boats.csv')
const effects: Effects = {
  clock: systemClock,
  files: diskFiles,
  stateDir: join(dir, 'state'),
  env: {},
  out: () => {},
  err: () => {},
  isTerminal: false,
}
const held: AsyncDisposable[] = []
let remote: Desk

beforeAll(async () => {
  writeFileSync(source, 'boat,harbour\nSwift,North\nGull,North\n')
  const installation = await openInstallation(effects)
  const desk = localDesk(installation, effects, {
    signInAddress: async () => 'http://localhost/sign-in#token=x',
  })
  held.push(installation, desk, await serveOwner(effects.stateDir, desk))
  const found = await remoteDesk(effects.stateDir)
  if (!found) throw new Error('nobody listens')
  remote = found
  held.push(remote)
})

afterAll(async () => {
  for (const resource of held.toReversed()) await resource[Symbol.asyncDispose]()
})

it('answers another command of the same user through the owner', { timeout: 180_000 }, async () => {
  const { reply } = await remote.ask({ subject: { source }, question: 'how many boats' })
  expect(reply).toMatchObject({ status: 'answered', result: { rows: [[2]] } })
  expect(await remote.link({})).toMatch(/^http/)
})

it('carries the caller’s mistakes with their code', { timeout: 180_000 }, async () => {
  const plan = { ...emptyMetricsPlan, metrics: [{ metric: 'knots' }] }
  await expect(remote.query({ subject: { source }, plan })).rejects.toMatchObject({
    code: 'ask/outside-slice',
  })
})

it.skipIf(process.platform === 'win32')('lets only its own user in', () => {
  expect(statSync(socketPath(effects.stateDir)).mode & 0o077).toBe(0)
})

it('knows that nobody listens', async () => {
  expect(await remoteDesk(join(dir, 'elsewhere'))).toBeNull()
})
