import { setTimeout as wait } from 'node:timers/promises'
import type { Dive } from '@numize/assistant'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listDives, openDives } from './dives.ts'
import { openInstallation } from './installation.ts'
import { openSubject } from './open-subject.ts'
import { writeOrdersShop } from './testing/orders-shop.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 300_000
const shell = testShell()
const { effects } = shell
const numize = async (...argv: string[]) => {
  const { code, out, err } = await shell.run(argv)
  return { code, out: out + err }
}

beforeAll(() => writeOrdersShop(shell.path('shop')))
afterAll(() => shell.close())

const asked = ['--now', '2026-04-01']

describe('a deep dive', { timeout: SLOW_MS }, () => {
  it('finds the segment, what moved inside it, the day it began and what happened then', async () => {
    const project = ['--project', shell.path('shop')]
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
    const project = ['--project', shell.path('shop')]
    const noise = await numize('deep-dive', 'revenue in january 2026', ...project, ...asked, '--json')
    expect(JSON.parse(noise.out).verdict).not.toBe('explained')
    const nothing = await numize('deep-dive', 'purple elephants', ...project, ...asked)
    expect(nothing.code).toBe(2)
    expect(nothing.out.split('\n').filter(Boolean)).toHaveLength(1)
  })

  it('that was interrupted goes on where it was, in another process', async () => {
    const subject = { project: shell.path('shop') }
    const open = async () => {
      const installation = await openInstallation(effects)
      const opened = await openSubject(subject, installation, effects)
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
    const heard = ({ looks }: Dive): void => {
      if (looks.some(({ state }) => state === 'done')) tell()
    }
    void first.dives.dive(request, heard).catch(() => undefined)
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
