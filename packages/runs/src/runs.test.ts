import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '@numize/base'
import { openStore, type Store } from '@numize/store'
import { startTestServer } from '@numize/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuns, type RunKind, type Runs } from './index.ts'
import { killAtRandom } from './testing/kill-at-random.ts'

const SLOW = 120_000
const root = mkdtempSync(join(tmpdir(), 'numize-runs-'))
const server = await startTestServer(console.warn)
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

/** What happened in the kinds of run below. */
const done: string[] = []
const refused = new Set<string>()
const kinds: RunKind[] = [
  {
    kind: 'letters',
    work: async ({ input, step, tell }) => {
      let text = ''
      for (const letter of String(input)) {
        text += await step(letter, async () => {
          done.push(letter)
          return letter
        })
        await tell({ letter })
      }
      return text
    },
  },
  {
    kind: 'fails',
    tries: 2,
    work: async ({ input, step }) => {
      await step('first', async () => done.push(`first of ${String(input)}`))
      await step('second', async () => {
        done.push(`second of ${String(input)}`)
        throw new Error('the disk is full')
      })
    },
  },
  {
    kind: 'endless',
    work: async ({ signal, step }) => {
      await step('begin', async () => null)
      await wait(60_000, null, { signal })
    },
  },
  {
    kind: 'patient',
    tries: 1,
    work: async ({ input, step }) => {
      await step('first', async () => done.push(String(input)))
      if (!refused.has(String(input))) {
        refused.add(String(input))
        throw new Error('not yet')
      }
      return 'late'
    },
  },
  {
    kind: 'twice',
    tries: 1,
    work: async ({ step }) => [await step('a', async () => 1), await step('a', async () => 2)],
  },
]

