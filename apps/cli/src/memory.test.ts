import { readFileSync } from 'node:fs'
import type { Turn } from '@numize/assistant'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { approve, correct, reject, review } from './commands/memory.ts'
import type { Desk } from './desk.ts'
import type { Installation } from './installation.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const shell = testShell('2026-02-01T12:00:00Z')
const { effects } = shell
let desk: Desk
let installation: Installation
const flags = () => ({ source: shell.path('boats.csv') })

const ask = (question: string, as?: string): Promise<Turn> =>
  desk.ask({ subject: flags(), question, ...(as === undefined ? {} : { as }) })
const runOf = ({ reply }: Turn): string => {
  if (reply.status !== 'answered') throw new Error(JSON.stringify(reply))
  return reply.result.runHash.slice(0, 12)
}

beforeAll(async () => {
  shell.write(
    'boats.csv',
    'boat,harbour,length_m,crew\nSwift,North Quay,12.5,4\nGull,North Quay,8.5,2\nTern,Old Dock,20,9\n',
  )
  ;({ desk, installation } = await shell.open())
  await installation.saveUser({ userId: 'deckhand', roles: [], attributes: {} })
}, SLOW_MS)
afterAll(() => shell.close())

it('approves a run by the beginning of its hash, which marks the same question later', {
  timeout: SLOW_MS,
}, async () => {
  const first = await ask('average length in North Quay')
  expect(await approve(runOf(first), flags(), desk, effects)).toBe(0)
  const { reply } = await ask('average length in Old Dock', 'deckhand')
  expect(reply).toMatchObject({
    status: 'answered',
    verified: { by: installation.owner.userId },
    result: { rows: [[20]] },
  })
})

it('queues what a person without the right says, for one who has it to see and settle', {
  timeout: SLOW_MS,
}, async () => {
  const run = runOf(await ask('average crew by harbour', 'deckhand'))
  await reject(
    run,
    { ...flags(), as: 'deckhand', reason: 'wrong metric', note: 'I meant the total' },
    desk,
    effects,
  )
  await expect(approve('ffffffffffff', flags(), desk, effects)).rejects.toMatchObject({
    code: 'assistant/no-run',
  })
  await expect(reject(run, { ...flags(), reason: 'ugly' }, desk, effects)).rejects.toThrow(
    /one of: wrong metric/,
  )
  await expect(review({ ...flags(), as: 'deckhand' }, desk, effects)).rejects.toMatchObject({
    code: 'assistant/may-not-review',
  })
  shell.out = ''
  await review({ ...flags(), json: true }, desk, effects)
  const { reviews } = JSON.parse(shell.out) as { reviews: { id: string; note: string }[] }
  expect(reviews).toMatchObject([{ by: 'deckhand', reason: 'wrong metric', note: 'I meant the total' }])
  await review({ ...flags(), dismiss: reviews[0]?.id ?? '' }, desk, effects)
  shell.out = ''
  await review(flags(), desk, effects)
  expect(shell.out).toMatch(/^Waiting\n {2}nothing\nLearnt\n/)
})

it('teaches a word and writes it to a lexicon', { timeout: SLOW_MS }, async () => {
  const run = runOf(await ask('average length by harbour'))
  await correct(run, { ...flags(), synonym: 'moorage = harbour' }, desk, effects)
  expect((await ask('average length by moorage')).reply.status).toBe('answered')
  const file = shell.path('lexicon.yml')
  await review({ ...flags(), export: file }, desk, effects)
  expect(readFileSync(file, 'utf8')).toMatch(/moorage[\s\S]*harbour/)
  await expect(correct(run, flags(), desk, effects)).rejects.toMatchObject({ code: 'cli/bad-option' })
})
