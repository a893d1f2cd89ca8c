import { seededRandom } from '@numize/base'
import type { Notable, TableScan } from '@numize/insights'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insights } from './commands/insights.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const TEAMS = ['north', 'south', 'east', 'west']
const shell = testShell('2026-02-01T12:00:00Z')
const { effects } = shell
let desk: Desk
const flags = () => ({ source: shell.path('tickets.csv'), json: true })
const subject = () => ({ source: shell.path('tickets.csv') })

/** What the command prints. */
async function insightsOf(about?: string): Promise<never> {
  shell.out = ''
  expect(await insights(about, flags(), desk, effects)).toBe(0)
  return JSON.parse(shell.out) as never
}

/** 600 tickets of a year: those of team west stay open 30 days longer, and "printer" has two thirds of them. */
function tickets(): string {
  const random = seededRandom('tickets')
  const moment = (day: number): string =>
    new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')
  const lines = ['ticket_id,team,kind,state,opened_at,closed_at']
  for (let id = 1; id <= 600; id++) {
    const team = TEAMS[Math.floor(random() * 4)]
    const kind =
      random() < 0.55 ? 'printer' : ['screen', 'phone', 'cable', 'router'][Math.floor(random() * 4)]
    const opened = random() * 360
    const stay = 1 + 8 * random() + (team === 'west' ? 30 : 0)
    const state = random() < 0.3 ? 'Declined' : 'Done'
    lines.push(`${id},${team},${kind},${state},${moment(opened)},${moment(opened + stay)}`)
  }
  return lines.join('\n')
}

beforeAll(async () => {
  shell.write('tickets.csv', tickets())
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

describe('what is notable in a file', { timeout: SLOW_MS }, () => {
  it('tells what stands out, and each plan gives its figure anew', async () => {
    const { tables } = (await insightsOf()) as { tables: readonly TableScan[] }
    const [scan] = tables
    expect(scan).toMatchObject({ rows: 600, truncated: false })
    const notables = scan?.notables ?? []
    const slow = notables.find(({ kind }) => kind === 'mean')
    expect(slow?.text).toMatch(
      /^Team west has a higher mean time from opened at to closed at: 3\d\.?\d* days/,
    )
    const groups = notables.filter(({ kind }) => ['dominance', 'mean', 'share'].includes(kind))
    expect(groups.length).toBeGreaterThan(1)
    for (const notable of groups.slice(0, 3)) await expectAnew(notable)
  })
  it('is asked in plain words too, also of some of the rows', async () => {
    const { reply } = await desk.ask({ subject: subject(), question: 'what is notable in tickets?' })
    const notables = reply.status === 'told' ? (reply.notables ?? []) : []
    expect(notables.some(({ members }) => members[0]?.member === 'printer')).toBe(true)
    const some = (await insightsOf('tickets of team west')) as { notables: readonly Notable[] }
    expect(some.notables.length).toBeGreaterThan(0)
    expect(JSON.stringify(some.notables[0]?.plan)).toContain('west')
  })
})

/** Runs the plan of a finding; a figure of one group must be a cell of its answer. */
async function expectAnew({ plan, value, members }: Notable): Promise<void> {
  const { rows } = await desk.query({ subject: subject(), plan })
  const row = rows.find((cells) => cells.includes(members[0]?.member ?? null))
  const numbers = (row ?? []).map(Number).filter((one) => Number.isFinite(one))
  expect(numbers.some((one) => Math.abs(one - value) <= 1e-6 * Math.max(1, Math.abs(value)))).toBe(true)
}
