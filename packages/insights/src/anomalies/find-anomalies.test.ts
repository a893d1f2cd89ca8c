import { seededRandom } from '@numize/base'
import { normalQuantile } from '@numize/statistics'
import { describe, expect, it } from 'vitest'
import type { DaySeries } from './day-series.ts'
import { findAnomalies } from './find-anomalies.ts'

const WEEKDAYS = [1, 1.05, 1.1, 1.08, 1.2, 0.7, 0.6]

interface Noise {
  readonly days?: number
  readonly scale?: 'proportional' | 'points'
}

/** Days with a week, a slow drift and noise; `change` plants what is to be found. */
function series(
  seed: string,
  change: (day: number, value: number) => number = (_, value) => value,
  noise: Noise = {},
): DaySeries {
  const random = seededRandom(seed)
  const { days = 200, scale = 'proportional' } = noise
  const values = Array.from({ length: days }, (_, day) => {
    const bell = normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, random())))
    const value =
      scale === 'points'
        ? 0.02 + 0.003 * bell
        : 1000 * WEEKDAYS[day % 7]! * (1 + day / 1000) * Math.exp(0.05 * bell)
    return change(day, scale === 'points' ? Math.max(0, value) : value)
  })
  return { metric: seed, segment: [], start: '2025-01-06', values, scale }
}

const dayAt = (at: number): string => new Date(Date.UTC(2025, 0, 6 + at)).toISOString().slice(0, 10)

