import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExperimentFlags, experiment } from './commands/experiment.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const USERS = 6000
const shell = testShell('2026-04-15T12:00:00Z')
const { effects } = shell
let desk: Desk

const pick = <T>(random: () => number, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)] as T

/**
 * Sessions of users in February (before) and March (the experiment) of 2026. Users keep their variant: v2 converts half
 * as often again as v1 and takes longer, v3 is like v1. Of `skewed` a tenth of the users of `new` got lost.
 */
function tables(): { users: string; sessions: string } {
  const random = seededRandom('variants')
  const users = ['user_id,joined,prompt_version,rollout,country']
  const sessions = ['session_id,day,user_id,converted,seconds,spend']
  let id = 0
  for (let user = 0; user < USERS; user++) {
    const version = pick(random, ['v1', 'v2', 'v3'])
    const rollout = random() < 0.5 ? 'old' : 'new'
    const country = pick(random, ['DE', 'FR', 'IT'])
    if (rollout === 'new' && random() < 0.12) continue
    users.push(`${user},2026-03-${String(1 + (user % 28)).padStart(2, '0')},${version},${rollout},${country}`)
    const taste = 10 + 40 * random()
    for (const month of ['02', '03'])
      for (let visit = 0; visit < 1 + (user % 3); visit++) {
        const at = `${id},2026-${month}-${String(1 + (++id % 28)).padStart(2, '0')},${user}`
        sessions.push(`${at},${session(random, taste, month === '03' && version === 'v2')}`)
      }
  }
  return { users: users.join('\n'), sessions: sessions.join('\n') }
}

function session(random: () => number, taste: number, isTreated: boolean): string {
  const converted = random() < (isTreated ? 0.15 : 0.1) ? 1 : 0
  const seconds = 30 * (isTreated ? 1.15 : 1) * (0.8 + 0.4 * random())
  const spend = taste * (0.9 + 0.2 * random()) * (isTreated ? 1.02 : 1)
  return `${converted},${seconds.toFixed(1)},${spend.toFixed(2)}`
}

const MODEL = `
semantic_models:
  - name: users
    model: ref('users')
    entities: [{ name: user, type: primary, expr: user_id }]
    dimensions:
      - { name: prompt_version, label: Prompt version, type: categorical }
      - { name: rollout, label: Rollout, type: categorical }
      - { name: country, label: Country, type: categorical }
  - name: sessions
    model: ref('sessions')
    defaults: { agg_time_dimension: day }
    entities:
      - { name: session, type: primary, expr: session_id }
      - { name: user, type: foreign, expr: user_id }
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
    measures:
      - { name: session_count, agg: sum, expr: '1' }
      - { name: conversions, agg: sum, expr: converted }
      - { name: seconds, agg: sum, expr: seconds }
      - { name: spend, agg: sum, expr: spend }
      - { name: middle, agg: median, expr: seconds }
metrics:
  - { name: sessions, label: Sessions, type: simple, type_params: { measure: session_count } }
  - { name: conversions, label: Conversions, type: simple, type_params: { measure: conversions } }
  - { name: seconds, label: Seconds, type: simple, type_params: { measure: seconds } }
  - { name: spend, label: Spend, type: simple, type_params: { measure: spend }, config: { meta: { numize: { unit: EUR } } } }
  - { name: median_seconds, label: Median seconds, type: simple, type_params: { measure: middle } }
  - name: conversion
    label: Conversion
    type: ratio
    type_params: { numerator: conversions, denominator: sessions }
    config: { meta: { numize: { unit: percent, up_is_good: true, synonyms: [conversion rate] } } }
  - name: seconds_per_session
    label: Seconds per session
    type: ratio
    type_params: { numerator: seconds, denominator: sessions }
    config: { meta: { numize: { up_is_good: false } } }
`

beforeAll(async () => {
  const { users, sessions } = tables()
  shell.project('lab', { 'models/lab.yml': MODEL, 'data/users.csv': users, 'data/sessions.csv': sessions })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

async function told(what: string, flags: Partial<ExperimentFlags> = {}) {
  shell.out = ''
  const plain = { treatment: [], guardrail: [], segment: [] }
  await experiment(
    what,
    { ...plain, ...flags, project: shell.path('lab'), now: '2026-04-15', json: true },
    desk,
    effects,
  )
  return JSON.parse(shell.out)
}

describe('which variant does better', { timeout: SLOW_MS }, () => {
  it('reads the question, counts by the unit, and says who won by how much', async () => {
    const {
      answer,
      experiment: report,
      rows,
    } = await told('did prompt v2 do better than v1 on conversion in March 2026')
    expect(report).toMatchObject({ variantDimension: 'user__prompt_version', control: 'v1', unit: 'user' })
    expect(report.verdicts[0].verdict).toBe('win')
    const { effect, interval, pValue, relative } = report.goal.compared[0]
    expect(relative).toBe(true)
    expect(interval[0]).toBeLessThan(0.5)
    expect(interval[1]).toBeGreaterThan(0.5)
    expect(effect).toBeGreaterThan(0.3)
    expect(pValue).toBeLessThan(0.001)
    expect(answer).toMatch(
      /^On Conversion v2 did better than v1: \+\d+(\.\d)? % \(95 % interval .* p < 0\.001\./,
    )
    expect(rows.map(([variant]: string[]) => variant)).toEqual(['v1', 'v2'])
  })
  it('says that there is no difference yet, and what it would take', async () => {
    const { experiment: report, answer } = await told('did v3 beat v1 on conversion in March 2026')
    expect(report.verdicts[0].verdict).toBe('no-difference-yet')
    expect(answer).toMatch(/No difference between v3 and v1 on Conversion yet: .*(more units|too many units)/)
  })
  it('believes nothing where units did not fall as planned', async () => {
    const { experiment: report, answer } = await told('conversion in March 2026', {
      variant: 'rollout',
      control: 'old',
    })
    expect(report.sampleRatio.mismatch).toBe(true)
    expect(answer).toMatch(/^Invalid: units did not fall to the variants as planned/)
    const planned = await told('conversion in March 2026', {
      variant: 'rollout',
      control: 'old',
      split: '50/44',
    })
    expect(planned.experiment.sampleRatio.mismatch).toBe(false)
  })
  it('takes the past of the units out, and tells guardrails and segments', async () => {
    const flags = { variant: 'prompt_version', guardrail: ['seconds_per_session'], segment: ['country'] }
    const { experiment: report, caveats } = await told('spend in March 2026', flags)
    const [v2, v3] = report.goal.compared
    expect(v2.varianceExplained).toBeGreaterThan(0.3)
    expect(v2.interval[1] - v2.interval[0]).toBeLessThan(0.2)
    expect(Math.abs(v3.effect)).toBeLessThan(0.05)
    expect(report.segments.map(({ member }: { member: string }) => member)).toEqual(['DE', 'FR', 'IT'])
    expect(caveats.join(' ')).toMatch(/Guardrail Seconds per session: worse for v2, \+1\d(\.\d)? %/)
    expect(caveats.join(' ')).toContain('own past explains')
  })
  it('says why where it cannot', async () => {
    expect(await told('median seconds in March 2026', { variant: 'prompt_version' })).toMatchObject({
      status: 'refused',
      answer: expect.stringMatching(/no sum, count or ratio/),
    })
    expect(
      await told('conversion in March 2026', { variant: 'prompt_version', control: 'v9' }),
    ).toMatchObject({
      status: 'refused',
      answer: expect.stringMatching(/No unit of prompt_version v9/),
    })
    await expect(told('conversion', { variant: 'rollout', split: 'half' })).rejects.toThrow(/50\/50/)
  })
})