describe.each(server ? ['PGlite', 'Postgres'] : ['PGlite'])('runs on %s', { timeout: SLOW }, (where) => {
  let store: Store
  let runs: Runs
  beforeAll(async () => {
    store = await openStore({ dir: null, url: where === 'Postgres' ? server?.url : undefined })
    await store.addOrg('o', 'O')
    await store.addOrg('p', 'P')
    runs = await openRuns({ store, kinds, leaseMs: 900 })
  }, SLOW)
  afterAll(async () => {
    await runs[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  })

  const events = async (runId: string): Promise<unknown[]> => {
    const told: unknown[] = []
    for await (const { body } of runs.watch('o', runId)) told.push(body)
    return told
  }
  const ended = async (runId: string) => {
    await events(runId)
    return runs.find('o', runId)
  }

  it('are worked on, watched to their end, and kept', async () => {
    const { runId } = await runs.start('o', { kind: 'letters', input: 'abc', userId: 'ada' })
    expect(await events(runId)).toEqual([{ letter: 'a' }, { letter: 'b' }, { letter: 'c' }])
    expect(await runs.find('o', runId)).toMatchObject({
      state: 'done',
      output: 'abc',
      userId: 'ada',
      failures: 0,
    })
    expect(await runs.find('p', runId)).toBeNull()
    expect((await runs.list('o', { kind: 'letters' })).map((run) => run.runId)).toContain(runId)
    const rest: number[] = []
    for await (const { seq } of runs.watch('o', runId, { after: 1 })) rest.push(seq)
    expect(rest).toEqual([2, 3])
  })

  it('with one key are one run', async () => {
    const letter = where === 'PGlite' ? 'v' : 'w'
    const start = () => runs.start('o', { kind: 'letters', input: letter, userId: null, key: 'same' })
    const [one, two] = await Promise.all([start(), start()])
    expect(two.runId).toBe(one.runId)
    await ended(one.runId)
    expect(done.filter((each) => each === letter)).toHaveLength(1)
    expect((await start()).state).toBe('done')
  })

  it('whose work throws are tried again without repeating what was finished, then failed', async () => {
    const { runId } = await runs.start('o', { kind: 'fails', input: where, userId: null })
    expect(await ended(runId)).toMatchObject({
      state: 'failed',
      failures: 2,
      error: { code: 'base/bug' },
    })
    const mine = done.filter((line) => line.endsWith(`of ${where}`))
    expect(mine).toEqual([`first of ${where}`, `second of ${where}`, `second of ${where}`])
    const twice = await runs.start('o', { kind: 'twice', input: null, userId: null })
    expect(await ended(twice.runId)).toMatchObject({ state: 'failed', error: { code: 'runs/step-twice' } })
  })

  it('stop when somebody asks', async () => {
    const { runId } = await runs.start('o', { kind: 'endless', input: null, userId: null })
    while ((await runs.find('o', runId))?.state === 'waiting') await wait(20)
    await runs.stop('p', runId)
    expect((await runs.find('o', runId))?.state).toBe('running')
    await runs.stop('o', runId)
    expect((await ended(runId))?.state).toBe('stopped')
  })

  it('go on after a stop or a failure when somebody asks, finished steps kept', async () => {
    const { runId } = await runs.start('o', { kind: 'patient', input: `${where} again`, userId: 'bob' })
    await ended(runId)
    expect((await runs.find('o', runId))?.state).toBe('failed')
    await runs.resume('p', runId)
    expect((await runs.find('o', runId))?.state).toBe('failed')
    await runs.resume('o', runId)
    expect(await ended(runId)).toMatchObject({ state: 'done', output: 'late', error: null, stopAsked: false })
    expect(done.filter((line) => line === `${where} again`)).toHaveLength(1)
    await runs.resume('o', runId)
    expect((await runs.find('o', runId))?.state).toBe('done')
    expect((await runs.list('o', { userId: 'bob' })).map((run) => run.runId)).toEqual([runId])
  })

  it('are handed over when a process stops in order, and taken over when it dies', async () => {
    const { runs: journal } = store.org('o')
    const { runId } = await journal.add({ kind: 'letters', key: 'frozen', userId: null, input: 'yz' })
    const frozen = await journal.take(runId, 1)
    expect((await ended(runId))?.output).toBe('yz')
    if (!frozen) throw new Error('nobody else had it')
    expect(await journal.finishStep(frozen, 'late', 1)).toBe(false)
    expect(await journal.end(frozen, { state: 'failed' })).toBe(false)

    const other = await openRuns({ store, kinds, leaseMs: 900 })
    const endless = await runs.start('o', { kind: 'endless', input: null, userId: null })
    while ((await runs.find('o', endless.runId))?.state === 'waiting') await wait(20)
    await other[Symbol.asyncDispose]()
    await runs.stop('o', endless.runId)
    expect((await ended(endless.runId))?.state).toBe('stopped')
  })

  it('of an unknown kind or time are refused in one sentence', async () => {
    await expect(runs.start('o', { kind: 'none', input: 1, userId: null })).rejects.toMatchObject({
      code: 'runs/unknown-kind',
    })
    const schedule = { name: 'weekly', kind: 'letters', timeZone: 'Europe/Paris', userId: null, input: 'q' }
    await expect(runs.schedule('o', { ...schedule, cron: 'monday' })).rejects.toMatchObject({
      code: 'runs/bad-schedule',
    })
    await runs.schedule('o', { ...schedule, cron: '0 8 * * 1' })
    expect(await store.org('o').schedules.list()).toMatchObject([{ name: 'weekly', cron: '0 8 * * 1' }])
    await runs.unschedule('o', 'weekly')
    expect(await store.org('o').schedules.list()).toEqual([])
    await expect(events('00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({
      code: 'runs/unknown-run',
    })
  })
})

it('lose nothing and repeat nothing when their process is killed', { timeout: SLOW }, async () => {
  const random = seededRandom('kills')
  const verdict = await killAtRandom({ kills: 2, runs: 2, steps: 20, random })
  expect(verdict).toMatchObject({ lost: 0, repeated: 0 })
  expect(verdict.kills).toBeGreaterThan(0)
})
