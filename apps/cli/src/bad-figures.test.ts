import { seededRandom } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anomalies } from './commands/anomalies.ts'
import { explain } from './commands/explain.ts'
import { forecast } from './commands/forecast.ts'
import { insights } from './commands/insights.ts'
import { whatIf } from './commands/what-if.ts'
import type { Desk } from './desk.ts'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const DAY_MS = 86_400_000
const METRICS = [
  'constant',
  'hollow',
  'wild',
  'negative',
  'sparse',
  'empty ratio',
  'wild ratio',
  'single',
] as const
const shell = testShell('2026-04-10T12:00:00Z')
const { effects } = shell
let desk: Desk

/** Figures that never change, are no numbers, have no bounds, lie below zero, are hardly there, are there once. */
function readings(): string {
  const random = seededRandom('readings')
  const lines = ['reading,day,place,serial,steady,nothing,boundless,debt,rare,once']
  for (let back = 260; back > 0; back--) {
    const day = new Date(Date.UTC(2026, 3, 10) - back * DAY_MS).toISOString().slice(0, 10)
    for (const place of ['north', 'south']) {
      const boundless = back % 17 === 0 ? 'inf' : back % 23 === 0 ? '-inf' : (10 * random()).toFixed(2)
      const debt = (-100 * random() - (back < 40 ? 50 : 0)).toFixed(2)
      const rare = back % 60 === 0 ? '7' : ''
      const nothing = back === 260 && place === 'north' ? '1.5' : 'nan'
      const once = back === 30 && place === 'north' ? '5' : ''
      lines.push(
        `${lines.length},${day},${place},S${lines.length},5,${nothing},${boundless},${debt},${rare},${once}`,
      )
    }
  }
  return lines.join('\n')
}

const measure = (name: string): string => `      - { name: ${name}_sum, agg: sum, expr: ${name} }`
const simple = (name: string, label: string): string =>
  `  - { name: ${label.replaceAll(' ', '_')}, label: ${label}, type: simple, type_params: { measure: ${name}_sum } }`
const ratio = (label: string, numerator: string, denominator: string): string =>
  `  - { name: ${label.replaceAll(' ', '_')}, label: ${label}, type: ratio, type_params: { numerator: ${numerator}, denominator: ${denominator} } }`

const MODEL = `
semantic_models:
  - name: readings
    model: ref('readings')
    defaults: { agg_time_dimension: day }
    entities: [{ name: reading, type: primary }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: place, label: Place, type: categorical }
      - { name: serial, label: Serial, type: categorical }
    measures:
${['steady', 'nothing', 'boundless', 'debt', 'rare', 'once'].map(measure).join('\n')}
metrics:
${simple('steady', 'constant')}
${simple('nothing', 'hollow')}
${simple('boundless', 'wild')}
${simple('debt', 'negative')}
${simple('rare', 'sparse')}
${simple('once', 'single')}
${ratio('empty ratio', 'sparse', 'single')}
${ratio('wild ratio', 'wild', 'negative')}
`

beforeAll(async () => {
  shell.project('plant', { 'models/readings.yml': MODEL, 'data/readings.csv': readings() })
  ;({ desk } = await shell.open())
}, SLOW_MS)

afterAll(() => shell.close())

const told = async (work: (flags: { project: string }) => Promise<number>): Promise<string> => {
  shell.out = ''
  await work({ project: shell.path('plant') })
  return shell.out
}

/** Sentences are about figures, or about why there is none. */
const NO_FIGURE = /\bNaN\b|\bInfinity\b|∞|\bundefined\b|\bnull\b/

describe('figures that are none', { timeout: SLOW_MS }, () => {
  it.each(METRICS)('are told in words or not at all: %s', async (metric) => {
    const texts = [
      await told((flags) => explain(`why did ${metric} change last month`, flags, desk, effects)),
      await told((flags) => forecast(metric, { ...flags, horizon: '4w' }, desk, effects)),
      await told((flags) => whatIf(`${metric} +10% last month`, flags, desk, effects)),
    ]
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(0)
      expect(text).not.toMatch(NO_FIGURE)
    }
  })
  it('raise no alarm of what cannot be judged, and none in such words', async () => {
    const text = await told((flags) => anomalies({ ...flags, days: '200' }, desk, effects))
    expect(text).not.toMatch(NO_FIGURE)
    expect(text).not.toMatch(/constant|hollow/)
  })
  it('are passed over when a table is looked at', async () => {
    expect(await told((flags) => insights('readings', flags, desk, effects))).not.toMatch(NO_FIGURE)
  })
})
