import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom, systemClock } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSubject } from './desk.ts'
import { listDives, openDives } from './dives.ts'
import { diskFiles, type Effects } from './effects.ts'
import { openInstallation } from './installation.ts'
import { runCommand } from './run-command.ts'

const SLOW_MS = 120_000
const DAY_MS = 86_400_000
let dir: string
let out = ''
const effects = (): Effects => ({
  clock: systemClock,
  files: diskFiles,
  stateDir: join(dir, 'state'),
  env: {},
  out: (text) => {
    out += text
  },
  err: (text) => {
    out += text
  },
  isTerminal: false,
})
const numize = async (...argv: string[]) => {
  out = ''
  return { code: await runCommand(argv, effects()), out }
}

/** Orders of 400 days: in one country they are halved from 10 March 2026 on, in the shop app more than on the web. */
function orders(): string {
  const random = seededRandom('orders')
  const lines = ['order_id,day,country,device,amount']
  let id = 0
  for (let back = 400; back > 0; back--) {
    const date = new Date(Date.UTC(2026, 3, 1) - back * DAY_MS)
    const day = date.toISOString().slice(0, 10)
    const weekend = date.getUTCDay() % 6 === 0 ? 0.7 : 1
    for (const country of ['DE', 'FR', 'ES', 'IT'])
      for (const device of ['app', 'web']) {
        const isHit = country === 'DE' && day >= '2026-03-10'
        const size = weekend * (isHit ? (device === 'app' ? 0.2 : 0.8) : 1)
        const count = Math.round((20 + 4 * random()) * size)
        for (let order = 0; order < count; order++)
          lines.push(`${id++},${day},${country},${device},${(10 + random()).toFixed(2)}`)
      }
  }
  return lines.join('\n')
}

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order_id, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
      - { name: device, label: Device, type: categorical }
    measures:
      - { name: revenue_sum, agg: sum, expr: amount }
      - { name: order_count, agg: sum, expr: '1' }
metrics:
  - { name: revenue, label: Revenue, type: simple, type_params: { measure: revenue_sum } }
  - { name: orders, label: Orders, type: simple, type_params: { measure: order_count } }
`

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'numize-dive-'))
  const write = (name: string, text: string) => {
    mkdirSync(join(dir, 'shop', name, '..'), { recursive: true })
    writeFileSync(join(dir, 'shop', name), text)
  }
  write('numize.yml', 'name: shop\ntime_zone: UTC\nconnection: { type: files, path: data }\n')
  write('models/orders.yml', MODEL)
  write('data/orders.csv', orders())
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const asked = ['--now', '2026-04-01']

describe('a deep dive', { timeout: SLOW_MS }, () => {
  it('finds the segment, what moved inside it, the day it began and what happened then', async () => {
    const project = ['--project', join(dir, 'shop')]
    await numize('event', 'add', 'App release 7', '--day', '2026-03-09', '--note', 'new checkout', ...project)
    await numize('event', 'add', 'Trade fair', '--day', '2025-11-02', ...project)
    expect((await numize('event', 'list', ...project)).out).toContain(
      '2026-03-09  App release 7: new checkout',
    )
    const dive = await numize('deep-dive', 'revenue last month', ...project, ...asked, '--json')
    const report = JSON.parse(dive.out)
    expect(report).toMatchObject({ status: 'answered', verdict: 'explained', notLooked: [] })
    const texts = (kind: string): string =>
      report.evidence
        .flatMap((one: { kind: string; text: string }) => (one.kind === kind ? [one.text] : []))
        .join(' ')
    expect(texts('driver')).toMatch(/DE/)
    expect(texts('onset')).toMatch(/It began on 10 Mar 2026/)
    expect(texts('event')).toBe(
      '“App release 7” (new checkout) is known of 9 Mar 2026, the day before it began.',
    )
    expect(texts('related')).toMatch(/Orders a day fell .* moves with it in step/)
    expect(report.ruledOut.join(' ')).toContain('The data is whole')
    expect(report.runHashes.length).toBeGreaterThan(5)
    const words = await numize('deep-dive', 'revenue last month', ...project, ...asked)
    expect(words.out).toContain('What speaks for a cause')
    expect((await numize('deep-dive', '--list')).out).toMatch(/done +revenue last month/)
  })

  it('names no cause for noise, and says what is missing', async () => {
    const project = ['--project', join(dir, 'shop')]
    const noise = await numize('deep-dive', 'revenue in january 2026', ...project, ...asked, '--json')
    expect(JSON.parse(noise.out).verdict).not.toBe('explained')
    const nothing = await numize('deep-dive', 'purple elephants', ...project, ...asked)
    expect(nothing.code).toBe(2)
    expect(nothing.out.split('\n').filter(Boolean)).toHaveLength(1)
  })

  it('that was interrupted goes on where it was, in another process', async () => {
    const subject = { project: join(dir, 'shop') }
    const open = async () => {
      const installation = await openInstallation(effects())
      const opened = await openSubject(subject, installation, effects())
      const dives = await openDives({
        installation,
        subjectOf: async () => opened,
        principalFor: async () => installation.owner,
      })
      const close = async () => {
        for (const resource of [dives, opened, installation]) await resource[Symbol.asyncDispose]()
      }
      return { dives, latest: async () => (await listDives(installation))[0], close }
    }
    const first = await open()
    let tell = (): void => undefined
    const looked = new Promise<void>((resolve) => {
      tell = resolve
    })
    const request = { subject, question: 'revenue in march 2026', now: '2026-04-01' }
    void first.dives.dive(request, tell).catch(() => undefined)
    await looked
    await first.close()
    const second = await open()
    while ((await second.latest())?.state !== 'done') await wait(200)
    const { input, output } = (await second.latest()) ?? {}
    await second.close()
    expect(input).toMatchObject({ question: request.question })
    expect(output).toMatchObject({ verdict: 'explained', notLooked: [] })
  })
})