describe('days unlike the days they should be like', () => {
  it('finds a fall and a burst on their days, and says how much they cost', () => {
    const [fall, ...others] = findAnomalies([
      series('fall', (day, value) => (day >= 150 && day < 153 ? 0.5 * value : value)),
      series('calm'),
    ])
    expect(others).toEqual([])
    expect(fall).toMatchObject({ metric: 'fall', first: dayAt(150), last: dayAt(152), direction: 'low' })
    expect(fall!.impact).toBeLessThan(-1000)
    expect(fall!.expected / fall!.value).toBeGreaterThan(1.7)
  })
  it('takes a Sunday for a Sunday', () => {
    expect(findAnomalies([series('weeks')])).toEqual([])
    const sunday = 146
    const found = findAnomalies([
      series('weekday on sunday', (day, value) => (day === sunday ? value / 0.55 : value)),
    ])
    expect(found.map(({ first }) => first)).toEqual([dayAt(sunday)])
  })
  it('takes a payday for a payday, and a first of the month without one for something', () => {
    const isFirst = (day: number): boolean => dayAt(day).endsWith('-01')
    const paydays = series('paydays', (day, value) => (isFirst(day) ? 2.5 * value : value), { days: 300 })
    expect(findAnomalies([paydays], { since: dayAt(150) })).toEqual([])
    const once = series('once', (day, value) => (dayAt(day) === '2025-08-01' ? 2.5 * value : value), {
      days: 300,
    })
    expect(findAnomalies([once], { since: dayAt(150) }).map(({ peak }) => peak)).toEqual(['2025-08-01'])
  })
  it('sees a segment where the total is flat', () => {
    const segment = [{ dimension: 'country', value: 'IT' }]
    const down = { ...series('part', (day, value) => (day === 160 ? 0.4 * value : value)), segment }
    expect(findAnomalies([series('total'), down]).map((one) => one.segment)).toEqual([segment])
  })
  it('does not judge days that are still settling, nor small changes', () => {
    const late = series('late', (day, value) => (day === 199 ? 0.3 * value : value))
    expect(findAnomalies([late])).toEqual([])
    expect(findAnomalies([late], { settleDays: 0 })).toHaveLength(1)
    const steady = {
      ...series('steady'),
      values: Array.from({ length: 200 }, (_, day) => (day === 180 ? 1040 : 1000)),
    }
    expect(findAnomalies([steady])).toEqual([])
  })
  it('finds each day with a spike of nulls (12 of 12), and no other', () => {
    const planted = [60, 105, 150, 195, 240, 285, 330, 375, 420, 465, 500, 530]
    const columns = Array.from({ length: 6 }, (_, at) =>
      series(
        `column ${at}`,
        (day, share) => (planted.indexOf(day) % 6 === at && planted.includes(day) ? share + 0.1 : share),
        {
          days: 545,
          scale: 'points',
        },
      ),
    )
    const found = findAnomalies(columns)
    expect(found.map(({ peak }) => peak).toSorted()).toEqual(planted.map(dayAt))
  })
  it('raises an alarm in few weekly digests of noise', () => {
    let alarms = 0
    for (let digest = 0; digest < 15; digest++) {
      const metrics = Array.from({ length: 20 }, (_, at) =>
        series(`digest ${digest} ${at}`, undefined, { days: 120 }),
      )
      alarms += findAnomalies(metrics, { since: dayAt(112) }).length > 0 ? 1 : 0
    }
    expect(alarms).toBeLessThanOrEqual(1)
  })
  it('finds a level that moved for weeks, on its day, and not again when it ends', () => {
    const [moved, ...others] = findAnomalies([
      series('campaign', (day, value) => (day >= 130 && day < 148 ? 1.3 * value : value)),
      series('calm too'),
    ])
    expect(others).toEqual([])
    expect(moved).toMatchObject({ kind: 'shift', first: dayAt(130), direction: 'high' })
  })
  it('takes a busy end of the year for one, and a collapse in it for what it is', () => {
    const from = (month: number, factor: number) => (day: number, value: number) =>
      Number(dayAt(day).slice(5, 7)) >= month ? factor * value : value
    expect(findAnomalies([series('season', from(11, 1.2), { days: 345 })])).toEqual([])
    const [fall] = findAnomalies([series('collapse', from(11, 0.3), { days: 345 })])
    expect(fall).toMatchObject({ kind: 'shift', first: '2025-11-01', direction: 'low' })
  })
  it('knows the holidays of the project: the first is expected, the next is compared with it', () => {
    const festival = (effects: readonly (readonly [year: string, factor: number])[]) => {
      const byDay = new Map(effects.map(([year, factor]) => [`${year}-08-14`, factor]))
      return series('festival', (day, value) => value * (byDay.get(dayAt(day)) ?? 1), { days: 600 })
    }
    const holidays = [{ name: 'Obon', days: ['08-14'] }]
    const first = festival([['2025', 0.3]])
    expect(findAnomalies([first])).toMatchObject([{ holiday: null, isExpected: false }])
    expect(findAnomalies([first], { holidays })).toMatchObject([{ holiday: 'Obon', isExpected: true }])
    const both = festival([
      ['2025', 0.3],
      ['2026', 0.35],
    ])
    const since = '2026-01-01'
    expect(findAnomalies([both], { since, holidays })).toEqual([])
    const worse = festival([
      ['2025', 0.8],
      ['2026', 0.1],
    ])
    expect(findAnomalies([worse], { since, holidays })).toMatchObject([
      { holiday: 'Obon', isExpected: false, direction: 'low' },
    ])
  })
  it('tells shares from what chance does to few rows', () => {
    const share = (rows: number, odd: number): DaySeries => ({
      ...series(`share of ${rows}`),
      segment: [{ dimension: 'channel', value: '(none)' }],
      scale: 'points',
      values: Array.from({ length: 200 }, (_, day) => (day === 160 ? odd : 0)),
      counted: new Float64Array(200).fill(rows),
    })
    expect(findAnomalies([share(20, 0.05)])).toEqual([])
    expect(findAnomalies([share(2000, 0.05)])).toMatchObject([{ isShare: true, peak: dayAt(160) }])
  })
  it('sees a column that is empty twice as often as it always is, and not one that is filled', () => {
    const random = seededRandom('keys')
    const counted = Float64Array.from({ length: 200 }, () => 280 + Math.round(40 * random()))
    const blanks = (odd: number): DaySeries => ({
      ...series(`blank ${odd}`),
      segment: [{ dimension: 'buyer', value: '(none)' }],
      scale: 'points',
      values: counted.map((rows, day) => {
        const rate = day === 160 ? odd : 0.05
        const hit = Array.from({ length: rows }, random).filter((one) => one < rate).length
        return hit / rows
      }),
      counted,
    })
    expect(findAnomalies([blanks(0.15)])).toMatchObject([{ isShare: true, peak: dayAt(160) }])
    expect(findAnomalies([blanks(0.05), blanks(0)])).toEqual([])
  })
  it('sees a member that grows beside the others where all move with the season', () => {
    const season = (day: number): number => 1 + 0.2 * Math.sin(day / 30)
    const plain = series('others', (day, value) => season(day) * value)
    const craft = series('craft', (day, value) => season(day) * value * (day >= 140 ? 0.2 : 0.1))
    const whole = Float64Array.from(plain.values, (value, day) => value + craft.values[day]!)
    const segment = [{ dimension: 'department', value: 'Craft' }]
    const found = findAnomalies([{ ...craft, segment, whole }], { since: dayAt(100) })
    expect(found).toMatchObject([{ kind: 'shift', direction: 'high', first: dayAt(140) }])
  })
  it('looks at the end of a series without end', () => {
    const length = 1_000_000
    const values = new Float64Array(length).map((_, day) => (day === length - 20 ? 10 : 100 + (day % 7)))
    const [only] = findAnomalies([{ ...series('endless'), start: '1000-01-01', values }])
    expect(only).toMatchObject({ direction: 'low', value: 10 })
  })
  it('says nothing of what it cannot judge', () => {
    const empty = { ...series('empty'), values: [] }
    const gone = { ...series('gone'), values: Array.from({ length: 200 }, () => Number.NaN) }
    const short = { ...series('short'), values: [1, 2, 3] }
    const wild = {
      ...series('wild'),
      values: Array.from({ length: 200 }, (_, day) => (day % 3 === 0 ? Infinity : -day)),
    }
    expect(findAnomalies([empty, gone, short])).toEqual([])
    for (const one of findAnomalies([wild])) expect(JSON.stringify(one)).not.toContain('null')
  })
})
